"""Asks the user before an agent's tool runs."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from agents import RunState, ToolApprovalItem

from chatkit.actions import Action, ActionConfig
from chatkit.types import (
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadStreamEvent,
    WidgetItem,
)
from chatkit.types.clock import now
from chatkit.widgets import DynamicWidgetRoot
from chatkit_jupyter.namespace.shown import Component, shortened
from chatkit_jupyter.responder.paused import ID_PREFIX, Turn

ACTION = "chatkit.approval"

_MOST_TEXT = 2_000


async def approval(
    call: ToolApprovalItem, state: RunState[Any], turn: Turn
) -> AsyncGenerator[ThreadStreamEvent, None]:
    """Let the user approve or deny a call.

    Args:
        call: The call that the run stopped before.
        state: The run; it learns what the user decided.
        turn: The turn, which pauses until then.

    Yields:
        ``thread.item.done`` with a card, and ``thread.item.replaced`` when it is decided.
    """
    item = WidgetItem(
        id=ID_PREFIX + turn.new_id(),
        thread_id=turn.thread.id,
        created_at=now(),
        widget=_card(call),
    )
    decision = turn.expect(item.id)
    yield ThreadItemDoneEvent(item=item)
    action: Action[str, Any] = await decision
    approved = action.type == ACTION and action.payload == {"approved": True}
    if approved:
        state.approve(call)
    else:
        state.reject(call)
    decided = {"widget": _card(call, approved)}
    yield ThreadItemReplacedEvent(item=item.model_copy(update=decided))


def _card(call: ToolApprovalItem, approved: bool | None = None) -> DynamicWidgetRoot:
    children: list[Component] = [
        {"type": "Title", "value": f"Run {call.name}?", "size": "sm"},
        {"type": "Text", "value": shortened(call.arguments or "{}", _MOST_TEXT), "size": "sm"},
    ]
    root: Component = {"type": "Card", "size": "md", "children": children}
    if approved is None:
        root["confirm"] = _button("Approve", True)
        root["cancel"] = _button("Deny", False)
    else:
        root["status"] = {"text": "Approved" if approved else "Denied"}
    return DynamicWidgetRoot.model_validate(root)


def _button(label: str, approved: bool) -> Component:
    action = ActionConfig(type=ACTION, payload={"approved": approved})
    return {"label": label, "action": action.model_dump()}
