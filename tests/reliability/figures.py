"""Figures that tests take, and the table of them in the docs."""

from __future__ import annotations

import re
from pathlib import Path

_TABLE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


class Figures:
    """What was measured, by what it is of."""

    def __init__(self) -> None:
        self._rows: dict[str, str] = {}

    def take(self, what: str, found: str) -> None:
        """Note a figure, and print it."""
        self._rows[what] = found
        print(f"{what}: {found}")

    def write(self, page: Path) -> None:
        """Put the figures into the page's table; rows of tests that did not run stay."""
        text = page.read_text(encoding="utf-8")
        table = _TABLE.search(text)
        assert table is not None, f"{page} has no place for figures"
        rows = _rows(table[0]) | self._rows
        lines = ["| what | found |", "|---|---|"]
        lines += [f"| {what} | {found} |" for what, found in rows.items()]
        page.write_text(_TABLE.sub(lambda _: "\n".join([*lines, ""]), text), encoding="utf-8")


def _rows(table: str) -> dict[str, str]:
    cells = [line.strip("| ").split(" | ") for line in table.splitlines()[2:] if line]
    return dict(cells)
