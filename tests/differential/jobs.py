"""The parts of what the workers are asked, and of what they answer."""

from __future__ import annotations

from typing import Any

Job = dict[str, Any]
Entries = list[dict[str, Any]]
HIDDEN = ("hidden_context_item", "sdk_hidden_context")


def scripts_of(job: Job) -> list[Entries]:
    """The steps of every turn."""
    names = ("respond", "action")
    return [turn[name] for turn in job["turns"] for name in names if name in turn]


def runs_of(job: Job) -> list[Entries]:
    """The entries of every run of an agent, in order."""
    steps = [step for script in scripts_of(job) for step in script]
    return [step["agent_run"] for step in steps if "agent_run" in step]


def context_steps_of(job: Job) -> Entries:
    """All steps that may act on a context, before runs and in them."""
    steps = [step for script in scripts_of(job) for step in script if "context" in step]
    return [*steps, *(entry for run in runs_of(job) for entry in run)]


def answers_of(answer: Any) -> Entries:
    """What was seen of each turn, or of the one call."""
    return answer.get("turns", [answer])
