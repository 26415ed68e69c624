"""Strategies for runs of an agent, as the Agents SDK streams them, and for its tools."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.differential import values as v
from tests.differential.items import items, side_events
from tests.differential.jobs import Entries
from tests.differential.widgets import states


def _raw(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": f"response.{kind}", "sequence_number": 0, "output_index": 0, **fields}


file_citations = v.record(
    {
        "type": "file_citation",
        "file_id": "f",
        "filename": v.some_words | st.just("w1.pdf"),
        "index": st.integers(0, 9),
    }
)
container_citations = v.record(
    {
        "type": "container_file_citation",
        "container_id": "c",
        "file_id": "f",
        "filename": v.some_words,
        "start_index": 0,
        "end_index": st.integers(0, 9),
    }
)
url_citations = v.record(
    {
        "type": "url_citation",
        "url": "https://w1.example/p",
        "title": v.words,
        "start_index": 0,
        "end_index": st.integers(0, 9),
    }
)
file_paths = v.record({"type": "file_path", "file_id": "f", "index": 1})
citations = st.one_of(file_citations, container_citations, url_citations, file_paths)
finished_parts = st.one_of(
    st.fixed_dictionaries(
        {
            "type": st.just("output_text"),
            "text": v.texts,
            "annotations": st.lists(citations, max_size=2),
            "logprobs": st.just([]),
        }
    ),
    st.fixed_dictionaries({"type": st.just("refusal"), "refusal": v.words}),
)


@st.composite
def messages(draw: st.DrawFn, message_id: str) -> Entries:
    """One message of the model: its parts, their growth, and its end."""
    parts = draw(st.lists(finished_parts, max_size=2))
    head = {"type": "message", "id": message_id, "role": "assistant"}
    entries = [
        _raw("output_item.added", item={**head, "status": "in_progress", "content": []}),
    ]
    for index, part in enumerate(parts):
        entries += draw(_parts(message_id, index, part))
    done = {**head, "status": draw(st.sampled_from(["completed", "incomplete"])), "content": parts}
    entries.append(_raw("output_item.done", item=done))
    return entries


@st.composite
def _parts(draw: st.DrawFn, message_id: str, index: int, part: dict[str, Any]) -> Entries:
    at = {"item_id": message_id, "content_index": index}
    if part["type"] == "refusal":
        empty = {"type": "refusal", "refusal": draw(v.words)}
        deltas = [
            _raw("refusal.delta", **at, delta=text) for text in draw(st.lists(v.words, max_size=2))
        ]
        end = _raw("refusal.done", **at, refusal=part["refusal"])
    else:
        empty = {"type": "output_text", "text": draw(v.words), "annotations": [], "logprobs": []}
        deltas = [
            _raw("output_text.delta", **at, delta=text, logprobs=[])
            for text in draw(st.lists(v.texts, max_size=3))
        ]
        deltas += [
            _raw("output_text.annotation.added", **at, annotation_index=n, annotation=citation)
            for n, citation in enumerate(part["annotations"])
        ]
        end = _raw("output_text.done", **at, text=part["text"], logprobs=[])
    close = _raw("content_part.done", **at, part=part)
    return [_raw("content_part.added", **at, part=empty), *deltas, end, close]


@st.composite
def reasoning(draw: st.DrawFn, item_id: str) -> Entries:
    """A summarised thought process."""
    item = {"type": "reasoning", "id": item_id, "summary": []}
    entries = [_raw("output_item.added", item=item)]
    for index in range(v.roll(draw, 4)):
        at = {"item_id": item_id, "summary_index": index}
        part = {"type": "summary_text", "text": ""}
        entries.append(_raw("reasoning_summary_part.added", **at, part=part))
        entries += [
            _raw("reasoning_summary_text.delta", **at, delta=text)
            for text in draw(st.lists(v.some_words, max_size=3))
        ]
        text = draw(v.some_words)
        entries.append(_raw("reasoning_summary_text.done", **at, text=text))
        entries.append(
            _raw("reasoning_summary_part.done", **at, part={"type": "summary_text", "text": text})
        )
    entries.append(_raw("output_item.done", item=item))
    return entries


@st.composite
def image_generations(draw: st.DrawFn, item_id: str) -> Entries:
    """A picture in the making."""
    call = {"type": "image_generation_call", "id": item_id, "status": "in_progress"}
    entries = [_raw("output_item.added", item=call)]
    entries.append(_raw("image_generation_call.in_progress", item_id=item_id))
    entries += [
        _raw(
            "image_generation_call.partial_image",
            item_id=item_id,
            partial_image_b64=f"cGFydA{n}",
            partial_image_index=n,
        )
        for n in range(v.roll(draw, 4))
    ]
    entries.append(_raw("image_generation_call.completed", item_id=item_id))
    done = {**call, "status": "completed", "result": "ZG9uZQ=="}
    entries.append(_raw("output_item.done", item=done))
    return entries


@st.composite
def function_calls(draw: st.DrawFn, item_id: str) -> Entries:
    """A tool that the model calls."""
    call = {
        "type": "function_call",
        "id": item_id,
        "call_id": f"call_{item_id}",
        "name": draw(st.sampled_from(["look", "ask"])),
        "arguments": "{}",
    }
    at = {"item_id": item_id}
    return [
        _raw("output_item.added", item=call),
        _raw("function_call_arguments.delta", **at, delta="{}"),
        _raw("function_call_arguments.done", **at, name=call["name"], arguments="{}"),
        _raw("output_item.done", item=call),
        {"tool_call": call, **draw(st.sampled_from([{}, {"as": "dict"}]))},
    ]


@st.composite
def others(draw: st.DrawFn, item_id: str) -> Entries:
    """What a thread does not show."""
    done = {"id": item_id, "status": "completed"}
    search = {**done, "type": "web_search_call", "action": {"type": "search", "query": "w1"}}
    files = {**done, "type": "file_search_call", "queries": ["w1"]}
    response = {
        "id": "resp_1",
        "object": "response",
        "created_at": 0,
        "model": "m",
        "output": [],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
    }
    return draw(
        st.sampled_from(
            [
                [{"new_agent": "Helper"}],
                [_raw("output_item.added", item=search), _raw("output_item.done", item=search)],
                [_raw("output_item.added", item=files), _raw("output_item.done", item=files)],
                [_raw("web_search_call.searching", item_id=item_id)],
                [_raw(kind, response=response) for kind in ("created", "in_progress")],
                [_raw("completed", response=response)],
                [_raw("failed", response=response)],
                [_raw("incomplete", response=response)],
                [{"type": "error", "message": "w1", "code": "w2", "param": None}],
                [{"tool_call": search, "as": "dict"}],
            ]
        )
    )


workflow_actions = st.one_of(
    v.record({"context": "start_workflow", "workflow": v.workflows}),
    v.record({"context": "start_workflow", "workflow": v.workflows}),
    v.record({"context": "add_workflow_task", "task": v.tasks}),
    v.record({"context": "add_workflow_task", "task": v.tasks}),
    v.record({"context": "update_workflow_task", "task": v.tasks, "index": st.integers(0, 2)}),
    st.fixed_dictionaries(
        {"context": st.just("end_workflow")},
        optional={"summary": v.summaries, "expanded": st.booleans()},
    ),
)
other_actions = st.one_of(
    v.record({"context": "stream", "event": side_events}),
    v.record(
        {
            "context": "stream",
            "event": st.builds(
                lambda item: {"type": "thread.item.done", "item": item}, items("made", "t1")
            ),
        }
    ),
    v.record({"context": "stream_widget", "states": states()}, copy_text=v.words),
    v.record(
        {
            "context": "client_tool_call",
            "name": st.sampled_from(["look", "ask", "other"]),
            "arguments": v.data,
        }
    ),
)
context_actions = workflow_actions | other_actions
converters = st.fixed_dictionaries(
    {},
    optional={
        "partial_images": st.integers(1, 3),
        "image_url": st.just("https://w1.example/{image_id}/{index}.png"),
        "file_citation": st.none() | v.annotations,
        "container_file_citation": st.none() | v.annotations,
        "url_citation": st.none() | v.annotations,
    },
)


@st.composite
def runs(draw: st.DrawFn) -> dict[str, Any]:
    """One step of a responder: a run, with tools at work between its events."""
    entries: Entries = []
    for number in range(v.roll(draw, 5)):
        make = draw(
            st.sampled_from(
                [messages, messages, reasoning, image_generations, function_calls, others]
            )
        )
        made = draw(make(f"model_{number}"))
        at_once = make in (messages, function_calls, others) and v.roll(draw, 4) == 1
        entries = _woven(draw, entries, made) if at_once else [*entries, *made]
    for _ in range(v.roll(draw, 5)):
        entries.insert(draw(st.integers(0, len(entries))), draw(context_actions))
    match v.roll(draw, 10):
        case 6:
            entries.insert(draw(st.integers(0, len(entries))), {"cancel": True})
        case 1:
            entries.insert(draw(st.integers(0, len(entries))), {"raise": draw(v.errors)})
        case 2 | 3:
            which = draw(st.sampled_from(["input", "output"]))
            entries.insert(draw(st.integers(0, len(entries))), {"guardrail": which})
        case 4 | 5:
            _disturb(draw, entries)
    step: dict[str, Any] = {"agent_run": entries}
    if draw(st.booleans()):
        step["converter"] = draw(converters)
    if draw(st.booleans()):
        step["catch_guardrail"] = True
    return step


def _woven(draw: st.DrawFn, one: Entries, other: Entries) -> Entries:
    """Two things that the model does at the same time."""
    woven = list(one)
    place = 0
    for entry in other:
        place = draw(st.integers(place, len(woven)))
        woven.insert(place, entry)
        place += 1
    return woven


def _disturb(draw: st.DrawFn, entries: Entries) -> None:
    """Lose an entry, say it twice, or say it too early or too late; items still begin and end."""
    frames = ("output_item", "part.done", "reasoning")
    inner = [e for e in entries if not any(frame in e.get("type", "") for frame in frames)]
    if not inner:
        return
    entry = draw(st.sampled_from(inner))
    if draw(st.booleans()):
        entries.remove(entry)
    if draw(st.booleans()):
        entries.insert(draw(st.integers(0, len(entries))), copy.deepcopy(entry))
