"""Files that users attach to their messages: taken in, kept, and given to handlers and models."""
