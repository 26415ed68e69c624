"""What a model is told of a variable that the user mentions."""

from __future__ import annotations

import inspect
from typing import Any, cast

from chatkit.redaction import REDACTED
from chatkit_jupyter.namespace.bounded import bounded, fields_of
from chatkit_jupyter.namespace.description import describe, signature_of
from chatkit_jupyter.namespace.frames import frame_table
from chatkit_jupyter.namespace.pictures import show_picture
from chatkit_jupyter.namespace.rich import RichResults
from chatkit_jupyter.namespace.secret import is_secret, redactor
from chatkit_jupyter.namespace.shown import shortened
from chatkit_jupyter.namespace.table import Cell, Column, Table, cell
from chatkit_jupyter.namespace.variables import is_function

_MOST_COLUMNS = 40
_ROWS = 5
_MOST_LOOKED_AT = 100_000  # rows, for ranges
_MOST_ELEMENTS = 5_000_000
_PICTURES = ("matplotlib", "plotly", "altair", "PIL")


def summarize(name: str, value: object, results: RichResults, length: int) -> str:
    """Word a variable for a model: its type and size, its schema, ranges and a few values.

    Args:
        name: The variable's name.
        value: Its value.
        results: Knows the summaries that the author chose for types.
        length: Greatest number of characters.
    """
    first = f"{name}: {describe(value).line}"
    more = results.chosen_summary(value)
    if more is None:
        more = _details(value, length)
    return shortened(redactor.text(f"{first}\n{more}" if more else first), length)


def redacted_rows(table: Table, limit: int) -> list[list[Cell]]:
    """The first rows of a frame, without the values of columns that look like secrets.

    Args:
        table: The frame.
        limit: Greatest number of rows.
    """
    secret = [is_secret(column.name, "") for column in table.columns]
    return [
        [
            REDACTED if hide else text and redactor.text(text)
            for hide, text in zip(secret, row, strict=True)
        ]
        for row in table.rows(0, limit, None)
    ]


def _details(value: object, length: int) -> str:
    if is_function(value) or isinstance(value, type):
        doc = inspect.getdoc(value) or ""
        return f"def {signature_of(value)}\n{doc}" if is_function(value) else doc
    if (table := frame_table(value)) is not None:
        return _frame(table, value)
    library = type(value).__module__.partition(".")[0]
    if library == "numpy":
        return _array(value)
    if library in _PICTURES:
        shown = show_picture(value)
        return "" if shown is None else shown.summary
    if library in ("builtins", "collections") or fields_of(value) is not None:
        return bounded(value, length)
    return (inspect.getdoc(type(value)) or "").partition("\n")[0]


def _frame(table: Table, value: Any) -> str:
    columns = table.columns[:_MOST_COLUMNS]
    lines = [_column(column, place, value) for place, column in enumerate(columns)]
    hidden = len(table.columns) - len(columns)
    lines += [f"- and {hidden} more columns"] if hidden else []
    if table.height > _MOST_LOOKED_AT:
        lines.insert(0, f"(ranges of the first {_MOST_LOOKED_AT:,} rows)")
    rows = redacted_rows(table, _ROWS)
    texts = ["\t".join(text or "" for text in row[: len(columns)]) for row in rows]
    heads = "\t".join(column.name for column in columns)
    return "\n".join(["Columns:", *lines, f"First {len(rows)} rows:", heads, *texts])


def _column(column: Column, place: int, value: Any) -> str:
    line = f"- {column.name} ({column.kind})"
    if is_secret(column.name, ""):
        return line
    try:
        return line + _range(_values(value, column.name), column.numeric)
    except Exception:  # values that have no order, or a name that is there twice
        return line


def _values(value: Any, name: str) -> Any:
    part = value.head(_MOST_LOOKED_AT)
    return part if len(part.shape) == 1 else part[name]


def _range(values: Any, numeric: bool) -> str:
    missing = int(values.isna().sum()) if hasattr(values, "isna") else int(values.null_count())
    said = [f"{missing:,} missing"] if missing else []
    if numeric or "date" in str(values.dtype).lower():
        said.insert(0, f"{cell(values.min())} to {cell(values.max())}")
    else:
        distinct = values.drop_nulls() if hasattr(values, "drop_nulls") else values.dropna()
        # Polars keeps no order unless it is told to.
        polars = hasattr(distinct, "null_count")
        kinds = distinct.unique(maintain_order=True) if polars else distinct.unique()
        shown = ", ".join(str(cell(each)) for each in list(kinds[:_ROWS]))
        said.insert(0, f"{len(kinds):,} distinct: {shown}" + (", …" if len(kinds) > _ROWS else ""))
    return f": {'; '.join(said)}"


def _array(value: Any) -> str:
    if not hasattr(value, "size") or value.size == 0 or value.dtype.kind not in "iufb":
        return ""
    lines: list[str] = []
    if value.size <= _MOST_ELEMENTS:
        lines.append(f"from {cell(value.min().item())} to {cell(value.max().item())}")
    first = cast("list[Any]", value.ravel()[: 2 * _ROWS].tolist())
    lines.append(f"first values: {', '.join(str(cell(each)) for each in first)}")
    return "\n".join(lines)
