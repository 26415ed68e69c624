"""The differences that are meant in how runs of an agent are shown: one rule each."""

from __future__ import annotations

import itertools
import json
from typing import Any

from tests.differential.jobs import (
    Job,
    context_steps_of,
    runs_of,
    scripts_of,
)


def model_ids_are_unique(job: Job) -> None:
    """An id of the model's is used only if it is unique in the thread: the peer uses any."""
    for number, run in enumerate(runs_of(job)):
        run[:] = json.loads(json.dumps(run).replace('"model_', f'"run{number}_'))


def refusals_stream_like_text(job: Job) -> None:
    """A refusal is shown as it is written: the peer shows it when it is complete."""
    for run in runs_of(job):
        run[:] = [entry for entry in run if "refusal." not in entry.get("type", "")]


def a_thought_is_settled_by_its_part(job: Job) -> None:
    """Some providers settle a thought with the part alone: the peer waits for the text."""
    text, part = (f"response.reasoning_summary_{name}.done" for name in ("text", "part"))
    for run in runs_of(job):
        told = [_thought(entry) for entry in run if entry.get("type") == text]
        run[:] = [entry for entry in run if entry.get("type") != part or _thought(entry) in told]


def _thought(entry: dict[str, Any]) -> tuple[str, int]:
    return entry["item_id"], entry["summary_index"]


def no_two_tasks_are_alike(job: Job) -> None:
    """Duplicate tasks keep their indices: the peer gives each the place of the first."""
    numbers = itertools.count(10)
    for entry in context_steps_of(job):
        for task in [*entry.get("workflow", {}).get("tasks", []), entry.get("task")]:
            if task is not None:
                task["title"] = f"w{next(numbers)}"
        for name in ("delta", "text"):
            if "reasoning_summary" in entry.get("type", "") and name in entry:
                entry[name] += f" w{next(numbers)}"


def a_workflow_is_announced(job: Job) -> None:
    """A workflow is announced before it is updated: the peer adds thoughts to a silent one."""
    for entry in context_steps_of(job):
        workflow = entry.get("workflow", {})
        if workflow.get("type") == "custom" and not workflow["tasks"]:
            workflow["tasks"] = [{"type": "custom"}]


def a_new_workflow_ends_the_old_one(job: Job) -> None:
    """Nothing is left pending: the peer forgets an open workflow when another one starts."""
    for run in runs_of(job):
        starts = [i for i, entry in enumerate(run) if entry.get("context") == "start_workflow"]
        for index in reversed(starts):
            run.insert(index, {"context": "end_workflow"})


def events_before_a_run_keep_their_order(job: Job) -> None:
    """Events from tools keep their order: the peer closes workflows by what is open later on."""
    for script in scripts_of(job):
        pairs = itertools.zip_longest(script, script[1:], fillvalue={})
        script[:] = [step for step, then in pairs if not {"context"} <= step.keys() & then.keys()]


def a_workflow_left_open_is_ended(job: Job) -> None:
    """Nothing is left pending: the peer forgets a thread's open workflow for what comes before
    the run."""
    first = job["turns"][0].get("respond", [])[:1]
    stored = [item["type"] for item in job["items"].get("t1", [])]
    for script in scripts_of(job):
        script[:] = [
            step
            for step in script
            if not _shows_an_item(step) or ([step] == first and "workflow" not in stored)
        ]


def _shows_an_item(step: dict[str, Any]) -> bool:
    name = step.get("context", "")
    return "workflow" in name or name == "stream_widget" or "item" in step.get("event", {})


def a_run_resumes_what_is_stored(job: Job) -> None:
    """What was sent is stored before a run looks for an open workflow: the peer looks first."""
    for script in scripts_of(job):
        script[:] = [step for step in script if _item_of(step).get("type") != "workflow"]


def times_may_have_an_offset(job: Job) -> None:
    """Times are aware inside: the peer cannot end a workflow whose time has an offset."""
    items = [_item_of(step) for step in context_steps_of(job)]
    for item in [*job["items"].get("t1", []), *items]:
        if item.get("type") == "workflow":
            item["created_at"] = "2024-05-01T09:00:00"


def no_note_closes_a_workflow(job: Job) -> None:
    """What nobody sees leaves a workflow open: for the peer a note of the SDK's closes it."""
    for step in context_steps_of(job):
        if _item_of(step).get("type") == "sdk_hidden_context":
            _item_of(step)["type"] = "hidden_context_item"


def _item_of(step: dict[str, Any]) -> dict[str, Any]:
    return step.get("event", {}).get("item", {})


def a_trip_leaves_earlier_workflows(job: Job) -> None:
    """A tripped guardrail takes back what its run began: the peer also takes an older workflow."""
    for run in runs_of(job)[1:]:
        if any("guardrail" in entry for entry in run):
            run[:] = [entry for entry in run if "workflow" not in entry.get("context", "")]


def a_call_is_answered_under_its_name(job: Job) -> None:
    """The browser answers the model's call of that name: the peer takes whichever came last."""
    for run in runs_of(job):
        names = [
            entry["tool_call"]["name"] for entry in run if "name" in entry.get("tool_call", {})
        ]
        for entry in run:
            if entry.get("context") == "client_tool_call":
                entry["name"] = names[-1] if names else "other"


def only_what_was_shown_is_removed(job: Job, peer: Any, ours: Any) -> None:
    """A tripped guardrail takes back what the client knows: the peer names tool calls as well."""
    calls = {e["tool_call"].get("id") for run in runs_of(job) for e in run if "tool_call" in e}
    for turn in peer["turns"]:
        events = turn.get("events", [])
        shown = {event["item"]["id"] for event in events if "item" in event}
        odd = {
            event["item_id"]
            for event in events
            if event["type"] == "thread.item.removed" and event["item_id"] in calls - shown
        }
        events[:] = [event for event in events if event.get("item_id") not in odd]
        calls_made = turn["store_calls"]
        calls_made[:] = [call for call in calls_made if call.split(" ")[1] not in odd]


REPAIRS = [
    model_ids_are_unique,
    refusals_stream_like_text,
    a_thought_is_settled_by_its_part,
    events_before_a_run_keep_their_order,
    a_workflow_left_open_is_ended,
    a_run_resumes_what_is_stored,
    times_may_have_an_offset,
    no_note_closes_a_workflow,
    a_trip_leaves_earlier_workflows,
    a_call_is_answered_under_its_name,
    a_workflow_is_announced,
    a_new_workflow_ends_the_old_one,
    no_two_tasks_are_alike,
]
ALIGNMENTS = [only_what_was_shown_is_removed]
