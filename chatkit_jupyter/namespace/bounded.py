"""A value in few characters, without asking it anything that may take long or do something."""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Mapping
from typing import Any, cast

from chatkit.redaction import REDACTED
from chatkit_jupyter.namespace.secret import is_secret, redactor
from chatkit_jupyter.namespace.shown import shortened

_LONGEST_INT = 2_000  # in bits


def bounded(value: object, length: int) -> str:
    """Write a value; of objects of other types than Python's own, only their type.

    Args:
        value: Any object.
        length: Greatest number of characters.
    """
    writer = _Writer()
    writer.maxstring = writer.maxother = max(40, length // 2)
    return shortened(redactor.text(writer.repr(value)), length)


def fields_of(value: object) -> dict[str, object] | None:
    """The fields of a dataclass's or pydantic model's instance; None for anything else.

    Args:
        value: Any object.
    """
    kind = type(value)
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
    elif isinstance(getattr(kind, "model_fields", None), Mapping):
        names = list(cast("Mapping[str, Any]", getattr(kind, "model_fields")))  # noqa: B009
    else:
        return None
    held = _held(value)
    return {name: held[name] for name in names if name in held}


def _held(value: object) -> dict[str, object]:
    # Not `getattr`, which may run a property.
    try:
        return dict(object.__getattribute__(value, "__dict__"))
    except AttributeError:
        return {}


class _Writer(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 4
        self.maxdict = self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = 20
        self.maxdeque = self.maxarray = 20

    def repr_int(self, x: int, level: int) -> str:
        if x.bit_length() > _LONGEST_INT:
            return f"<int of {x.bit_length():,} bits>"
        return super().repr_int(x, level)

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        def shown(key: object, value: object) -> str:
            hidden = isinstance(key, str) and is_secret(key, value)
            return f"{self.repr1(key, level - 1)}: " + (
                REDACTED if hidden else self.repr1(value, level - 1)
            )

        if level <= 0:
            return "{…}"
        entries = [shown(key, value) for key, value in list(x.items())[: self.maxdict]]
        more = ["…"] if len(x) > self.maxdict else []
        return "{" + ", ".join([*entries, *more]) + "}"

    def repr_instance(self, x: object, level: int) -> str:
        kind = type(x)
        if x is None or kind in (bool, float, complex):
            return repr(x)
        if kind in (bytes, bytearray):
            return f"<{kind.__name__} of {len(cast('bytes', x)):,}>"
        fields = fields_of(x)
        if fields is None or level <= 0:
            return f"<{kind.__name__}>"
        return f"{kind.__name__}{self.repr_dict(fields, level)}"
