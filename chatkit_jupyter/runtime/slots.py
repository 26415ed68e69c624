"""How many responses run at the same time, for a chat and for a user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from chatkit_jupyter.limits import Limits, refusal

T = TypeVar("T")


class Slots:
    """Counts the responses that run."""

    def __init__(self) -> None:
        self._chats: Counter[object] = Counter()
        self._users: Counter[str] = Counter()

    def take(self, chat: object, user: str, limits: Limits) -> Callable[[], None]:
        """Take a slot.

        Args:
            chat: Stands for the chat.
            user: Who asks.
            limits: How many there are.

        Returns:
            Gives the slot back; to be called once.

        Raises:
            RefusalError: There is none left.
        """
        if self._chats[chat] >= limits.max_responses_per_chat:
            raise _full("this chat", limits.max_responses_per_chat, "max_responses_per_chat")
        if self._users[user] >= limits.max_responses_per_user:
            raise _full("one user", limits.max_responses_per_user, "max_responses_per_user")
        self._chats[chat] += 1
        self._users[user] += 1

        def give_back() -> None:
            _less(self._chats, chat)
            _less(self._users, user)

        return give_back


def _less(counter: Counter[T], key: T) -> None:
    counter[key] -= 1
    if counter[key] == 0:
        del counter[key]


def _full(whose: str, limit: int, name: str) -> Exception:
    return refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"{limit} answers for {whose} are being made already; wait for one to end.",
        name,
    )
