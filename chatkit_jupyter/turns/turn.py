"""One turn of the user, taken from code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from chatkit_jupyter.errors import TurnError
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.turns.reply import Heard, Reply, hear_nothing, message_request, read_reply
from chatkit_jupyter.users import author

if TYPE_CHECKING:
    from chatkit_jupyter.session import Session


async def take_turn(session: Session, text: str, heard: Heard = hear_nothing) -> Reply:
    """Take a turn in the current thread, or in a new one; runs on the runtime's loop.

    Args:
        session: The chat's session.
        text: What the user says.
        heard: Called with each event of the answer.

    Returns:
        The reply.

    Raises:
        TurnError: The turn ended with an error.
    """
    thread_id, session.last_error = session.thread_id, None
    request, response_id = message_request(text, thread_id), str(uuid4())
    dispatcher = get_runtime().dispatcher
    viewer = await dispatcher.ask(session, request, author(), response_id)
    assert not isinstance(viewer, bytes), "messages are answered with a stream"
    try:
        return await read_reply(viewer.frames(), thread_id, session.show_thread, heard)
    except TurnError as error:
        raise error from session.last_error
    finally:
        viewer.close()
        await dispatcher.end(session, response_id, author())
        await session.saved.settled()
