"""Hypothesis strategies for any JSON document that a published schema allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

FOLDER = Path(__file__).parents[1] / "protocol"
DEEPEST = 4
SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4)
ANYTHING = SCALARS | st.dictionaries(st.text(max_size=3), SCALARS, max_size=2)
STRINGS = {
    "date-time": st.datetimes(
        min_value=datetime(1970, 1, 1),  # noqa: DTZ001 -- the strategy adds the time zone
        max_value=datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.none() | st.just(timezone.utc),
    ).map(datetime.isoformat),
    "binary": st.sampled_from(["AA", "x"]),
    "uri": st.sampled_from(["https://files.example/a.png", "data:image/png;base64,AA"]),
    "^vendor:": st.just("vendor:acme"),
    "^lucide:": st.just("lucide:bird"),
}
Change = Callable[[st.DrawFn, str, dict[str, Any]], None]


def leave_alone(draw: st.DrawFn, name: str, document: dict[str, Any]) -> None:
    """Change nothing."""


def add_unknown(draw: st.DrawFn, name: str, document: dict[str, Any]) -> None:
    """Add a property that no version of the wire format has."""
    document["novelty"] = draw(st.sampled_from([1, "x", {"deep": [None]}, [{"type": "Text"}]]))


@st.composite
def documents(
    draw: st.DrawFn, name: str, change: Change = leave_alone, definition: str | None = None
) -> Any:
    """Draw a document of `tests/protocol/<name>.schema.json`, or of one definition in it.

    `change` is called with every object that has a definition of its own, and the definition's
    name.
    """
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    part = {"$ref": f"#/$defs/{definition}"} if definition else schema
    return _Drawing(draw, schema.get("$defs", {}), change).value(part, 0)


@st.composite
def drawn(draw: st.DrawFn, schema: dict[str, Any]) -> Any:
    """Draw a document of a schema that holds its own definitions."""
    return _Drawing(draw, schema.get("$defs", {}), leave_alone).value(schema, 0)


class _Drawing:
    def __init__(self, draw: st.DrawFn, definitions: dict[str, Any], change: Change) -> None:
        self.draw, self.definitions, self.change = draw, definitions, change

    def value(self, schema: dict[str, Any], depth: int) -> Any:
        if "$ref" in schema:
            return self.referred(schema["$ref"].rpartition("/")[2], depth + 1)
        for union in ("anyOf", "oneOf"):
            if union in schema:
                options = schema[union]
                shallow = [option for option in options if option.get("type") == "null"]
                return self.value(
                    self.draw(st.sampled_from(shallow if shallow and depth > DEEPEST else options)),
                    depth,
                )
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.draw(st.sampled_from(schema["enum"]))
        return self.plain(schema, depth)

    def referred(self, name: str, depth: int) -> Any:
        document = self.value(self.definitions[name], depth)
        if isinstance(document, dict):
            self.change(self.draw, name, document)
        return document

    def plain(self, schema: dict[str, Any], depth: int) -> Any:
        match schema.get("type"):
            case "null":
                return None
            case "boolean":
                return self.draw(st.booleans())
            case "integer":
                return self.draw(st.integers(-(2**40), 2**40))
            case "number":
                return self.draw(st.floats(-1e9, 1e9))
            case "string":
                kind = schema.get("format") or schema.get("pattern")
                return self.draw(STRINGS[kind] if kind else st.text(max_size=6))
            case "array":
                most = 2 if depth <= DEEPEST else 0
                return [
                    self.value(schema["items"], depth)
                    for _ in range(self.draw(st.integers(0, most)))
                ]
            case "object":
                return self.object(schema, depth)
        return self.draw(ANYTHING)

    def object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        required = schema.get("required", [])
        # A property whose name tells the kind is always there, as every sender writes it.
        chosen = {
            name: self.value(part, depth)
            for name, part in schema.get("properties", {}).items()
            if name in required or name == "type" or (depth <= DEEPEST and self.sometimes())
        }
        others = schema.get("additionalProperties")
        if isinstance(others, dict) and self.draw(st.booleans()):
            chosen["a key"] = self.value(others, depth)
        return chosen

    def sometimes(self) -> bool:
        return self.draw(st.integers(0, 3)) == 0


def lost(document: Any, written: Any, at: str = "$") -> str | None:
    """Say where `written` lacks something of `document`; absent and null are the same."""
    if isinstance(document, dict) and isinstance(written, dict):
        entries = [(key, value) for key, value in document.items() if value is not None]
        found = [lost(value, written.get(key), f"{at}.{key}") for key, value in entries]
    elif isinstance(document, list) and isinstance(written, list):
        if len(document) != len(written):
            return f"{at}: {document!r} became {written!r}"
        found = [
            lost(a, b, f"{at}[{i}]") for i, (a, b) in enumerate(zip(document, written, strict=True))
        ]
    else:
        return None if same_value(document, written) else f"{at}: {document!r} became {written!r}"
    return next((entry for entry in found if entry), None)


def same_value(a: Any, b: Any) -> bool:
    return a == b or (
        isinstance(a, str) and isinstance(b, str) and moment(a) == moment(b) is not None
    )


def moment(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)
