"""What kind of thing a variable is: its type, its shape and its size."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Sized
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from chatkit_jupyter.namespace.bounded import bounded
from chatkit_jupyter.namespace.frames import frame_table
from chatkit_jupyter.namespace.variables import is_function

_CONTAINERS = (list, tuple, dict, set, frozenset)
_PLAIN = (bool, int, float, complex, type(None))
_VALUE_LENGTH = 40
_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1_000
_SHAPED = ("numpy", "torch", "jax", "tensorflow", "cupy")


@dataclass(frozen=True)
class Description:
    """A variable in a few words.

    Args:
        kind: Its type.
        shape: How much is in it; empty if that says nothing.
        size: The memory that it takes; empty if that is not known.
        group: ``Variables`` or ``Functions``.
        icon: A ChatKit icon.
    """

    kind: str
    shape: str = ""
    size: str = ""
    group: str = "Variables"
    icon: str = "cube"

    @property
    def line(self) -> str:
        """All in one line."""
        return " · ".join(part for part in (self.kind, self.shape, self.size) if part)


def describe(value: object) -> Description:
    """Describe a variable, without computing anything that depends on how much is in it.

    Args:
        value: Its value.
    """
    kind = type(value).__name__
    if is_function(value):
        return Description("function", signature_of(value), group="Functions", icon="square-code")
    if isinstance(value, type):
        return Description("class", icon="square-code")
    if frame_table(value) is not None:
        shape = cast("tuple[int, ...]", cast("Any", value).shape)
        return Description(kind, _sides(shape), _bytes(_frame_bytes(value)), icon="analytics")
    if isinstance(value, str):
        size = _bytes(sys.getsizeof(value))
        return Description(kind, f"{len(value):,} characters", size, icon="square-text")
    if type(value) in _PLAIN:
        return Description(kind, bounded(value, _VALUE_LENGTH))
    if type(value) in _CONTAINERS:
        return Description(kind, f"{len(cast('Sized', value)):,} items")
    return _of_a_library(value, kind)


def signature_of(function: Any) -> str:
    """Write the parameters of a function as in its definition.

    Args:
        function: Something to call.
    """
    try:
        return str(inspect.signature(function))
    except (TypeError, ValueError):
        return "(…)"


def name_of(function: Any) -> str:
    """The name that a function was defined with.

    Args:
        function: Something to call.
    """
    while isinstance(function, partial):
        function = cast("Any", function).func
    return str(getattr(function, "__name__", type(function).__name__))


def _of_a_library(value: Any, kind: str) -> Description:
    library = type(value).__module__.partition(".")[0]
    if library in _SHAPED:
        shape = getattr(value, "shape", None)
        if isinstance(shape, tuple):
            dtype = str(getattr(value, "dtype", ""))
            sides = _sides(cast("tuple[int, ...]", shape))
            size = _bytes(getattr(value, "nbytes", None))
            return Description(kind, f"{sides} {dtype}".strip(), size, icon="analytics")
    if library == "PIL" and isinstance(getattr(value, "size", None), tuple):
        return Description(kind, f"{_sides(value.size)} pixels", icon="images")
    if library in ("matplotlib", "plotly", "altair", "seaborn", "bokeh"):
        return Description(kind, icon="chart")
    return Description(kind)


def _sides(shape: tuple[int, ...]) -> str:
    return " × ".join(f"{side:,}" for side in shape)  # noqa: RUF001 - the sign of times


def _frame_bytes(value: Any) -> int | None:
    if type(value).__module__.startswith("polars"):
        return int(value.estimated_size())
    used = value.memory_usage(deep=False)
    return int(used if isinstance(used, int) else used.sum())


def _bytes(count: object) -> str:
    if not isinstance(count, int):
        return ""
    size, place = float(count), 0
    while size >= _STEP and place < len(_UNITS) - 1:
        size, place = size / _STEP, place + 1
    return f"{size:.3g} {_UNITS[place]}"
