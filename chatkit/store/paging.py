"""The page rule: which entries follow a cursor, and what a page says about the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Generic, Protocol, TypeVar

from chatkit.store.base import NotFoundError
from chatkit.types import Page

_LARGEST_PAGE = 1_000_000


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


TRow = TypeVar("TRow")
TEntry = TypeVar("TEntry", bound=_Identified)


def rows_wanted(limit: int) -> int:
    """How many rows to fetch for a page: one more than it shows, to know if there are more."""
    return min(max(limit, 0), _LARGEST_PAGE) + 1


def page_from(rows: Sequence[TRow], limit: int, decode: Callable[[TRow], TEntry]) -> Page[TEntry]:
    """Make a page of the rows that follow a cursor.

    Args:
        rows: Up to `rows_wanted` rows, in page order.
        limit: Greatest number of entries on the page.
        decode: Makes an entry of a row.

    Returns:
        The page; its ``after`` is the last entry's id when more rows follow.
    """
    shown = rows_wanted(limit) - 1
    data = [decode(row) for row in rows[:shown]]
    has_more = len(rows) > shown
    return Page(data=data, has_more=has_more, after=data[-1].id if has_more and data else None)


class Shelf(Generic[TRow]):
    """Rows by id in the order they were first put, with pages at a cost that does not grow."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, TRow] | None] = []
        self._places: dict[str, int] = {}

    def __getitem__(self, key: str) -> TRow:
        row = self._rows[self._place(key)]
        assert row is not None
        return row[1]

    def put(self, key: str, row: TRow) -> None:
        """Append a row, or overwrite the one with this id in its place."""
        place = self._places.get(key)
        if place is None:
            self._places[key] = len(self._rows)
            self._rows.append((key, row))
        else:
            self._rows[place] = (key, row)

    def discard(self, key: str) -> None:
        """Remove a row, if it is there."""
        place = self._places.pop(key, None)
        if place is not None:
            self._rows[place] = None
            if len(self._rows) > 2 * len(self._places):
                self._close_gaps()

    def following(self, after: str | None, count: int, order: str) -> list[TRow]:
        """Return up to ``count`` rows that follow the cursor ``after`` in ``order``.

        Raises:
            NotFoundError: There is no row with the id ``after``.
        """
        return [row for _, row in islice(self._walk(after, order), count)]

    def _walk(self, after: str | None, order: str) -> Iterator[tuple[str, TRow]]:
        if order == "desc":
            start = len(self._rows) if after is None else self._place(after)
            places = range(start - 1, -1, -1)
        else:
            start = -1 if after is None else self._place(after)
            places = range(start + 1, len(self._rows))
        for place in places:
            row = self._rows[place]
            if row is not None:
                yield row

    def _place(self, key: str) -> int:
        try:
            return self._places[key]
        except KeyError:
            raise NotFoundError(f"{key!r} not found") from None

    def _close_gaps(self) -> None:
        self._rows = [row for row in self._rows if row is not None]
        self._places = {row[0]: place for place, row in enumerate(self._rows) if row is not None}
