"""Rows and columns of any kind of frame, a page at a time."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from numbers import Number
from typing import Any, Protocol

Cell = str | None

_CELL_LENGTH = 120
_ENOUGH = 2_000  # characters of a text, to find those of a cell among its spaces
_CONTAINERS = (list, tuple, dict, set)
_NO_EXPONENT = (1e-4, 1e15)


@dataclass(frozen=True)
class Column:
    """A column.

    Args:
        name: Its heading.
        kind: The type of its values, in the words of the frame's library.
        numeric: Whether they are numbers.
    """

    name: str
    kind: str
    numeric: bool = False


@dataclass(frozen=True)
class Order:
    """By which column rows are sorted.

    Args:
        column: Its position.
        descending: Whether the greatest comes first.
    """

    column: int
    descending: bool = False


class Table(Protocol):
    """A frame as a chat reads it. Missing values come last in any order."""

    @property
    def name(self) -> str:
        """What kind of frame it is."""
        ...

    @property
    def columns(self) -> Sequence[Column]:
        """Its columns."""
        ...

    @property
    def height(self) -> int:
        """How many rows it has."""
        ...

    def rows(self, offset: int, limit: int, order: Order | None) -> list[list[Cell]]:
        """Read a page.

        Args:
            offset: Number of rows before it.
            limit: Greatest number of rows.
            order: How all rows are sorted; None for their own order.

        Returns:
            The values as text, None where one is missing.
        """
        ...


def cell(value: Any) -> Cell:
    """Word a value.

    Args:
        value: Any value of a column.

    Returns:
        One line of at most 120 characters; None for a missing value (None, NaN, NaT, NA).
    """
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return None
    try:
        if isinstance(value, Number) and value != value:  # only what is not a number differs
            return None
        text = _number(value) if isinstance(value, float) else _line(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    text = text.removesuffix(" 00:00:00")
    return text if len(text) <= _CELL_LENGTH else text[: _CELL_LENGTH - 1] + "…"


def _line(value: Any) -> str:
    if isinstance(value, str):
        text = value[:_ENOUGH]
    elif type(value) in _CONTAINERS and len(value) > _CELL_LENGTH:
        text = reprlib.repr(value)
    else:
        text = str(value)
    return " ".join(text.split())


def _number(value: float) -> str:
    least, most = _NO_EXPONENT
    if not isfinite(value) or (value != 0 and not least <= abs(value) < most):
        return f"{value:.6g}"
    return f"{value:.4f}".rstrip("0").rstrip(".")
