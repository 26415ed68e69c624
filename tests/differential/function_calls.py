"""Strategies for calls of the functions that take one value."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic.errors import PydanticSchemaGenerationError, PydanticUserError

from chatkit import types, widgets
from chatkit.agents import ThreadItemConverter
from tests.chatkit.documents import documents, drawn
from tests.differential import values as v
from tests.differential.items import BODIES
from tests.differential.widgets import changed, named, roots

message_content = v.record({"type": "input_text", "text": v.words})


@st.composite
def diffs(draw: st.DrawFn) -> Any:
    before = draw(roots.flatmap(named))
    after = draw(changed(before))
    return {
        "kind": "diff_widget",
        "before": before,
        "after": after,
        "dynamic": draw(st.booleans()),
    }


OVERRIDES = {
    "attachment_to_message_content": message_content,
    "tag_to_message_content": message_content,
}
METHODS = [name for name in vars(ThreadItemConverter) if name.endswith("_to_input")]
RESULTS = st.sampled_from(
    [
        None,
        [],
        {"type": "message", "role": "user", "content": []},
        [{"type": "message", "role": "user", "content": "w1"}, {"role": "user", "content": "w2"}],
    ]
)


@st.composite
def inputs(draw: st.DrawFn) -> Any:
    """Thread items for a model, with or without overridden methods."""
    items = [_worded(draw, number) for number in range(draw(st.integers(0, 4)))]
    overridden = draw(st.fixed_dictionaries({}, optional=OVERRIDES))
    if draw(st.booleans()):
        overridden[draw(st.sampled_from(METHODS))] = draw(RESULTS)
    call = {"kind": "to_agent_input", "items": items, "converter": overridden}
    if len(items) == 1 and draw(st.booleans()):
        call["single"] = True
    if v.roll(draw, 4) == 1:
        call["simple"] = True
    return call


def _worded(draw: st.DrawFn, number: int) -> Any:
    kind = draw(st.sampled_from(sorted(BODIES)))
    head = {"id": f"i{number}", "thread_id": "t1", "created_at": "2024-05-01T09:00:00"}
    return {**head, "type": kind, **draw(BODIES[kind])}


@st.composite
def accumulations(draw: st.DrawFn) -> Any:
    base = draw(
        v.record(
            {"type": st.sampled_from(["Text", "Markdown"]), "value": v.texts, "id": "c1"},
            streaming=st.booleans(),
        )
    )
    place = {"item_id": "m1", "output_index": 0, "content_index": 0, "sequence_number": 0}
    events = draw(
        st.lists(
            st.one_of(
                v.texts.map(
                    lambda text: {
                        "type": "response.output_text.delta",
                        "delta": text,
                        "logprobs": [],
                        **place,
                    }
                ),
                st.just(
                    {"type": "response.output_text.done", "text": "w1", "logprobs": [], **place}
                ),
                st.just({"type": "response.refusal.delta", "delta": "w2", **place}),
            ),
            max_size=5,
        )
    )
    return {"kind": "accumulate_text", "base": base, "events": events}


TEMPLATES = """
{"type": "Card", "children": [{"type": "Text", "value": {{ title | tojson }} }]}
{"type": "Card", "children": [{% for row in rows %}{"type": "Text", "value": {{ row | tojson }} }\
{% if not loop.last %}, {% endif %}{% endfor %}]}
{"type": "Basic", "children": [], "note": {{ rows | tojson }} }
{"type": "ListView", "children": [{% if flag %}{"type": "ListViewItem", "children": []}{% endif %}]}
{"type": "Novelty"}
{"type": "Card", "children": {{ title }} }
{"type": "Card", "children": []
{"type": "Card", "size": "{{ title }}", "children": [], "on": {{ flag | tojson }} }
{"type": "Card", "children": [{"type": "Text", "value": "{{ rows | length }}"}]}
{"type": "Card", "children": [] {% if title is defined %}, "t": 1{% endif %} }
""".strip().splitlines()


@st.composite
def templates(draw: st.DrawFn) -> Any:
    definition = {
        "name": draw(v.words),
        "template": draw(st.sampled_from(TEMPLATES)),
        "version": draw(st.sampled_from(["1.0", "1.0", "1.0", "1.0", "2.0", "", None, 1.0])),
    }
    if v.roll(draw, 10) == 1:
        del definition[draw(st.sampled_from(sorted(definition)))]
    data = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "title": v.texts | st.just("[]"),
                "rows": st.lists(v.anything, max_size=2),
                "flag": st.booleans() | v.texts,
            },
        )
        | st.none()
    )
    source = draw(st.sampled_from(["definition", "definition", "file"]))
    call = {"kind": "widget_template", source: definition, "data": data}
    if source == "file" and draw(st.booleans()):
        call["relative"] = True
    if source == "file" and v.roll(draw, 6) == 1:
        call["file"] = None
    if data is not None and draw(st.booleans()):
        call["data_as"] = "model"
    if draw(st.booleans()):
        call["method"] = "build_basic"
    return call


PUBLISHED = {
    "events": "ThreadStreamEvent",
    "requests": "ChatKitReq",
    "thread-items": "ThreadItem",
    "thread": "Thread",
    "attachments": "Attachment",
    "widgets": "WidgetRoot",
    "sync-action-response": "SyncCustomActionResponse",
}


def _schemas() -> dict[str, Any]:
    """The schema of every public name that is the type of some JSON."""
    found: dict[str, Any] = {}
    for module in (types, widgets):
        for name in module.__all__:
            with contextlib.suppress(PydanticUserError, PydanticSchemaGenerationError):
                found[name] = TypeAdapter(getattr(module, name)).json_schema()
    return found


SCHEMAS = _schemas()


@st.composite
def documents_to_serialize(draw: st.DrawFn) -> Any:
    """A document of any type, mostly one of the wire, perhaps with something wrong in it."""
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(PUBLISHED)))
        kind, document = PUBLISHED[name], draw(documents(name))
    else:
        kind = draw(st.sampled_from(sorted(SCHEMAS)))
        document = draw(drawn(SCHEMAS[kind]))
    if v.roll(draw, 3) == 1:
        _spoil(draw, document)
    exclude = draw(st.booleans())
    return {"kind": "serialize", "type": kind, "input": document, "exclude_metadata": exclude}


def _spoil(draw: st.DrawFn, document: Any) -> None:
    """Lose a property somewhere, or give it another value."""
    objects = [found for found in _objects(document) if found]
    if not objects:
        return
    spoiled = draw(st.sampled_from(objects))
    key = draw(st.sampled_from(sorted(spoiled)))
    if draw(st.booleans()):
        del spoiled[key]
    else:
        spoiled[key] = copy.deepcopy(draw(v.anything))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    entries = value.values() if isinstance(value, dict) else value
    for entry in entries if isinstance(entries, (list, type({}.values()))) else ():
        yield from _objects(entry)


@st.composite
def action_configs(draw: st.DrawFn) -> Any:
    call = draw(
        st.fixed_dictionaries(
            {"kind": st.just("action_config"), "payload": v.anything},
            optional={
                "type": v.some_words,
                "handler": st.sampled_from(["client", "server", "nobody"]),
                "loading_behavior": st.sampled_from(["auto", "none", "self", "container", "x"]),
                "streaming": st.booleans(),
            },
        )
    )
    return json.loads(json.dumps(call))
