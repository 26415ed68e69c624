"""Strategies for calls of the functions that take one value."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.chatkit.documents import documents
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


@st.composite
def inputs(draw: st.DrawFn) -> Any:
    """Thread items for a model, with or without overridden methods."""
    items = [_worded(draw, number) for number in range(draw(st.integers(0, 4)))]
    overridden = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "attachment_to_message_content": message_content,
                "tag_to_message_content": message_content,
                "widget_to_input": st.none(),
                "hidden_context_to_input": st.just(
                    {"type": "message", "role": "user", "content": []}
                ),
                "end_of_turn_to_input": st.just([]),
            },
        )
    )
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
    call = {"kind": "widget_template", "definition": definition, "data": data}
    if data is not None and draw(st.booleans()):
        call["data_as"] = "model"
    if draw(st.booleans()):
        call["method"] = "build_basic"
    return call


SCHEMAS = {
    "events": "ThreadStreamEvent",
    "requests": "ChatKitReq",
    "thread-items": "ThreadItem",
    "thread": "Thread",
    "attachments": "Attachment",
    "widgets": "WidgetRoot",
    "sync-action-response": "SyncCustomActionResponse",
}


@st.composite
def documents_to_serialize(draw: st.DrawFn) -> Any:
    name = draw(st.sampled_from(sorted(SCHEMAS)))
    return {
        "kind": "serialize",
        "type": SCHEMAS[name],
        "input": draw(documents(name)),
        "exclude_metadata": draw(st.booleans()),
    }


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
