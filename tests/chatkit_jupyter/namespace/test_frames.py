"""Frames as users have them: odd types, odd names, odd values."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest

from chatkit_jupyter.namespace.frames import frame_table
from chatkit_jupyter.namespace.table import Order
from chatkit_jupyter.namespace.table_widget import show_table
from chatkit_jupyter.responder.widget_check import check_widget


def rows(frame, order=None):
    return frame_table(frame).rows(0, 50, order)


def column(frame, place=0, *, by=None, descending=False):
    order = None if by is None else Order(by, descending)
    return [row[place] for row in rows(frame, order)]


def heads(frame):
    return [column.name for column in frame_table(frame).columns]


class Opaque:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name


class Silent:
    def __str__(self):
        raise RuntimeError("no words")


PAIRS = pd.MultiIndex.from_tuples([("x", "one"), ("y", "two")], names=["A", None])

ODD = {
    "categories": pd.DataFrame(
        {"c": pd.Categorical(["b", None, "a"], categories=["b", "a"], ordered=True)}
    ),
    "intervals": pd.Series([1, 2]).groupby(pd.cut(pd.Series([1, 5]), [0, 3, 6]), observed=False),
    "rows of pairs": pd.DataFrame({"v": [1, 2]}, index=PAIRS),
    "columns of pairs": pd.DataFrame([[1, 2], [3, 4]], columns=PAIRS),
    "nested": pd.DataFrame(
        {"v": [{"a": 1}, [1, 2], np.arange(2_000), None, pd.DataFrame({"z": [1]}), {3}]}
    ),
    "silent": pd.DataFrame({"v": [Silent(), Silent(), Opaque("o")]}),
    "bytes": pd.DataFrame({"v": [b"\x00\xff", "text", 1]}),
    "huge": pd.DataFrame({"v": ["x" * 3_000_000, "y\n" * 100_000, list(range(300_000))]}),
    "missing": pd.DataFrame(
        {
            "i": pd.array([1, None], dtype="Int64"),
            "b": pd.array([True, None], dtype="boolean"),
            "d": [Decimal("1.5"), Decimal("sNaN")],
            "t": pd.to_timedelta([1, None], unit="h"),
        }
    ),
    "zones": pd.DataFrame({"t": pd.to_datetime(["2026-01-01", None]).tz_localize("Europe/Oslo")}),
    "one name": pd.DataFrame([[1, 2, "z"], [3, 0, "a"]], columns=["a", "a", "b"]),
    "no columns": pd.DataFrame(index=[4, 5]),
    "polars": pl.DataFrame(
        {
            "list": [[1, 2], None],
            "struct": [{"a": 1}, {"a": 2}],
            "category": pl.Series(["x", None], dtype=pl.Categorical),
            "enum": pl.Series(["a", "b"], dtype=pl.Enum([f"{n}" for n in range(50)] + ["a", "b"])),
            "time": pl.Series([datetime(2026, 1, 1, tzinfo=timezone.utc), None]),
            "null": [None, None],
            "object": pl.Series([Opaque("q"), Opaque("p")], dtype=pl.Object),
            "binary": [b"a", b"\xff"],
        }
    ),
}
ODD["intervals"] = ODD["intervals"].sum()


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("descending", [False, True])
def test_every_frame_is_drawn_and_sorted_by_each_of_its_columns(name, descending):
    table = frame_table(ODD[name])
    check_widget(show_table(table).widget)
    for place in range(len(table.columns)):
        everything = table.rows(0, 50, Order(place, descending))
        assert len(everything) == table.height
        cells = [row[place] for row in everything]
        present = [cell for cell in cells if cell is not None]
        assert cells == present + [None] * (len(cells) - len(present))
        assert all(len(cell) <= 120 and "\n" not in cell for cell in present)


def test_categories_sort_in_their_own_order():
    assert column(ODD["categories"], by=0) == ["b", "a", None]


def test_levels_of_an_index_and_of_headings_are_named():
    assert heads(ODD["rows of pairs"]) == ["A", "level_1", "v"]
    assert rows(ODD["rows of pairs"]) == [["x", "one", "1"], ["y", "two", "2"]]
    assert heads(ODD["columns of pairs"]) == ["x / one", "y / two"]
    assert heads(pd.Series([1], name=("a", 1))) == ["a / 1"]


def test_values_that_can_not_be_compared_sort_as_they_read():
    assert column(ODD["silent"], by=0) == ["<Silent>", "<Silent>", "o"]
    assert column(ODD["polars"], 6, by=6) == ["p", "q"]
    assert column(ODD["bytes"], by=0, descending=True) == ["text", r"b'\x00\xff'", "1"]


def test_what_is_no_number_is_missing():
    floats = [np.float32("nan"), float("nan"), complex("nan"), Decimal("nan"), pd.NA, 1.5]
    frame = pd.DataFrame({"v": pd.Series(floats, dtype=object)})
    assert column(frame) == [None] * 5 + ["1.5"]


def test_columns_of_one_name_sort_on_their_own():
    assert rows(ODD["one name"], Order(1)) == [["3", "0", "a"], ["1", "2", "z"]]


def test_dates_keep_their_zone():
    assert column(ODD["zones"]) == ["2026-01-01 00:00:00+01:00", None]


def test_long_names_of_types_are_shortened():
    kinds = {column.name: column.kind for column in frame_table(ODD["polars"]).columns}
    assert kinds["list"] == "List(Int64)"
    assert (kinds["enum"], kinds["time"]) == ("Enum", "Datetime(UTC)")
