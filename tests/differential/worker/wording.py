"""Leaves out of the comparison how each side puts things to the model."""

from __future__ import annotations

import json
import re
from typing import Any

# All texts in generated conversations are made of these.
_QUOTED = re.compile(r"@?\bw\d+\b")
_QUOTED_ONLY = re.compile(rf"(?:{_QUOTED.pattern}|\W)*")


def without_own_words(text: str) -> str | list[str]:
    """Keep what a text takes from the conversation."""
    return text if _QUOTED_ONLY.fullmatch(text) else _QUOTED.findall(text)


def meaning(value: Any) -> Any:
    """What input for an agent says, however texts are worded and JSON is spelled."""
    if isinstance(value, dict):
        return {key: _MEANINGS.get(key, meaning)(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [meaning(entry) for entry in value]
    return value


_MEANINGS = {"text": without_own_words, "arguments": json.loads, "output": json.loads}
