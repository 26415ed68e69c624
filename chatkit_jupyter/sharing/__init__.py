"""What leaves the kernel with a notebook: its saved conversations, and pages of their own."""
