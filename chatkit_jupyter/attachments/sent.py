"""What becomes of attachments: sent with a message, deleted with a thread, or swept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from pydantic_core import from_json

from chatkit.store import NotFoundError, Store
from chatkit.types import UserMessageItem
from chatkit_jupyter.attachments.files import NotebookFiles
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.runtime.activity import Subject

UNSENT_AGE = timedelta(days=1)
_PAGE = 100
# What a request that concerns attachments must hold; most requests do not.
# An escaped letter may be one of these words'.
_MAY_CONCERN = re.compile(rb'"attachments"\s*:\s*\[\s*"|"threads\.delete"|\\u00')


class SentFiles:
    """Keeps a chat's attachments in step with its messages.

    Args:
        store: Where the messages and the attachments' records are.
        files: Where the bytes are.
    """

    def __init__(self, store: Store[ChatContext], files: NotebookFiles) -> None:
        self._store = store
        self._files = files

    async def before(self, request: str | bytes | bytearray, context: ChatContext) -> list[str]:
        """Look at a request before it is carried out.

        Args:
            request: The JSON body.
            context: Who asks.

        Returns:
            Ids of the attachments that are to be deleted once the request has succeeded.

        Raises:
            RefusalError: It sends a file that has not arrived, or too many.
        """
        body = _bytes(request)
        if not _MAY_CONCERN.search(body):
            return []
        try:
            parsed: Any = from_json(body)
            kind, params = parsed["type"], parsed["params"]
            if kind == "threads.delete":
                return await self._of_thread(params["thread_id"], context)
            sent = params["input"]["attachments"]
        except (ValueError, TypeError, KeyError):
            return []  # the server says what is wrong with it
        await self._arrive(sent, context)
        return []

    async def delete(self, attachment_ids: Sequence[str], context: ChatContext) -> None:
        """Delete attachments, bytes and records together."""
        for attachment_id in attachment_ids:
            await self._files.delete_attachment(attachment_id, context)
            await self._store.delete_attachment(attachment_id, context)

    async def sweep(self, chat: str, age: timedelta = UNSENT_AGE) -> int:
        """Delete what was uploaded longer ago and never sent, and what crashes have left.

        Args:
            chat: Name of the chat whose files these are.
            age: How long files wait to be sent.

        Returns:
            How many were deleted.
        """
        swept = 0
        for attachment_id, owner in (await self._files.made_before(age)).items():
            context = ChatContext.of_owner(owner)
            if (
                context is None
                or context.chat != chat
                or await self._is_sent(attachment_id, context)
            ):
                continue
            await self.delete([attachment_id], context)
            swept += 1
        return swept + await self._files.sweep(age)

    async def _arrive(self, attachment_ids: Sequence[str], context: ChatContext) -> None:
        limit = self._files.limits.max_count
        if len(attachment_ids) > limit:
            raise RefusalError(
                HTTPStatus.BAD_REQUEST,
                f"A message may have {limit} files at most (max_count of AttachmentLimits).",
            )
        for attachment_id in attachment_ids:
            await self._arrived(attachment_id, context)

    async def _arrived(self, attachment_id: str, context: ChatContext) -> None:
        try:
            record = await self._store.load_attachment(attachment_id, context)
        except NotFoundError:  # a direct upload, which the Jupyter server took in
            record = None
        if record is not None and record.upload_descriptor is None:
            return
        try:
            attachment = await self._files.load_attachment(attachment_id, context)
        except NotFoundError:
            if record is None:
                raise
            raise RefusalError(
                HTTPStatus.CONFLICT,
                f"“{record.name}” has not been uploaded to its end. Remove it and attach it anew.",
            ) from None
        await self._store.save_attachment(attachment, context)

    async def _of_thread(self, thread_id: str, context: ChatContext) -> list[str]:
        found: list[str] = []
        after: str | None = None
        with suppress(NotFoundError):
            while True:
                page = await self._store.load_thread_items(thread_id, after, _PAGE, "asc", context)
                messages = [item for item in page.data if isinstance(item, UserMessageItem)]
                found += [each.id for item in messages for each in item.attachments]
                if not page.has_more:
                    break
                after = page.after
        return found

    async def _is_sent(self, attachment_id: str, context: ChatContext) -> bool:
        try:
            record = await self._store.load_attachment(attachment_id, context)
            if record.thread_id is None:
                return False
            await self._store.load_thread(record.thread_id, context)
        except NotFoundError:
            return False
        return True


def refuse_files(request: str | bytes | bytearray) -> None:
    """Refuse to register or delete a file in a chat that takes none.

    Raises:
        NotImplementedError: The request is one.
    """
    if Subject.of(_bytes(request)).kind.startswith("attachments."):
        raise NotImplementedError("it takes no attachments")


def _bytes(request: str | bytes | bytearray) -> bytes | bytearray:
    return request.encode() if isinstance(request, str) else request
