"""What a ``%%chatkit`` cell holds: the instructions of an assistant, or a message to it."""

from __future__ import annotations

from typing import Any

from IPython.core.error import UsageError

from chatkit_jupyter.agent.models import checked
from chatkit_jupyter.author.turns import send_and_wait
from chatkit_jupyter.chat import Chat
from chatkit_jupyter.magic.arguments import CELL_USAGE
from chatkit_jupyter.session import Session, session_of
from chatkit_jupyter.turns.reply import Reply


def cell_session(subject: str | None, variables: dict[str, Any]) -> Session:
    """The chat that a cell is about; a new one for a new name.

    Args:
        subject: Its name, or a variable that holds it.
        variables: The notebook's variables.

    Raises:
        UsageError: No name is given.
    """
    if subject is None:
        raise UsageError(f"Name the chat. Usage: {CELL_USAGE}")
    found = variables.get(subject)
    return session_of(found.name if isinstance(found, Chat) else subject)


def choose_model(session: Session, model: str | None, tools: list[str] | None) -> None:
    """Choose what answers, where something is chosen.

    Args:
        session: The chat.
        model: The model, as for ``chat.model``.
        tools: Names of the chat's tools, or of variables that hold functions.

    Raises:
        HandlerError: There is no such model or tool.
    """
    if model is not None:
        session.models.chosen = checked(model)
    if tools is not None:
        before, session.assistant.tools = session.assistant.tools, tools
        try:
            session.assistant.agent()
        except BaseException:
            session.assistant.tools = before
            raise


def instruct(session: Session, text: str) -> None:
    """Let an assistant with these instructions answer from now on.

    Args:
        session: The chat.
        text: The instructions; ``{{ name }}`` is filled in when a turn starts.

    Raises:
        UsageError: There are none.
        HandlerError: They name a variable that is not there.
    """
    if not text.strip():
        raise UsageError(f"Write the instructions below the first line. Usage: {CELL_USAGE}")
    before, session.assistant.instructions = session.assistant.instructions, text.strip()
    try:
        session.assistant.rendered()
    except BaseException:
        session.assistant.instructions = before
        raise
    session.responder = lambda: None


def say_as_user(session: Session, text: str) -> Reply:
    """Send a message, and wait for the answer.

    Args:
        session: The chat.
        text: The message.

    Raises:
        UsageError: There is none.
        TurnError: The turn ended with an error.
    """
    if not text.strip():
        raise UsageError(f"Write the message below the first line. Usage: {CELL_USAGE}")
    return send_and_wait(session, text.strip())
