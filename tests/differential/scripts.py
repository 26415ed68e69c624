"""Strategies for what a responder does in one turn."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.differential import values as v
from tests.differential.items import (
    UPDATES,
    items,
    side_events,
    thread_events,
    updates,
)
from tests.differential.widgets import states

STREAMED = ["widget", "workflow", "generated_image", *["assistant_message"] * 4]
Steps = list[dict[str, Any]]

thread_changes = st.fixed_dictionaries(
    {},
    optional={
        "title": st.none() | v.words,
        "status": v.statuses,
        "metadata": v.data,
        "allowed_image_domains": st.none() | st.lists(v.some_words, max_size=2),
    },
)
_widget_options = st.fixed_dictionaries(
    {}, optional={"copy_text": st.none() | v.words, "dynamic": st.booleans()}
)


@st.composite
def streamed_items(draw: st.DrawFn, item_id: str, thread_id: str) -> Steps:
    """An item that is announced, updated in any order, and perhaps finished."""
    item = draw(items(item_id, thread_id, STREAMED))
    steps = [_yield("thread.item.added", item=item)]
    for _ in range(v.roll(draw, 5)):
        update = draw(UPDATES[item["type"]])
        steps.append(_yield("thread.item.updated", item_id=item_id, update=update))
    match v.roll(draw, 4):
        case 0 | 1:
            steps.append(_yield("thread.item.done", item=item | draw(_same_kind(item))))
        case 2:
            steps.append(_yield("thread.item.removed", item_id=item_id))
    return steps


def _same_kind(item: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return items(item["id"], item["thread_id"], [item["type"]])


@st.composite
def loose_events(draw: st.DrawFn, item_id: str, thread_id: str) -> Steps:
    """One event about an item of any kind, in any state."""
    match v.roll(draw, 6):
        case 0:
            return [_yield("thread.item.added", item=draw(items(item_id, thread_id)))]
        case 1 | 2:
            return [_yield("thread.item.done", item=draw(items(item_id, thread_id)))]
        case 3:
            return [_yield("thread.item.replaced", item=draw(items(item_id, thread_id)))]
        case 4:
            return [_yield("thread.item.removed", item_id=item_id)]
        case _:
            return [_yield("thread.item.updated", item_id=item_id, update=draw(updates))]


@st.composite
def scripts(draw: st.DrawFn, thread_id: str, item_ids: list[str]) -> Steps:
    """The steps of one turn; one that is cancelled or raises ends there."""
    steps: Steps = []
    for _ in range(v.roll(draw, 5)):
        item_id = draw(st.sampled_from(item_ids))
        match v.roll(draw, 10):
            case 0 | 1 | 2 | 3:
                steps += draw(streamed_items(item_id, thread_id))
            case 4 | 5:
                steps += draw(loose_events(item_id, thread_id))
            case 6:
                steps.append({"yield": draw(side_events)})
            case 7:
                steps.append({"set_thread": draw(thread_changes)})
            case 8:
                steps.append({"stream_widget": draw(states()), **draw(_widget_options)})
            case _:
                steps.append({"yield": draw(thread_events(thread_id))})
    match v.roll(draw, 8):
        case 1 | 3:
            steps.insert(draw(st.integers(0, len(steps))), {"cancel": True})
        case 2:
            steps.insert(draw(st.integers(0, len(steps))), {"raise": draw(v.errors)})
    return steps


def _yield(kind: str, **fields: Any) -> dict[str, Any]:
    return {"yield": {"type": kind, **fields}}
