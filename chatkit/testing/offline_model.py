"""The Agents SDK's model interface without a network behind it."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from agents import Model, ModelResponse, TResponseInputItem, Usage
from openai.types.responses import ResponseCompletedEvent, ResponseStreamEvent

from chatkit.testing.parts import Hold, Part
from chatkit.testing.response_events import DELTAS, ResponseWriter, output_item, words


@dataclass(frozen=True)
class ModelCall:
    """What a model was asked.

    Attributes:
        instructions: The agent's instructions, as the SDK worked them out.
        input: The conversation, in the Responses API's format.
        tools: The names of the tools the agent has, then those that hand over to other agents.
    """

    instructions: str | None
    input: list[TResponseInputItem]
    tools: tuple[str, ...]


class OfflineModel(Model):
    """A model whose turns are decided by a subclass.

    Streaming looks as it does from the Responses API: every item is added, grows word by word and
    is done, and the response ends with its usage, counted in words.

    Args:
        delay: Seconds between the words of a streamed turn.
    """

    name = "offline"

    def __init__(self, *, delay: float = 0.0) -> None:
        self.delay = delay
        self.calls: list[ModelCall] = []

    @abstractmethod
    def turn(self, call: ModelCall) -> Sequence[Part]:
        """Decide what the model produces.

        Args:
            call: What it was asked.
        """

    async def get_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],  # noqa: A002
        model_settings: Any,
        tools: list[Any],
        output_schema: Any,
        handoffs: list[Any],
        tracing: Any,
        **_: Any,
    ) -> ModelResponse:
        """Answer in one piece; see `agents.Model.get_response`."""
        completed: ResponseCompletedEvent | None = None
        async for event in self._stream(
            self._note(system_instructions, input, tools, handoffs), 0.0
        ):
            if isinstance(event, ResponseCompletedEvent):
                completed = event
        assert completed is not None
        assert completed.response.usage is not None
        counted = completed.response.usage
        usage = Usage(
            requests=1,
            input_tokens=counted.input_tokens,
            output_tokens=counted.output_tokens,
            total_tokens=counted.total_tokens,
        )
        return ModelResponse(
            output=completed.response.output, usage=usage, response_id=completed.response.id
        )

    def stream_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],  # noqa: A002
        model_settings: Any,
        tools: list[Any],
        output_schema: Any,
        handoffs: list[Any],
        tracing: Any,
        **_: Any,
    ) -> AsyncIterator[ResponseStreamEvent]:
        """Answer event by event; see `agents.Model.stream_response`."""
        call = self._note(system_instructions, input, tools, handoffs)
        return self._stream(call, self.delay)

    def _note(
        self,
        instructions: str | None,
        given: str | list[TResponseInputItem],
        tools: list[Any],
        handoffs: list[Any],
    ) -> ModelCall:
        if isinstance(given, str):
            given = [{"role": "user", "content": given}]
        names = [tool.name for tool in tools] + [handoff.tool_name for handoff in handoffs]
        call = ModelCall(instructions, list(given), tuple(names))
        self.calls.append(call)
        return call

    async def _stream(self, call: ModelCall, delay: float) -> AsyncIterator[ResponseStreamEvent]:
        writer = ResponseWriter(self.name)
        for event in writer.begin():
            yield event
        for part in self.turn(call):
            if isinstance(part, Exception):
                await asyncio.sleep(0)  # what came before is read first, as over a network
                raise part
            if isinstance(part, Hold):
                await asyncio.Event().wait()
            else:
                for event in writer.item(output_item(part)):
                    if event.type in DELTAS:
                        await asyncio.sleep(delay)
                    yield event
        for event in writer.end(len(words(str(call.input)))):
            yield event
