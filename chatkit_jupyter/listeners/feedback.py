"""What users think of a chat's answers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from chatkit.store import NotFoundError, Store
from chatkit.types import AssistantMessageItem, FeedbackKind, ThreadItem, UserMessageItem
from chatkit.types.clock import now
from chatkit_jupyter.events import Feedback
from chatkit_jupyter.log import logger
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.history import load_history
from chatkit_jupyter.responder.message import Message
from chatkit_jupyter.runtime.activity import Subject
from chatkit_jupyter.runtime.private_files import FILE_MODE

COLUMNS = ("time", "kind", "question", "answer", "user", "thread_id", "item_id")


class Judgement(BaseModel):
    """One user's opinion of one item; the last one counts.

    Args:
        chat: The chat's name.
        user: Who judged; empty where nobody is told apart.
        thread_id: The item's thread.
        item_id: The item.
        kind: ``positive`` or ``negative``.
        time: When.
    """

    chat: str
    user: str
    thread_id: str
    item_id: str
    kind: FeedbackKind
    time: datetime


class FeedbackLog:
    """The judgements of one chat, in a file beside its conversations, one a line.

    Args:
        chat: The chat's name.
    """

    def __init__(self, chat: str) -> None:
        self._chat = chat
        self._file: Path | None = None
        self._judged: dict[tuple[str, str, str], Judgement] = {}
        self._changing = threading.Lock()

    def keep_in(self, file: Path | None) -> None:
        """Choose the file, and read what is in it; None to forget with the kernel."""
        with self._changing:
            self._file = file
            self._judged.clear()
            lines = file.read_text(encoding="utf-8").splitlines() if file and file.exists() else []
            for line in lines:
                try:
                    judgement = Judgement.model_validate_json(line)
                except ValidationError:
                    continue  # a line that was cut off
                if judgement.chat == self._chat:
                    self._take(judgement)

    def add(self, user: str, thread_id: str, item_ids: tuple[str, ...], kind: FeedbackKind) -> None:
        """Take in what a user thinks of some items.

        Args:
            user: Who judges.
            thread_id: The items' thread.
            item_ids: The items.
            kind: The opinion.
        """
        about = {"chat": self._chat, "user": user, "thread_id": thread_id, "kind": kind}
        judged = [Judgement(**about, item_id=each, time=now()) for each in item_ids]  # pyright: ignore[reportArgumentType]
        with self._changing:
            for judgement in judged:
                self._take(judgement)
            try:
                self._append(judged)
            except OSError as error:
                logger.warning("Feedback is forgotten with the kernel: %s", error)

    def take(self, request: bytes, user: str) -> Feedback | None:
        """Take in what a request that was answered says.

        Args:
            request: Any ChatKit request.
            user: Who asked.

        Returns:
            The opinion; None for a request of another kind than ``items.feedback``.
        """
        subject = Subject.of(request)
        if subject.feedback is None or subject.thread_id is None:
            return None
        items = tuple(map(str, subject.feedback["item_ids"]))
        given = Feedback(subject.thread_id, items, subject.feedback["kind"])
        self.add(user, given.thread_id, given.item_ids, given.kind)
        return given

    @property
    def judgements(self) -> list[Judgement]:
        """All of them, oldest first."""
        with self._changing:
            return list(self._judged.values())

    def _take(self, judgement: Judgement) -> None:
        key = (judgement.user, judgement.thread_id, judgement.item_id)
        self._judged.pop(key, None)
        self._judged[key] = judgement

    def _append(self, judged: list[Judgement]) -> None:
        if self._file is None:
            return
        file = os.open(self._file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, FILE_MODE)
        with os.fdopen(file, "a", encoding="utf-8") as lines:
            lines.writelines(f"{judgement.model_dump_json()}\n" for judgement in judged)


async def spelled_out(
    judgements: list[Judgement],
    store: Store[Any],
    context: Callable[[str], ChatContext],
) -> list[dict[str, Any]]:
    """Add to judgements what was asked and answered.

    Args:
        judgements: The judgements.
        store: Where the conversations are.
        context: The request context of a user.

    Returns:
        Rows of `COLUMNS`; without ``question`` and ``answer`` where the thread is gone.
    """
    threads: dict[tuple[str, str], list[ThreadItem]] = {}
    rows: list[dict[str, Any]] = []
    for judgement in judgements:
        key = (judgement.user, judgement.thread_id)
        if key not in threads:
            try:
                threads[key] = await load_history(store, key[1], context(key[0]))
            except NotFoundError:
                threads[key] = []
        question, answer = _words(threads[key], judgement.item_id)
        known = {**judgement.model_dump(exclude={"chat"}), "question": question, "answer": answer}
        rows.append({name: known[name] for name in COLUMNS})
    return rows


def _words(items: list[ThreadItem], item_id: str) -> tuple[str | None, str | None]:
    question: str | None = None
    for item in items:
        if isinstance(item, UserMessageItem):
            question = Message(item).text
        if item.id == item_id:
            answer = None
            if isinstance(item, AssistantMessageItem):
                answer = "".join(part.text for part in item.content)
            return question, answer
    return None, None
