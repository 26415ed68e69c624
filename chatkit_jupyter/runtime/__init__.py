"""The kernel's side of a chat: a thread with its own event loop, and the socket it answers on."""
