"""An Agents SDK run that follows a script instead of calling a model."""

from __future__ import annotations

from typing import Any

import agents
from openai.types.responses import ResponseFunctionToolCall, ResponseStreamEvent
from pydantic import TypeAdapter

from chatkit import types as ct
from chatkit.agents import (
    AgentContext,
    ClientToolCall,
    ResponseStreamConverter,
    stream_agent_response,
)

from .values import EVENT, error_from, settle, widget_from

TASK = TypeAdapter(ct.Task)
SUMMARY = TypeAdapter(ct.WorkflowSummary)
RESPONSE_EVENT = TypeAdapter(ResponseStreamEvent)
TRIPWIRES = (agents.InputGuardrailTripwireTriggered, agents.OutputGuardrailTripwireTriggered)


class AgentScript:
    """The agent part of one turn: a context, and the runs that stream through it."""

    def __init__(self, server: Any, thread: Any) -> None:
        self.server = server
        self.context = AgentContext(
            thread=thread, store=server.store, request_context=server.context
        )

    async def follow(self, step: dict[str, Any]):
        if "context" in step:
            await self.act(step)
            return
        options = {"converter": _converter(step["converter"])} if "converter" in step else {}
        run = ScriptedRun(self, step["agent_run"])
        try:
            async for event in stream_agent_response(self.context, run, **options):
                yield event
        except TRIPWIRES:
            if not step.get("catch_guardrail"):
                raise

    async def act(self, step: dict[str, Any]) -> None:
        context = self.context
        match step["context"]:
            case "start_workflow":
                await context.start_workflow(ct.Workflow.model_validate(step["workflow"]))
            case "add_workflow_task":
                await context.add_workflow_task(TASK.validate_python(step["task"]))
            case "update_workflow_task":
                task = TASK.validate_python(step["task"])
                await context.update_workflow_task(task, step["index"])
            case "end_workflow":
                options = {key: step[key] for key in ("expanded",) if key in step}
                if "summary" in step:
                    options["summary"] = SUMMARY.validate_python(step["summary"])
                await context.end_workflow(**options)
            case "stream":
                await context.stream(EVENT.validate_python(step["event"]))
            case "stream_widget":
                widget = widget_from(step["states"], dynamic=step.get("dynamic", False))
                await context.stream_widget(widget, copy_text=step.get("copy_text"))
            case "client_tool_call":
                call = ClientToolCall(name=step["name"], arguments=step["arguments"])
                context.client_tool_call = call
            case name:
                raise AssertionError(f"unknown context step {name}")
        await settle()


class ScriptedRun(agents.RunResultStreaming):
    """Yields what the script says where a real run would yield what the model says."""

    def __init__(self, script: AgentScript, entries: list[dict[str, Any]]) -> None:
        self._script = script
        self._entries = entries

    def __del__(self) -> None:
        """Skip the base class's clean-up of a run that was never started."""

    async def stream_events(self):
        await settle()
        for entry in self._entries:
            match entry:
                case {"context": _}:
                    await self._script.act(entry)
                case {"raise": spec}:
                    raise error_from(spec)
                case {"guardrail": which}:
                    raise _tripwire(which)
                case {"cancel": True}:
                    await self._script.server.cancel()
                case _:
                    yield run_event(entry, typed_annotations=self._script.server.typed_annotations)
        await settle()


def run_event(entry: dict[str, Any], *, typed_annotations: bool = False) -> Any:
    """An event as the Agents SDK gives it; an annotation as releases without a type for it do."""
    match entry:
        case {"type": _}:
            data = RESPONSE_EVENT.validate_python(entry)
            if "annotation" in entry and not typed_annotations:
                data.annotation = entry["annotation"]
            return agents.RawResponsesStreamEvent(data=data)
        case {"tool_call": raw}:
            if entry.get("as") != "dict":
                raw = ResponseFunctionToolCall.model_validate(raw)
            item = agents.ToolCallItem(agent=agents.Agent(name="scripted"), raw_item=raw)
            return agents.RunItemStreamEvent(name="tool_called", item=item)
        case {"new_agent": name}:
            return agents.AgentUpdatedStreamEvent(new_agent=agents.Agent(name=name))
        case _:
            raise AssertionError(f"unknown entry {entry}")


def _tripwire(which: str) -> Exception:
    output = agents.GuardrailFunctionOutput(output_info=None, tripwire_triggered=True)
    if which == "input":
        guard = agents.InputGuardrail(guardrail_function=lambda *_: output)
        result = agents.InputGuardrailResult(guardrail=guard, output=output)
        return agents.InputGuardrailTripwireTriggered(result)
    guard = agents.OutputGuardrail(guardrail_function=lambda *_: output)
    agent = agents.Agent(name="scripted")
    return agents.OutputGuardrailTripwireTriggered(
        agents.OutputGuardrailResult(guardrail=guard, output=output, agent=agent, agent_output=None)
    )


def _converter(spec: dict[str, Any]) -> ResponseStreamConverter:
    def fixed(value: Any) -> Any:
        async def convert(self, citation):
            return None if value is None else ct.Annotation.model_validate(value)

        return convert

    async def image_url(self, image_id, base64_image, partial_image_index=None):
        index = "final" if partial_image_index is None else str(partial_image_index)
        return spec["image_url"].replace("{image_id}", image_id).replace("{index}", index)

    methods: dict[str, Any] = {
        f"{kind}_to_annotation": fixed(spec[kind])
        for kind in ("file_citation", "container_file_citation", "url_citation")
        if kind in spec
    }
    if "image_url" in spec:
        methods["base64_image_to_url"] = image_url
    scripted = type("ScriptedConverter", (ResponseStreamConverter,), methods)
    return scripted(partial_images=spec.get("partial_images"))
