"""Data frames of pandas and polars as tables. Neither library is imported here."""

from __future__ import annotations

import sys
from typing import Any, cast

from chatkit_jupyter.namespace.table import Cell, Column, Order, Table, cell

_KIND_LENGTH = 24


def frame_table(value: object) -> Table | None:
    """Read a data frame or series.

    Args:
        value: Any object.

    Returns:
        Its rows; None if it is neither pandas' nor polars'.
    """
    pandas: Any = sys.modules.get("pandas")
    if pandas is not None and isinstance(value, pandas.DataFrame | pandas.Series):
        return PandasTable(value)
    polars: Any = sys.modules.get("polars")
    if polars is not None and isinstance(value, polars.DataFrame | polars.Series):
        return PolarsTable(value)
    return None


class PandasTable:
    """A pandas frame or series; an index that says something is its first columns.

    Args:
        value: The frame, which may go on changing.
    """

    def __init__(self, value: Any) -> None:
        self.name = type(value).__name__
        one = value.ndim == 1
        frame = value.to_frame(name="value" if value.name is None else value.name) if one else value
        self._frame = frame.copy(deep=False)
        self.height = len(frame)
        index = frame.index
        plain = index.name is None and type(index).__name__ == "RangeIndex" and index.step == 1
        self._levels = 0 if plain and (not len(index) or index[0] == 0) else index.nlevels
        series = [self._series(place) for place in range(self._levels + len(frame.columns))]
        self.columns = [_pandas_column(column) for column in series]
        self._sorted: tuple[Order, Any] | None = None

    def rows(self, offset: int, limit: int, order: Order | None) -> list[list[Cell]]:
        """Read a page; see `Table.rows`."""
        places = slice(offset, offset + limit)
        part = self._frame.iloc[places if order is None else self._positions(order)[places]]
        columns = [part.index.get_level_values(level).tolist() for level in range(self._levels)]
        columns += [part.iloc[:, place].tolist() for place in range(part.shape[1])]
        return [[cell(value) for value in row] for row in zip(*columns, strict=True)]

    def _series(self, place: int) -> Any:
        if place >= self._levels:
            return self._frame.iloc[:, place - self._levels]
        level = self._frame.index.get_level_values(place)
        unnamed = "index" if self._levels == 1 else f"level_{place}"
        return level.to_series(name=unnamed if level.name is None else level.name)

    def _positions(self, order: Order) -> Any:
        if self._sorted is None or self._sorted[0] != order:
            values = self._series(order.column).reset_index(drop=True)
            how = {"ascending": not order.descending, "kind": "stable", "na_position": "last"}
            try:
                ordered = values.sort_values(**how)
            except Exception:  # values of several types, or that can not be compared
                ordered = values.map(cell).astype(object).sort_values(**how)
            self._sorted = order, ordered.index.to_numpy()
        return self._sorted[1]


class PolarsTable:
    """A polars frame or series.

    Args:
        value: The frame.
    """

    def __init__(self, value: Any) -> None:
        self.name = type(value).__name__
        self._frame = value.to_frame() if hasattr(value, "to_frame") else value
        self.height = self._frame.height
        self.columns = [
            Column(name, _polars_kind(kind), kind.is_numeric())
            for name, kind in self._frame.schema.items()
        ]
        self._sorted: tuple[Order, Any] | None = None

    def rows(self, offset: int, limit: int, order: Order | None) -> list[list[Cell]]:
        """Read a page; see `Table.rows`."""
        if order is None:
            part = self._frame.slice(offset, limit)
        else:
            part = self._frame[self._positions(order)[offset : offset + limit]]
        return [[cell(value) for value in row] for row in part.rows()]

    def _positions(self, order: Order) -> Any:
        if self._sorted is None or self._sorted[0] != order:
            values = self._frame.to_series(order.column)
            if str(values.dtype) == "Object":  # which polars can not compare
                texts = [cell(value) for value in values]
                values = type(values)(texts, dtype=sys.modules["polars"].String)
            if values.dtype.is_float():
                values = values.fill_nan(None)  # which come last in either direction
            positions = values.arg_sort(descending=order.descending, nulls_last=True)
            self._sorted = order, positions
        return self._sorted[1]


def _pandas_column(series: Any) -> Column:
    name: Any = series.name
    parts = cast("tuple[object, ...]", name) if isinstance(name, tuple) else (name,)
    text = " / ".join(map(str, parts))
    return Column(text, str(series.dtype), series.dtype.kind in "iufc")


def _polars_kind(kind: Any) -> str:
    text = str(kind)
    if len(text) <= _KIND_LENGTH:
        return text
    zone = getattr(kind, "time_zone", None)
    return kind.base_type().__name__ + (f"({zone})" if zone else "")
