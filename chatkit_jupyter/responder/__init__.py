"""What answers a message: the author's functions, what they are given, and what they give."""
