"""The author's functions that hear of what happens in a chat."""
