"""A chat's page without a browser: it asks again as a page does, and knows what it was told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.chatkit_jupyter.clients import create, decode
from tests.reliability.desk import Desk

_GONE = frozenset({404, 410, 502, 503, 504})


class CutOffError(Exception):
    """The request or its answer broke off."""


@dataclass
class Turn:
    """A message and what is known of it."""

    text: str
    acknowledged: bool = False
    answer: str | None = None
    """The whole answer; None where its end was not seen."""


@dataclass
class Page:
    """One conversation."""

    desk: Desk
    chat: str = "demo"
    thread_id: str | None = None
    turns: list[Turn] = field(default_factory=list)

    async def ask(self, text: str) -> Turn:
        """Send a message until it has arrived, and read the answer as far as it comes."""
        turn, response_id = Turn(text), str(uuid4())
        self.turns.append(turn)
        tried = False
        while True:
            await self.desk.serves.wait()
            try:
                if tried and await self._arrived(text):
                    return turn
                tried = True
                async for event in self._stream(self._request(text), response_id):
                    self._see(event, turn)
                return turn
            except (CutOffError, httpx.TransportError):
                await asyncio.sleep(0.05)

    async def stored(self) -> tuple[list[str], list[str]]:
        """The texts of the messages and of the answers in the store, oldest first."""
        items = await self._items()
        return (
            [_text(item) for item in items if item["type"] == "user_message"],
            [_text(item) for item in items if item["type"] == "assistant_message"],
        )

    def _request(self, text: str) -> dict:
        request = create(text)
        if self.thread_id is None:
            return request
        params = {"thread_id": self.thread_id, **request["params"]}
        return {"type": "threads.add_user_message", "params": params}

    async def _stream(self, request: dict, response_id: str) -> AsyncIterator[dict]:
        headers = {"ChatKit-Response-Id": response_id}
        url = self.desk.url(self.chat)
        async with self.desk.http.stream("POST", url, json=request, headers=headers) as answer:
            if answer.status_code in _GONE:
                raise CutOffError
            assert answer.status_code == 200, await answer.aread()
            async for line in answer.aiter_lines():
                for event in decode([line]):
                    yield event

    def _see(self, event: dict, turn: Turn) -> None:
        if event["type"] == "thread.created":
            self.thread_id = event["thread"]["id"]
        if event["type"] == "thread.item.done":
            item = event["item"]
            if item["type"] == "user_message":
                turn.acknowledged = True
            if item["type"] == "assistant_message":
                turn.answer = _text(item)

    async def _arrived(self, text: str) -> bool:
        if self.thread_id is None:
            return await self._find(text)
        return text in (await self.stored())[0]

    async def _find(self, text: str) -> bool:
        """Look for a thread that the message has made."""
        threads = await self._call({"type": "threads.list", "params": {"limit": 20}})
        for thread in threads["data"]:
            page = Page(self.desk, self.chat, thread["id"])
            if text in (await page.stored())[0]:
                self.thread_id = thread["id"]
                return True
        return False

    async def _items(self) -> list[dict]:
        found: list[dict] = []
        after: str | None = None
        while True:
            params = {"thread_id": self.thread_id, "limit": 100, "order": "asc", "after": after}
            page = await self._call({"type": "items.list", "params": params})
            found += page["data"]
            if not page["has_more"]:
                return found
            after = page["after"]

    async def _call(self, body: dict) -> dict:
        answer = await self.desk.http.post(self.desk.url(self.chat), json=body)
        if answer.status_code in _GONE:
            raise CutOffError
        assert answer.status_code == 200, answer.text
        return answer.json()


def _text(item: dict) -> str:
    return "".join(part["text"] for part in item["content"])
