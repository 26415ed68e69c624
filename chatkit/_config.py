"""Model settings shared by the wire classes that a stored widget is made of."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict


def _promise_nothing(schema: dict[str, Any]) -> None:
    schema.pop("additionalProperties", None)


KEEP_UNKNOWN = ConfigDict(extra="allow", json_schema_extra=_promise_nothing)
"""Keeps properties a class does not know, so that a stored widget reloads whole.

The JSON schema stays silent about them: the wire format does not promise them.
"""
