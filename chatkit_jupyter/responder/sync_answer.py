"""What a function gives for an action that is answered at once, without a stream."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from http import HTTPStatus

from chatkit.errors import CustomStreamError
from chatkit.store import Store
from chatkit.types import SyncCustomActionResponse, ThreadItem, WidgetItem
from chatkit_jupyter.errors import ActionError, RefusalError
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.responder.author_errors import Report, one_line
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.widget_check import check_widget


async def from_outputs(
    outputs: Sequence[object],
    sender: WidgetItem | None,
    exhibits: Exhibits,
    store: Store[ChatContext],
    context: ChatContext,
) -> SyncCustomActionResponse:
    """Make the answer of what an author's function gave.

    Args:
        outputs: What it yielded or returned; the last one counts. A `SyncCustomActionResponse`
            passes as it is, a `WidgetItem` is stored, and a widget or any object that a chat can
            show takes the place of the sender's widget.
        sender: The widget that sent the action.
        exhibits: Shows objects.
        store: Keeps the item.
        context: Who asks.

    Raises:
        ActionError: It is something else.
    """
    given = outputs[-1] if outputs else SyncCustomActionResponse()
    if isinstance(given, SyncCustomActionResponse):
        return given
    if isinstance(given, WidgetItem):
        return await updated(given, store, context)
    item = None
    if sender is not None and not isinstance(given, str):
        item = await asyncio.to_thread(exhibits.replaced, sender, given)
    if item is None:
        raise ActionError(
            f"An action with streaming=False is answered with a widget or a "
            f"SyncCustomActionResponse, not with a value of type {type(given).__name__}"
        )
    return await updated(item, store, context)


async def updated(
    item: WidgetItem, store: Store[ChatContext], context: ChatContext
) -> SyncCustomActionResponse:
    """Store an item, and answer with it.

    Args:
        item: The item as it is now.
        store: Keeps it.
        context: Who asks.

    Raises:
        WidgetError: Its widget can not be drawn.
    """
    check_widget(item.widget)
    changed: ThreadItem = item
    await store.save_item(item.thread_id, changed, context)
    return SyncCustomActionResponse(updated_item=changed)


@contextmanager
def refusing(report: Report) -> Generator[None]:
    """Word errors of the author's code for the chat, and report them.

    Args:
        report: Hears of them.

    Raises:
        RefusalError: Instead of any of them.
    """
    try:
        yield
    except CustomStreamError as error:
        raise RefusalError(HTTPStatus.CONFLICT, error.message) from error
    except (asyncio.CancelledError, GeneratorExit):
        raise
    except BaseException as error:  # a SystemExit must not end the chats of the whole kernel
        report(error)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        word = one_line(error)
        if isinstance(error, ActionError):
            status, word = HTTPStatus.BAD_REQUEST, str(error)
        raise RefusalError(status, word) from error
