"""How a call is named in the chat."""

from __future__ import annotations

import json
from typing import Any

from chatkit_jupyter.namespace.shown import shortened

_LENGTH = 80


def call_title(name: str, arguments: str) -> str:
    """Word a call as it would be written in Python.

    Args:
        name: The tool.
        arguments: The JSON of its arguments; what is not JSON stands as it is.
    """
    try:
        named: dict[str, Any] = json.loads(arguments or "{}")
        inside = ", ".join(
            f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in named.items()
        )
    except (ValueError, AttributeError):
        inside = arguments
    return f"{name}({shortened(inside, _LENGTH)})"
