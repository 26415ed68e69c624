"""Strategies for thread items and for the events about them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.differential.values import (
    annotations,
    anything,
    attachments,
    data,
    icons,
    record,
    some_words,
    statuses,
    tasks,
    text_parts,
    texts,
    times,
    words,
    workflows,
)
from tests.differential.widgets import components, roots

image = record({"id": words, "url": "data:image/png;base64,AA"})
tags = st.fixed_dictionaries(
    {"type": st.just("input_tag"), "id": words, "text": some_words, "data": data},
    optional={"interactive": st.booleans(), "group": words},
)
user_content = st.lists(record({"type": "input_text", "text": words}) | tags, max_size=3)
inference = record({}, model=words, tool_choice=record({"id": words}))
questions = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {
                "type": st.just("multiple_choice"),
                "id": st.sampled_from(["q1", "q2"]),
                "question": words,
                "options": st.just([{"value": "w1"}, {"value": "w2"}]),
            },
            optional={"multiple": st.booleans()},
        ),
        record(
            {"type": "freeform", "id": st.sampled_from(["q3", "q4"]), "question": words},
            description=words,
            answer=st.fixed_dictionaries(
                {}, optional={"values": st.lists(words, max_size=2), "skipped": st.booleans()}
            ),
        ),
    ),
    max_size=3,
)
BODIES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "user_message": record(
        {
            "content": user_content,
            "inference_options": inference,
            "attachments": st.lists(
                attachments.map(lambda found: {"id": "f1", **found}), max_size=1
            ),
        },
        quoted_text=words,
    ),
    "assistant_message": record({"content": st.lists(text_parts, max_size=2)}),
    "client_tool_call": record(
        {
            "status": st.sampled_from(["pending", "completed"]),
            "call_id": words,
            "name": words,
            "arguments": data,
        },
        output=anything,
    ),
    "widget": record({"widget": roots}, copy_text=words),
    "generated_image": record({}, image=image),
    "structured_input": record(
        {
            "inputs": questions,
            "status": st.sampled_from(["pending", "pending", "answered", "skipped"]),
        }
    ),
    "workflow": record({"workflow": workflows}),
    "task": record({"task": tasks}),
    "hidden_context_item": record({"content": words | anything}),
    "sdk_hidden_context": record({"content": words}),
    "end_of_turn": record({}),
}
KINDS = sorted(BODIES)


@st.composite
def items(draw: st.DrawFn, item_id: str, thread_id: str, kinds: list[str] = KINDS) -> Any:
    kind = draw(st.sampled_from(kinds))
    head = {"id": item_id, "thread_id": thread_id, "created_at": draw(times), "type": kind}
    return head | draw(BODIES[kind])


_index = st.integers(0, 2)
UPDATES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "assistant_message": st.one_of(
        record(
            {
                "type": "assistant_message.content_part.added",
                "content_index": _index,
                "content": text_parts,
            }
        ),
        record(
            {
                "type": "assistant_message.content_part.text_delta",
                "content_index": _index,
                "delta": texts,
            }
        ),
        record(
            {
                "type": "assistant_message.content_part.text_delta",
                "content_index": 0,
                "delta": texts,
            }
        ),
        record(
            {
                "type": "assistant_message.content_part.annotation_added",
                "content_index": _index,
                "annotation_index": _index,
                "annotation": annotations,
            }
        ),
        record(
            {
                "type": "assistant_message.content_part.done",
                "content_index": _index,
                "content": text_parts,
            }
        ),
    ),
    "widget": st.one_of(
        record({"type": "widget.root.updated", "widget": roots}),
        record({"type": "widget.component.updated", "component_id": "c1", "component": components}),
        record(
            {
                "type": "widget.streaming_text.value_delta",
                "component_id": "c1",
                "delta": texts,
                "done": st.booleans(),
            }
        ),
    ),
    "workflow": record(
        {
            "type": st.sampled_from(["workflow.task.added", "workflow.task.updated"]),
            "task_index": _index,
            "task": tasks,
        }
    ),
    "generated_image": record(
        {"type": "generated_image.updated", "image": image}, progress=st.just(0.5)
    ),
}
updates = st.one_of(*UPDATES.values())

side_events = st.one_of(
    record({"type": "progress_update", "text": texts}, icon=icons),
    st.fixed_dictionaries(
        {"type": st.just("client_effect"), "name": words}, optional={"data": data}
    ),
    record(
        {
            "type": "notice",
            "level": st.sampled_from(["info", "warning", "danger"]),
            "message": texts,
        },
        title=words,
    ),
    record({"type": "error", "allow_retry": st.booleans()}, message=words),
    st.just({"type": "error", "code": "stream.error"}),
    st.just({"type": "stream_options", "stream_options": {"allow_cancel": False}}),
)


@st.composite
def pages(draw: st.DrawFn, thread_id: str) -> Any:
    shown = [draw(items(f"p{n}", thread_id)) for n in range(draw(st.integers(0, 2)))]
    return {"data": shown, "has_more": draw(st.booleans())}


@st.composite
def thread_events(draw: st.DrawFn, thread_id: str) -> Any:
    thread = {
        "id": thread_id,
        "created_at": draw(times),
        "status": draw(statuses),
        "title": draw(st.none() | words),
        "metadata": draw(data),
        "items": draw(pages(thread_id)),
    }
    return {"type": draw(st.sampled_from(["thread.created", "thread.updated"])), "thread": thread}
