"""The differences that are meant: each rule takes one of them out of the comparison.

The first line of a rule says what ours does and why the peer's way is not copied.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from chatkit import widgets
from tests.differential import intended_in_runs as runs
from tests.differential.jobs import HIDDEN, Job, answers_of, scripts_of

WIDGETS = frozenset(widgets.__all__)


def repaired(job: Job) -> Job:
    """The job without what the two packages are meant to treat differently."""
    job = copy.deepcopy(job)
    for repair in REPAIRS.get(job["kind"], ()):
        repair(job)
    return job


def aligned(job: Job, peer: Any, ours: Any) -> tuple[Any, Any]:
    """The answers without what is meant to differ in them."""
    peer, ours = copy.deepcopy((peer, ours))
    for align in ALIGNMENTS.get(job["kind"], ()):
        align(job, peer, ours)
    return peer, ours


def no_thread_for_a_bad_attachment(job: Job) -> None:
    """A bad attachment id leaves no empty thread behind, so its creation is not announced."""
    gone = {"none"}
    for turn in job["turns"]:
        match turn.get("request"):
            case {"type": "attachments.delete", "params": {"attachment_id": str(found)}}:
                gone.add(found)
            case {"type": "threads.create", "params": {"input": {"attachments": list(ids)}}}:
                ids[:] = [found for found in ids if found not in gone]
            case _:
                pass


def a_media_type_has_no_spaces(job: Job) -> None:
    """A media type is the text before the parameters: the peer keeps the spaces around it."""
    for turn in job["turns"]:
        match turn.get("request"):
            case {"params": {"mime_type": str(found)} as params}:
                params["mime_type"] = found.replace(" ", "")
            case _:
                pass


def text_without_an_id_grows(job: Job) -> None:
    """Text that grows is shown also where it has no id: the peer sends nothing then."""
    for state in _states(job):
        numbers = itertools.count()
        for component in components_of(state):
            if component.get("type") in ("Text", "Markdown"):
                component.setdefault("id", f"text{next(numbers)}")


def text_says_whether_it_streams(job: Job) -> None:
    """Text may begin or cease to name `streaming` between two states: the peer's stream fails."""
    for state in _states(job):
        for component in components_of(state):
            if component.get("type") in ("Text", "Markdown"):
                component.setdefault("streaming", False)


def _states(job: Job) -> list[Any]:
    if job["kind"] == "diff_widget":
        return [job["before"], job["after"]]
    steps = [entry for script in scripts_of(job) for entry in script]
    entries = [entry for step in steps for entry in [step, *step.get("agent_run", [])]]
    return [
        state
        for entry in entries
        for state in [*entry.get("stream_widget", []), *entry.get("states", [])]
    ]


