"""Which chat a line of ``%chatkit`` is about."""

from __future__ import annotations

import difflib
import inspect
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.error import UsageError

from chatkit.server import ChatKitServer
from chatkit_jupyter.chat import Chat
from chatkit_jupyter.notebook_server import KNOWN
from chatkit_jupyter.responder.handler import Handler
from chatkit_jupyter.session import Session, session_names, session_of

Find = Callable[[str | None], Session]
"""Gives the session of a name or variable, or of the only chat."""


def find_session(subject: str | None, variables: dict[str, Any]) -> Session:
    """The session that a name or a variable means.

    Args:
        subject: The name or the variable; None for the only chat.
        variables: The notebook's variables.

    Raises:
        UsageError: There is none, or not only one.
        HandlerError: The variable is a function that can not answer.
    """
    if subject is None:
        return _only_session()
    found = variables.get(subject)
    if isinstance(found, Chat):
        return session_of(found.name)
    if can_answer(found):
        return _session_for(subject, found, variables)
    if subject in session_names():
        return session_of(subject)
    if subject in variables:
        raise UsageError(
            f"{subject} is of type {type(found).__name__}; "
            "%chatkit shows a Chat, an Agent, a ChatKitServer or a function"
        )
    raise UsageError(_unknown(subject, variables))


def can_answer(value: object) -> bool:
    """Whether a chat can be made of a value.

    Args:
        value: Any object.
    """
    agents: Any = sys.modules.get("agents")
    return (
        isinstance(value, ChatKitServer)
        or inspect.isroutine(value)
        or (agents is not None and isinstance(value, agents.Agent))
    )


def _only_session() -> Session:
    names = session_names()
    if not names:
        raise UsageError('There is no chat yet. Make one with: chat = Chat("chat")')
    if len(names) > 1:
        raise UsageError(f"There are several chats. Name one: %chatkit {' | '.join(names)}")
    return session_of(names[0])


def _session_for(name: str, responder: Any, variables: dict[str, Any]) -> Session:
    if inspect.isroutine(responder):
        Handler(responder, KNOWN)
    session = session_of(name)
    # Looked up by name, so that the next turn uses what the variable holds by then.
    session.responder = lambda: variables.get(name)
    return session


def _unknown(subject: str, variables: dict[str, Any]) -> str:
    shown = [name for name, value in variables.items() if isinstance(value, Chat)]
    close = difflib.get_close_matches(subject, {*session_names(), *shown}, n=1)
    if close:
        return f"No variable or chat is named {subject!r}. Did you mean: %chatkit {close[0]}"
    return (
        f"No variable or chat is named {subject!r}. "
        f"Make a chat with: {subject if subject.isidentifier() else 'chat'} = Chat({subject!r})"
    )
