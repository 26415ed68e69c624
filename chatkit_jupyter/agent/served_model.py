"""A model behind Chat Completions, as servers of one's own speak it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

from agents import ModelResponse, OpenAIChatCompletionsModel


class ServedModel(OpenAIChatCompletionsModel):
    """A model whose calls of tools have ids, also where its server gives them none."""

    async def get_response(self, *args: Any, **kwargs: Any) -> ModelResponse:
        """Answer at once; see `agents.Model.get_response`."""
        response = await super().get_response(*args, **kwargs)
        _Ids().give(response.output)
        return response

    async def stream_response(self, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        """Answer piece by piece; see `agents.Model.stream_response`."""
        ids = _Ids()
        events: AsyncIterator[Any] = super().stream_response(*args, **kwargs)
        async for event in events:
            if event.type in ("response.output_item.added", "response.output_item.done"):
                ids.give_at(event.output_index, event.item)
            elif event.type == "response.completed":
                ids.give(event.response.output)
            yield event


class _Ids:
    """The ids of one response's calls that came without one, in the order of the calls."""

    def __init__(self) -> None:
        self._by_place: dict[int, str] = {}

    def give_at(self, place: int, item: Any) -> None:
        if item.type == "function_call":
            new = self._by_place.setdefault(place, f"call_{uuid4().hex}")
            item.call_id = item.call_id or new

    def give(self, output: list[Any]) -> None:
        places = iter([*self._by_place])
        for item in output:
            if item.type == "function_call":
                self.give_at(next(places, -len(self._by_place) - 1), item)