def components_of(component: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield component
    children = component.get("children")
    for child in children if isinstance(children, list) else []:
        yield from components_of(child)


def mentions_are_told_apart_by_id(job: Job) -> None:
    """Two things of one name are both explained to the model: the peer explains the first."""
    for item in job["items"]:
        for part in item.get("content") or [] if item["type"] == "user_message" else []:
            if part["type"] == "input_tag":
                part["id"] = f"id of {part['text']}"


def a_subclass_is_as_good(job: Job, peer: Any, ours: Any) -> None:
    """An error of ours may be of a more special class, which the same code catches."""
    for told, said in zip(answers_of(peer), answers_of(ours), strict=True):
        if "raises" in told and told["raises"][0] in said.get("raises", []):
            said["raises"] = told["raises"]


def nulls_in_widgets_are_data(job: Job, peer: Any, ours: Any) -> None:
    """Nulls in an action's payload and in lists survive: the peer drops them."""
    for answer in (peer, ours):
        for widget in [answer] if job.get("type") in WIDGETS else _widgets(answer):
            _drop_nulls(widget)


def nulls_in_widgets_are_read(job: Job) -> None:
    """A model reads a widget as it is stored: see above."""
    for item in job["items"]:
        _drop_nulls(item.get("widget"))


def _widgets(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, entry in value.items():
            if key in ("widget", "component"):
                yield entry
            else:
                yield from _widgets(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _widgets(entry)


def _drop_nulls(value: Any, *, is_data: bool = False) -> None:
    if isinstance(value, dict):
        for key in [key for key, entry in value.items() if entry is None and is_data]:
            del value[key]
        for key, entry in value.items():
            _drop_nulls(entry, is_data=is_data or key == "payload")
    elif isinstance(value, list):
        value[:] = [entry for entry in value if entry is not None]
        for entry in value:
            _drop_nulls(entry, is_data=is_data)


def a_property_may_be_on_one_side_only(job: Job, peer: Any, ours: Any) -> None:
    """A property that only one state has is a change like any other: the peer fails."""
    if "AttributeError" in peer.get("raises", []):
        peer.clear()
        ours.clear()


def null_content_is_written(job: Job, peer: Any, ours: Any) -> None:
    """A hidden item with null for content can be read again: the peer leaves the null out."""
    if job["kind"] == "serialize":
        _drop_null_content(ours.get("json"))
    else:
        for items in ours["final"]["items"].values():
            for item in items:
                _drop_null_content(item)


def _drop_null_content(value: Any) -> None:
    if isinstance(value, dict):
        if value.get("type") == "hidden_context_item" and value.get("content") is None:
            value.pop("content", None)
        for entry in value.values():
            _drop_null_content(entry)
    elif isinstance(value, list):
        for entry in value:
            _drop_null_content(entry)


def removals_in_any_order(job: Job, peer: Any, ours: Any) -> None:
    """Which of several items is removed first is left open."""
    for turn in [*peer["turns"], *ours["turns"]]:
        events = turn.get("events", [])
        events[:] = _settled(events, lambda event: event["type"] == "thread.item.removed")
        calls = turn["store_calls"]
        calls[:] = _settled(calls, lambda call: call.startswith("delete_thread_item "))


def _settled(entries: list[Any], is_removal: Callable[[Any], bool]) -> list[Any]:
    settled: list[Any] = []
    for removals, group in groupby(entries, key=is_removal):
        alike = list(group)
        settled += sorted(alike, key=str) if removals else alike
    return settled


def hidden_items_stay_hidden(job: Job, peer: Any, ours: Any) -> None:
    """Hidden context never reaches a client: the peer withholds only some of it."""
    for turn, told, said in zip(job["turns"], peer["turns"], ours["turns"], strict=True):
        assert not any(_is_hidden(event) for event in said.get("events", []))
        if isinstance(told.get("json"), dict) and _is_hidden(told["json"], "updated_item"):
            del told["json"]["updated_item"]
        announced = _announced_hidden(turn)
        for events in (told.get("events", []), said.get("events", [])):
            events[:] = [event for event in events if _is_visible(event, announced)]
            for event in events:
                _take_hidden_from_page(event)


def _is_hidden(event: dict[str, Any], name: str = "item") -> bool:
    return event.get(name, {}).get("type") in HIDDEN


def _announced_hidden(turn: Job) -> set[str]:
    steps = [*turn.get("respond", []), *turn.get("action", [])]
    events = [step["yield"] for step in steps if "yield" in step]
    return {
        event["item"]["id"]
        for event in events
        if event["type"] == "thread.item.added" and _is_hidden(event)
    }


def _is_visible(event: dict[str, Any], announced: set[str]) -> bool:
    is_update = event["type"] == "thread.item.updated"
    return not _is_hidden(event) and not (is_update and event["item_id"] in announced)


def _take_hidden_from_page(event: dict[str, Any]) -> None:
    items = event.get("thread", {}).get("items", {}).get("data", [])
    items[:] = [item for item in items if item["type"] not in HIDDEN]


REPAIRS: dict[str, list[Callable[[Job], None]]] = {
    "server": [
        no_thread_for_a_bad_attachment,
        a_media_type_has_no_spaces,
        text_without_an_id_grows,
        text_says_whether_it_streams,
        *runs.REPAIRS,
    ],
    "diff_widget": [text_without_an_id_grows],
    "to_agent_input": [mentions_are_told_apart_by_id, nulls_in_widgets_are_read],
}
ALIGNMENTS: dict[str, list[Callable[[Job, Any, Any], None]]] = {
    "server": [
        a_subclass_is_as_good,
        hidden_items_stay_hidden,
        removals_in_any_order,
        null_content_is_written,
        nulls_in_widgets_are_data,
        *runs.ALIGNMENTS,
    ],
    "serialize": [a_subclass_is_as_good, null_content_is_written, nulls_in_widgets_are_data],
    "diff_widget": [a_property_may_be_on_one_side_only, nulls_in_widgets_are_data],
    "widget_template": [a_subclass_is_as_good, nulls_in_widgets_are_data],
    "to_agent_input": [a_subclass_is_as_good],
    "action_config": [a_subclass_is_as_good],
}
