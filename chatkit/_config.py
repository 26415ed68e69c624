"""Model settings shared by the wire classes that a stored widget is made of."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict


def _promise_nothing(schema: dict[str, Any]) -> None:
    schema.pop("additionalProperties", None)


def _superseded(schema: dict[str, Any]) -> None:
    _promise_nothing(schema)
    schema["deprecated"] = True


KEEP_UNKNOWN = ConfigDict(extra="allow", json_schema_extra=_promise_nothing)
"""Keeps properties a class does not know, so that a stored widget reloads whole.

The JSON schema stays silent about them: the wire format does not promise them.
"""

NAMED_COMPONENT = ConfigDict(extra="allow", json_schema_extra=_superseded)
"""The same for classes with a fixed set of properties, which the wire format calls deprecated.

It prefers widgets from templates. Here the classes stay fully supported, so there is no warning.
"""
