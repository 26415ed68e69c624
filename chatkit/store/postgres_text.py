"""Text that PostgreSQL cannot hold as it is: U+0000, which is escaped on the way in and out."""

from __future__ import annotations

import re

# U+001A (SUBSTITUTE) announces an escape: "\x1a0" stands for U+0000 and "\x1a1" for itself. In
# JSON text both are written as \u escapes; a backslash escaped by another begins none.
_NUL, _MARK = "\x00", "\x1a"
_IN_JSON = re.compile(r"\\(?:u0000|u001a|.)")
_OUT_OF_JSON = re.compile(r"\\(?:u001a[01]|.)")
_ESCAPED = {r"\u0000": r"\u001a0", r"\u001a": r"\u001a1"}
_UNESCAPED = {escaped: plain for plain, escaped in _ESCAPED.items()}


def to_text(value: str) -> str:
    """Escape an id or an owner for a text column or parameter."""
    return value.replace(_MARK, _MARK + "1").replace(_NUL, _MARK + "0")


def to_jsonb(data: str) -> str:
    """Escape JSON text for a JSONB column."""
    if r"\u00" not in data:
        return data
    return _IN_JSON.sub(lambda found: _ESCAPED.get(found[0], found[0]), data)


def from_jsonb(data: str) -> str:
    """Turn the text of a JSONB column into the JSON that `to_jsonb` was given."""
    if r"\u001a" not in data:
        return data
    return _OUT_OF_JSON.sub(lambda found: _UNESCAPED.get(found[0], found[0]), data)
