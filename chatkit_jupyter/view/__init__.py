"""What pages show of a chat, and what they ask it."""
