"""Strategies for conversations that an agent answers, in whole or in part."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.differential import values as v
from tests.differential.agent_runs import context_actions, runs
from tests.differential.conversations import conversations, stored_items
from tests.differential.items import side_events
from tests.differential.jobs import Entries
from tests.differential.scripts import scripts


@st.composite
def agent_scripts(draw: st.DrawFn, thread_id: str, item_ids: list[str]) -> Entries:
    """The steps of a turn that an agent answers, perhaps in two runs."""
    steps = [draw(context_actions) for _ in range(draw(st.integers(0, 2)))]
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        steps.append(draw(runs()))
        if v.roll(draw, 4) == 1:
            steps.append({"yield": draw(side_events)})
    return steps


@st.composite
def agent_conversations(draw: st.DrawFn) -> Any:
    """A thread with something in it, and a few messages that an agent answers."""
    message = {"content": [], "attachments": [], "inference_options": {}}
    request = {
        "type": "threads.add_user_message",
        "params": {"thread_id": "t1", "input": message},
    }
    output = {
        "type": "threads.add_client_tool_output",
        "params": {"thread_id": "t1", "result": "w1"},
    }
    turns = [
        {
            "request": draw(st.sampled_from([request, request, request, output])),
            "respond": draw(agent_scripts("t1", [])),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    return {
        "kind": "server",
        "threads": [{"id": "t1", "created_at": "2024-05-01T09:00:00"}],
        "items": {"t1": draw(stored_items("t1"))},
        "turns": turns,
    }


@st.composite
def mixed_scripts(draw: st.DrawFn, thread_id: str, item_ids: list[str]) -> Entries:
    """A turn of a responder that does some things itself and has an agent do others."""
    parts = [
        draw(scripts(thread_id, item_ids) | agent_scripts(thread_id, item_ids))
        for _ in range(draw(st.integers(1, 2)))
    ]
    return [step for part in parts for step in part]


def mixed_conversations() -> st.SearchStrategy[Any]:
    """Requests of every kind, answered in any way."""
    return conversations(mixed_scripts)
