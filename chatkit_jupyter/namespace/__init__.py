"""The kernel's own objects, as a chat shows them."""
