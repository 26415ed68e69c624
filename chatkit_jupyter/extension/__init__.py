"""The Jupyter server's side of a chat: one authenticated way from the browser to the kernel."""
