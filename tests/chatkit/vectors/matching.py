"""Comparing what a vector expects with what was observed."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any


def difference(want: Any, got: Any, path: str = "") -> str | None:
    """Describe the first place where `got` does not match `want`; None when it matches."""
    if isinstance(want, str) and want in _WORDS:
        return None if _WORDS[want](got) else f"{path}: {got!r} is not {want}"
    if isinstance(want, dict) and len(want) == 1:
        [(operator, argument)] = want.items()
        if operator in _OPERATORS:
            return _OPERATORS[operator](argument, got, path)
    if isinstance(want, dict) and isinstance(got, dict):
        return _objects(want, got, path)
    if isinstance(want, list) and isinstance(got, list):
        return _arrays(want, got, path)
    return None if _same(want, got) else f"{path}: want {want!r}, got {got!r}"


def _objects(want: dict[str, Any], got: dict[str, Any], path: str) -> str | None:
    if want.keys() != got.keys():
        return f"{path}: keys {sorted(want.keys() ^ got.keys())} are on one side only"
    return _first(difference(want[key], got[key], f"{path}.{key}") for key in want)


def _arrays(want: list[Any], got: list[Any], path: str) -> str | None:
    pairs = enumerate(zip(want, got, strict=False))
    found = _first(difference(w, g, f"{path}[{index}]") for index, (w, g) in pairs)
    if found is None and len(want) != len(got):
        return f"{path}: want {len(want)} entries, got {len(got)}: {got[len(want) :]}"
    return found


def _same(want: Any, got: Any) -> bool:
    if isinstance(want, bool) or isinstance(got, bool):
        return want is got
    if isinstance(want, (int, float)) and isinstance(got, (int, float)):
        return abs(want - got) < 1e-9
    return want == got


def _first(differences: Any) -> str | None:
    return next((found for found in differences if found is not None), None)


def _is_time(got: Any) -> bool:
    try:
        datetime.fromisoformat(got.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        return False
    return True


def _contains(parts: list[str], got: Any, path: str) -> str | None:
    lost = [part for part in parts if part not in got]
    return f"{path}: {got!r} lacks {lost}" if lost else None


def _pattern(pattern: str, got: Any, path: str) -> str | None:
    return None if re.fullmatch(pattern, got) else f"{path}: {got!r} does not match {pattern}"


def _json(want: Any, got: Any, path: str) -> str | None:
    return difference(want, json.loads(got), f"{path}<json>")


_WORDS = {
    "<time>": _is_time,
    "<int>": lambda got: isinstance(got, int) and not isinstance(got, bool) and got >= 0,
    "<text>": lambda got: isinstance(got, str) and bool(got.strip()),
}
_OPERATORS = {"<contains>": _contains, "<pattern>": _pattern, "<json>": _json}
