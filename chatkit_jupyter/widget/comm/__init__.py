"""Requests in widget messages, for a page that reaches the kernel in no other way."""
