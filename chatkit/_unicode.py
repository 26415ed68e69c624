"""Text that UTF-8 can hold."""

from __future__ import annotations


def whole_characters(text: str) -> str:
    """Make good what splitting text at the wrong place left behind.

    Args:
        text: Any text; where it was put together from JSON escapes or cut between the two
            halves of a character, it may hold surrogates.

    Returns:
        The text with two matching halves joined, and every other half replaced by U+FFFD.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
