"""Keeping what a server was asked and what it answered, whatever the kind of request."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult
from chatkit.testing.turns import decode_frame
from chatkit.types import ThreadStreamEvent

TContext = TypeVar("TContext")


@dataclass
class RecordedTurn:
    """One request and what came of it.

    Attributes:
        request: The request, decoded; as it came where it is not JSON.
        events: The events a client received, in order, so far.
        answer: The answer of a request that does not stream, decoded.
        error: What the server raised, if it did.
        finished: Whether the answer has come to its end.
    """

    request: Any
    events: list[ThreadStreamEvent] = field(default_factory=list[ThreadStreamEvent])
    answer: Any = None
    error: Exception | None = None
    finished: bool = False


class TurnRecorder(Generic[TContext]):
    """Passes requests on to a server and records every turn.

    It can take the server's place in a web application, since it has the same `process`.

    Args:
        server: The server under test.

    Attributes:
        turns: What was recorded, in the order the requests came.
    """

    def __init__(self, server: ChatKitServer[TContext]) -> None:
        self.server = server
        self.turns: list[RecordedTurn] = []

    async def send(
        self, request: Mapping[str, Any], context: TContext | None = None
    ) -> RecordedTurn:
        """Send a request of any kind and wait for the end of its answer.

        Args:
            request: Its type and parameters, such as `{"type": "threads.list", "params": {}}`.
            context: The request context to process it with.

        Returns:
            The turn. What the server raises is in its `error`.
        """
        unchecked: Any = context
        turn = self._begin(request)
        with suppress(Exception):  # the turn has it
            result = await self._process(turn, json.dumps(request), unchecked)
            if isinstance(result, StreamingResult):
                async for _ in result:
                    pass
        return turn

    async def process(
        self, request: str | bytes | bytearray, context: TContext
    ) -> StreamingResult | NonStreamingResult:
        """Carry out a request as the server does; see `ChatKitServer.process`.

        Args:
            request: The JSON body, as it came.
            context: The request context.

        Raises:
            Exception: Whatever the server raises.
        """
        return await self._process(self._begin(_decoded(request)), request, context)

    def _begin(self, request: Any) -> RecordedTurn:
        turn = RecordedTurn(request)
        self.turns.append(turn)
        return turn

    async def _process(
        self, turn: RecordedTurn, body: str | bytes | bytearray, context: TContext
    ) -> StreamingResult | NonStreamingResult:
        try:
            result = await self.server.process(body, context)
        except Exception as error:
            turn.error = error
            raise
        if isinstance(result, StreamingResult):
            return StreamingResult(_recorded(turn, result))
        turn.answer = json.loads(result.json)
        turn.finished = True
        return result


def _decoded(body: str | bytes | bytearray) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


async def _recorded(turn: RecordedTurn, result: StreamingResult) -> AsyncGenerator[bytes, None]:
    async with aclosing(result):
        try:
            async for frame in result:
                turn.events.append(decode_frame(frame))
                yield frame
        except Exception as error:
            turn.error = error
            raise
    turn.finished = True
