"""Writes a turn as a test that replays it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from chatkit_jupyter.errors import HandlerError

if TYPE_CHECKING:
    from chatkit_jupyter.tracing.trace import Step, Trace

_NAME_WORDS = 6
_AGENT = '''"""A turn of the chat {chat}. Put your own agents and tools in the place of these."""

import asyncio

from agents import Agent

from chatkit.testing import {names}


def test_{name}():
    model = ScriptedModel(
        [
{turns}
        ]
    )
{agents}
    turn = asyncio.run(run_turn(AgentServer({first}), {question!r}))
    assert turn.text == {text!r}
'''
_OTHER = '''"""A turn of the chat {chat}. Put your own server in the place of this one."""

import asyncio

from chatkit.testing import ReplayServer, run_turn

ITEMS = [
{items}
]


def test_{name}():
    turn = asyncio.run(run_turn(ReplayServer(ITEMS), {question!r}))
    assert turn.text == {text!r}
    assert [item.type for item in turn.items] == {types!r}
'''
_KEPT = ("assistant_message", "widget", "workflow", "task", "generated_image")


def replayed_test(trace: Trace) -> str:
    """Write a turn as a test.

    Args:
        trace: The turn.

    Returns:
        Python.

    Raises:
        HandlerError: No message of the user began the turn, or it did not come to its end.
    """
    if trace.question is None:
        raise HandlerError("only a turn that a message began can be written as a test")
    if trace.error is not None or trace.lost or any(step.seconds is None for step in trace.steps):
        raise HandlerError("only a turn that came to its end, without an error, can be replayed")
    return _agent_test(trace, trace.agent) if trace.agent is not None else _other_test(trace)


def _agent_test(trace: Trace, agent: tuple[str, str | None]) -> str:
    models = [step for step in trace.steps if step.kind == "model"]
    parts: set[str] = set()
    turns = [_turn(trace, step, parts) for step in models]
    if not models or _waits(trace):
        raise HandlerError("the turn waits for the user; only one that has ended can be replayed")
    names = list(dict.fromkeys([agent[0], *(step.name for step in models)]))
    variables = {
        name: f"agent_{n + 1}" if len(names) > 1 else "agent" for n, name in enumerate(names)
    }
    tools = _tools(trace)
    used = {
        "AgentServer",
        "ScriptedModel",
        "run_turn",
        *parts,
        *(["recorded_tool"] if tools else []),
    }
    return _AGENT.format(
        chat=_quoted(trace.chat),
        names=", ".join(sorted(used, key=lambda name: (name.islower(), name))),
        name=_test_name(trace.question or ""),
        turns="\n".join(f"            {turn}," for turn in turns),
        agents=_agents(trace, agent, variables, tools),
        first=variables[agent[0]],
        question=trace.question,
        text=_said(trace),
    )


def _turn(trace: Trace, step: Step, parts: set[str]) -> str:
    found = [_part(trace, step, item) for item in _produced(step)]
    written = [each for each in found if each is not None]
    parts.update(
        name for name in ("Call", "Think") if any(w.startswith(f"{name}(") for w in written)
    )
    return f"[{', '.join(written)}]"


def _produced(step: Step) -> list[dict[str, Any]]:
    return step.output or []


def _part(trace: Trace, step: Step, item: dict[str, Any]) -> str | None:
    match item.get("type"):
        case "message":
            return repr("".join(str(part.get("text", "")) for part in item.get("content", [])))
        case "reasoning":
            text = "\n\n".join(str(part.get("text", "")) for part in item.get("summary", []))
            return f"Think({text!r})" if text else None
        case "function_call":
            return f"Call({_called(trace, step, item['name'])!r}, {_arguments(item)!r})"
        case _:
            return None


def _called(trace: Trace, step: Step, name: str) -> str:
    """The tool's name; for a handoff the one that the SDK gives it by default."""
    if any(each.kind == "tool" and each.name == name for each in trace.steps):
        return name
    later = [each for each in trace.steps if each.kind == "handoff" and each.given == step.name]
    after = [each for each in later if each.started >= step.started]
    return f"transfer_to_{_snake(after[0].name)}" if after else name


def _arguments(item: dict[str, Any]) -> Any:

    given = item.get("arguments") or "{}"
    return json.loads(given) if isinstance(given, str) else given


def _tools(trace: Trace) -> list[str]:
    outputs: dict[str, list[str]] = {}
    for step in trace.steps:
        if step.kind == "tool":
            outputs.setdefault(step.name, []).append(_text(step.output))
    return [
        f"recorded_tool({name!r}, {', '.join(map(repr, said))})" for name, said in outputs.items()
    ]


def _agents(
    trace: Trace, agent: tuple[str, str | None], variables: dict[str, str], tools: list[str]
) -> str:
    lines: list[str] = []
    given = f", tools=[{', '.join(tools)}]" if tools else ""
    for name, variable in variables.items():
        told = f", instructions={agent[1]!r}" if name == agent[0] and agent[1] else ""
        lines.append(f"    {variable} = Agent(name={name!r}{told}, model=model{given})")
    lines += [
        f"    {variables[step.given]}.handoffs.append({variables[step.name]})"
        for step in trace.steps
        if step.kind == "handoff"
    ]
    return "\n".join(dict.fromkeys(lines))


def _other_test(trace: Trace) -> str:
    items = [step.output for step in trace.steps if step.kind == "item" and step.name in _KEPT]
    return _OTHER.format(
        chat=_quoted(trace.chat),
        items="\n".join(f"    {item!r}," for item in items),
        name=_test_name(trace.question or ""),
        question=trace.question,
        text=_said(trace),
        types=["user_message", *(item["type"] for item in items)],
    )


def _said(trace: Trace) -> str:
    items = [step.output for step in trace.steps if step.kind == "item"]
    messages = [item for item in items if item["type"] == "assistant_message"]
    return "\n\n".join("".join(part["text"] for part in item["content"]) for item in messages)


def _waits(trace: Trace) -> bool:
    calls = [item for step in trace.steps if step.kind == "model" for item in _produced(step)]
    asked = sum(item.get("type") == "function_call" for item in calls)
    return asked > sum(step.kind in ("tool", "handoff") for step in trace.steps)


def _test_name(question: str) -> str:
    words = re.findall(r"[a-z0-9]+", question.lower())[:_NAME_WORDS]
    return "_".join(words) or "the_turn"


def _snake(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9_]", "_", name.replace(" ", "_")).lower()


def _text(value: Any) -> str:

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _quoted(name: str) -> str:
    return re.sub(r'["\\\n]', " ", name)
