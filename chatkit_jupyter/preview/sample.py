"""Data to try a template with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

_LEVELS = 12


class Sample(str):
    """A value that a template may use in any way: as text, as a list, by its attributes.

    Args:
        name: The text.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Sample:
        if name.startswith("_"):
            raise AttributeError(name)
        return Sample(name)

    def __iter__(self) -> Iterator[Any]:
        return iter((Sample(f"{self} 1"), Sample(f"{self} 2")))


def sample_of(schema: Mapping[str, Any], name: str = "value") -> Any:
    """Make data that fits a JSON schema.

    Args:
        schema: The schema.
        name: What texts say where the schema gives no example.

    Returns:
        JSON data.
    """
    return _sample(schema, name, schema, 0)


def _sample(schema: Mapping[str, Any], name: str, root: Mapping[str, Any], level: int) -> Any:
    schema = _resolved(schema, root)
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    for key in ("anyOf", "oneOf", "allOf"):
        if schema.get(key):
            return _sample(schema[key][0], name, root, level)
    return _typed(schema, name, root, level)


def _typed(schema: Mapping[str, Any], name: str, root: Mapping[str, Any], level: int) -> Any:
    kind = schema.get("type")
    kind = cast("list[str]", kind)[0] if isinstance(kind, list) else kind
    if kind == "object" or "properties" in schema:
        properties: Mapping[str, Any] = schema.get("properties", {}) if level < _LEVELS else {}
        return {key: _sample(inner, key, root, level + 1) for key, inner in properties.items()}
    if kind == "array":
        inner = schema.get("items", {})
        return [_sample(inner, f"{name} {n}", root, level + 1) for n in (1, 2)]
    return {"boolean": True, "integer": 1, "number": 1.5, "null": None}.get(str(kind), name)


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    for _ in range(_LEVELS):
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            break
        found: Any = root
        for part in reference.removeprefix("#/").split("/"):
            found = found.get(part, {}) if isinstance(found, Mapping) else {}  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        schema = cast("Mapping[str, Any]", found)
    return schema
