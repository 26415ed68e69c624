"""Leaves, takes up and lists the branches of a chat's threads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from http import HTTPStatus
from typing import Any, Protocol

from pydantic import TypeAdapter

from chatkit.server import ChatKitServer
from chatkit.store import NotFoundError
from chatkit.types import ThreadItem, ThreadMetadata, UserMessageItem
from chatkit_jupyter.branches.forks import START, Forks, Items
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.history import load_history
from chatkit_jupyter.runtime.activity import Activity, Subject
from chatkit_jupyter.sharing.saved import SavedConversation
from chatkit_jupyter.streams import ending

Places = dict[str, dict[str, int]]

_ITEM: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)
_GRACE_SECONDS = 60.0
_BUSY = "A response is still arriving; stop it first."


class Branched(Protocol):
    """A chat's session as its threads branch."""

    activity: Activity
    saved: SavedConversation

    @property
    def server(self) -> ChatKitServer[Any]:
        """The server whose store has the threads."""
        ...


class Branching:
    """The branches of a chat's threads.

    The branch that is shown is what the store holds as the thread's items, so that the model, and
    every other reader, sees it and no other. The rest is kept in the thread's metadata, which no
    client is sent, and which any store keeps.

    Args:
        chat: The chat's session.
    """

    def __init__(self, chat: Branched) -> None:
        self._chat = chat
        self._changing = asyncio.Lock()
        self._left: dict[str, float] = {}

    async def places(self, thread_id: str, context: ChatContext) -> Places:
        """Say at which of its messages a thread branches.

        A branch whose first message never arrived is given up for the one before it.

        Args:
            thread_id: The thread.
            context: Who asks.

        Returns:
            By the id of a user's message, its ``index`` among ``count`` branches.

        Raises:
            RefusalError: There is no such thread.
        """
        async with self._changing:
            thread, items = await self._load(thread_id, context)
            forks = Forks.of(thread)
            last = items[-1].id if items else START
            fork = forks.by_item.get(last)
            waits = time.monotonic() - self._left.get(thread_id, -_GRACE_SECONDS) < _GRACE_SECONDS
            if fork is not None and not waits and not self._responds(thread_id):
                taken = forks.drop_active(last)
                items += await self._replace(thread, forks, [], taken, context)
            return forks.places([item.id for item in items])

    async def leave(self, thread_id: str, item_id: str, context: ChatContext) -> Places:
        """Put a user's message aside with all that followed, for another one in its place.

        Args:
            thread_id: The thread.
            item_id: The message.
            context: Who asks.

        Returns:
            As `places`.

        Raises:
            RefusalError: A response is running, or there is no such message.
        """
        async with self._changing:
            thread, before, rest = await self._fork(thread_id, item_id, context)
            forks = Forks.of(thread)
            forks.forget_all_but([item.id for item in [*before, *rest]])
            forks.leave(before[-1].id if before else START, _stored(rest))
            await self._replace(thread, forks, rest, [], context)
            self._left[thread_id] = time.monotonic()
            return forks.places([item.id for item in before])

    async def switch(
        self, thread_id: str, item_id: str, index: int, context: ChatContext
    ) -> Places:
        """Show another branch.

        Args:
            thread_id: The thread.
            item_id: The message at which it branches.
            index: Which branch.
            context: Who asks.

        Returns:
            As `places`.

        Raises:
            RefusalError: A response is running, or there is no such branch.
        """
        async with self._changing:
            thread, before, rest = await self._fork(thread_id, item_id, context)
            forks = Forks.of(thread)
            try:
                taken = forks.switch(before[-1].id if before else START, index, _stored(rest))
            except LookupError:
                raise RefusalError(HTTPStatus.NOT_FOUND, "There is no such branch.") from None
            shown = await self._replace(thread, forks, rest, taken, context)
            return forks.places([item.id for item in [*before, *shown]])

    async def watch(
        self, request: bytes, reply: AsyncIterator[bytes], context: ChatContext
    ) -> AsyncIterator[bytes]:
        """Keep a thread's branches where a responder puts other metadata in their place.

        Args:
            request: The request's JSON.
            reply: Its answer, which has not begun.
            context: Who asks.

        Returns:
            The answer; itself where the thread has no branches, which costs its frames nothing.
        """
        thread_id = Subject.of(request).thread_id
        if thread_id is None:
            return reply
        forks = await self._forks(thread_id, context)
        return self._watched(reply, forks, thread_id, context) if forks.by_item else reply

    async def _watched(
        self, frames: AsyncIterator[bytes], forks: Forks, thread_id: str, context: ChatContext
    ) -> AsyncGenerator[bytes, None]:
        try:
            async with ending(frames):
                async for frame in frames:
                    yield frame
        finally:
            await self._put_back(forks, thread_id, context)

    async def _forks(self, thread_id: str, context: ChatContext) -> Forks:
        try:
            return Forks.of(await self._chat.server.store.load_thread(thread_id, context))
        except NotFoundError:
            return Forks()

    async def _put_back(self, forks: Forks, thread_id: str, context: ChatContext) -> None:
        store = self._chat.server.store
        async with self._changing:
            try:
                thread = await store.load_thread(thread_id, context)
            except NotFoundError:
                return
            if not Forks.of(thread).by_item:
                forks.keep_in(thread)
                await store.save_thread(thread, context)

    async def _fork(
        self, thread_id: str, item_id: str, context: ChatContext
    ) -> tuple[ThreadMetadata, list[ThreadItem], list[ThreadItem]]:
        if self._responds(thread_id):
            raise RefusalError(HTTPStatus.CONFLICT, _BUSY)
        thread, items = await self._load(thread_id, context)
        found = (place for place, item in enumerate(items) if item.id == item_id)
        place = next(found, len(items))
        if not isinstance(next(iter(items[place:]), None), UserMessageItem):
            raise RefusalError(HTTPStatus.NOT_FOUND, "This message is not there (any more).")
        return thread, items[:place], items[place:]

    async def _replace(
        self,
        thread: ThreadMetadata,
        forks: Forks,
        rest: list[ThreadItem],
        taken: Items,
        context: ChatContext,
    ) -> list[ThreadItem]:
        """Change a thread's end; what is taken out of it has been saved elsewhere before."""
        store = self._chat.server.store
        forks.keep_in(thread)
        await store.save_thread(thread, context)
        if rest:
            await store.delete_thread_items(thread.id, [item.id for item in rest], context)
        shown = [_ITEM.validate_python(item) for item in taken]
        for item in shown:
            await store.add_thread_item(thread.id, item, context)
        self._chat.activity.change(thread.id)
        self._chat.saved.refresh()
        return shown

    async def _load(
        self, thread_id: str, context: ChatContext
    ) -> tuple[ThreadMetadata, list[ThreadItem]]:
        store = self._chat.server.store
        try:
            thread = await store.load_thread(thread_id, context)
            return thread, await load_history(store, thread_id, context)
        except NotFoundError as error:
            raise RefusalError(HTTPStatus.NOT_FOUND, f"{error}.") from None

    def _responds(self, thread_id: str) -> bool:
        running = self._chat.activity.news["running"]
        return any(each["thread"] == thread_id for each in running)


def _stored(items: list[ThreadItem]) -> Items:
    return [item.model_dump(mode="json") for item in items]
