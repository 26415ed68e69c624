"""A model behind a cassette."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from agents import Model, ModelResponse, TResponseInputItem
from openai.types.responses import ResponseStreamEvent

from chatkit.testing.cassette_errors import CassetteMismatchError
from chatkit.testing.cassette_events import completed, live_events, plain_events, whole_response
from chatkit.testing.cassette_file import Recording
from chatkit.testing.cassette_request import Json, describe_request, difference, most_like

if TYPE_CHECKING:
    from chatkit.testing.cassette import Cassette

Source = Model | Callable[[], Model]

_MS = 1000


class CassetteModel(Model):
    """Records what a model answers, or replays it; see `Cassette`.

    Args:
        cassette: Says which of the two, and keeps the recordings.
        find: Gives the model, or a function that makes it; asked at each call.
    """

    def __init__(self, cassette: Cassette, find: Callable[[], Source]) -> None:
        self._cassette = cassette
        self._find = find

    async def get_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],  # noqa: A002
        model_settings: Any,
        tools: list[Any],
        output_schema: Any,
        handoffs: list[Any],
        tracing: Any,
        **others: Any,
    ) -> ModelResponse:
        """Answer in one piece; see `agents.Model.get_response`.

        Raises:
            CassetteError: There is no recording to replay.
        """
        asked = (system_instructions, input, model_settings, tools, output_schema, handoffs)
        request = self._request(*asked)
        source = self._find()
        if self._cassette.replays(source):
            recording = self._recording(request)
            return whole_response(live_events(event for _, event in recording.events))
        begun = time.monotonic()
        response = await _model(source).get_response(*asked, tracing, **others)
        self._keep(request, [(_since(begun), completed(response))])
        return response

    async def stream_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],  # noqa: A002
        model_settings: Any,
        tools: list[Any],
        output_schema: Any,
        handoffs: list[Any],
        tracing: Any,
        **others: Any,
    ) -> AsyncIterator[ResponseStreamEvent]:
        """Answer event by event; see `agents.Model.stream_response`.

        A response that fails or is stopped is not recorded.

        Raises:
            CassetteError: There is no recording to replay.
        """
        asked = (system_instructions, input, model_settings, tools, output_schema, handoffs)
        request = self._request(*asked)
        source = self._find()
        if self._cassette.replays(source):
            async for event in self._replay(self._recording(request)):
                yield event
            return
        begun = time.monotonic()
        events: list[tuple[int, ResponseStreamEvent]] = []
        async for event in _model(source).stream_response(*asked, tracing, **others):
            events.append((_since(begun), event))
            yield event
        self._keep(request, events)

    def _request(self, *asked: Any) -> Json:
        return self._cassette.redactor.data(describe_request(*asked))

    async def _replay(self, recording: Recording) -> AsyncIterator[ResponseStreamEvent]:
        begun = time.monotonic()
        events = live_events(event for _, event in recording.events)
        for (at, _), event in zip(recording.events, events, strict=True):
            ahead = at / _MS - (time.monotonic() - begun)
            if self._cassette.pace == "recorded" and ahead > 0:
                await asyncio.sleep(ahead)
            yield event

    def _recording(self, request: Json) -> Recording:
        file = self._cassette.file
        recording = file.next(request)
        if recording is not None:
            return recording
        nearest = most_like(request, (each.request for each in file.recordings()))
        if nearest is None:
            raise self._cassette.missing()
        raise CassetteMismatchError(
            f"{file.path.name} has no recording of this call. {difference(request, nearest)}"
        )

    def _keep(self, request: Json, events: list[tuple[int, Any]]) -> None:
        plain = plain_events((event for _, event in events), self._cassette.redactor)
        times = (at for at, _ in events)
        self._cassette.file.keep(Recording(request, tuple(zip(times, plain, strict=True))))


def _model(source: Source) -> Model:
    return source if isinstance(source, Model) else source()


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * _MS)
