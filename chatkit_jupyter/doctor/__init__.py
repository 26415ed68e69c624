"""Finds out what keeps chats from working, and says what to do about it."""
