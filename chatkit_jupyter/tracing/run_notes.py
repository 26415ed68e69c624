"""Notes the calls of an agent's run."""

from __future__ import annotations

import time
from typing import Any

from agents import Agent, ModelResponse, RunContextWrapper, Tool, TResponseInputItem
from agents.tool_context import ToolContext

from chatkit.agents import AgentContext
from chatkit_jupyter.agent.tool_activity import ToolActivity
from chatkit_jupyter.tracing.record import Kind, RecordedStep, current_record


class RunNotes(ToolActivity):
    """Run hooks that also note what the run's models and tools were given, and what they gave."""

    async def on_agent_start(self, context: Any, agent: Agent[Any]) -> None:
        """Note which agent answers."""
        await super().on_agent_start(context, agent)
        record = current_record.get()
        if record is not None and record.agent is None:
            record.agent = agent

    async def on_llm_start(
        self,
        context: RunContextWrapper[AgentContext[Any]],
        agent: Agent[Any],
        system_prompt: str | None,
        input_items: list[TResponseInputItem],
    ) -> None:
        """Note that a model is called."""
        await super().on_llm_start(context, agent, system_prompt, input_items)
        step = _begin("model", agent.name)
        if step is not None:
            model = agent.model
            step.model = model if isinstance(model, str) else type(model).__name__ if model else ""
            step.instructions, step.given = system_prompt, input_items

    async def on_llm_end(
        self,
        context: RunContextWrapper[AgentContext[Any]],
        agent: Agent[Any],
        response: ModelResponse,
    ) -> None:
        """Note what the model produced."""
        await super().on_llm_end(context, agent, response)
        step = _open("model", agent.name)
        if step is not None:
            step.ended, step.output = time.monotonic(), response.output
            step.tokens = response.usage.input_tokens, response.usage.output_tokens

    async def on_handoff(
        self,
        context: RunContextWrapper[AgentContext[Any]],
        from_agent: Agent[Any],
        to_agent: Agent[Any],
    ) -> None:
        """Note who goes on."""
        await super().on_handoff(context, from_agent, to_agent)
        step = _begin("handoff", to_agent.name)
        if step is not None:
            step.given, step.ended = from_agent.name, step.started

    async def on_tool_start(
        self, context: RunContextWrapper[AgentContext[Any]], agent: Agent[Any], tool: Tool
    ) -> None:
        """Note that a tool is called."""
        await super().on_tool_start(context, agent, tool)
        step = _begin("tool", tool.name)
        if step is not None and isinstance(context, ToolContext):
            step.call_id, step.given = context.tool_call_id, context.tool_arguments

    async def on_tool_end(
        self,
        context: RunContextWrapper[AgentContext[Any]],
        agent: Agent[Any],
        tool: Tool,
        result: object,
    ) -> None:
        """Note what the tool returned."""
        call_id = context.tool_call_id if isinstance(context, ToolContext) else ""
        step = _open("tool", tool.name, call_id)
        if step is not None:
            step.ended, step.output = time.monotonic(), str(result)
        await super().on_tool_end(context, agent, tool, result)


def _begin(kind: Kind, name: str) -> RecordedStep | None:
    record = current_record.get()
    if record is None:
        return None
    step = RecordedStep(kind, name, time.monotonic())
    record.steps.append(step)
    return step


def _open(kind: Kind, name: str, call_id: str = "") -> RecordedStep | None:
    record = current_record.get()
    steps = record.steps if record is not None else ()
    about = (kind, name, call_id, None)
    found = (each for each in reversed(steps) if _about(each) == about)
    return next(found, None)


def _about(step: RecordedStep) -> tuple[Any, ...]:
    return step.kind, step.name, step.call_id, step.ended
