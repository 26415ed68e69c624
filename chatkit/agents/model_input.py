"""Making a thread's messages readable to every model of the Agents SDK."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from agents import TResponseInputItem
from agents.models.fake_id import FAKE_RESPONSES_ID
from agents.run import CallModelData, ModelInputData


def for_any_model(data: CallModelData[Any]) -> ModelInputData:
    """Prepare a thread's items for the model: a `RunConfig.call_model_input_filter`.

    Chat Completions models of the SDK only read an assistant's message that has an id, and
    `ThreadItemConverter` gives it none, since Responses models refuse ids they did not make. The
    SDK's own placeholder suits both: it takes it out again where it must not be sent.

    Args:
        data: What the SDK is about to give the model.
    """
    given = data.model_data
    return ModelInputData(input=with_message_ids(given.input), instructions=given.instructions)


def with_message_ids(items: Sequence[TResponseInputItem]) -> list[TResponseInputItem]:
    """Return the items with the SDK's placeholder id on assistant messages that have none."""
    return [_with_id(item) for item in items]


def _with_id(item: TResponseInputItem) -> TResponseInputItem:
    entry = cast("dict[str, Any]", item)
    if entry.get("role") != "assistant" or "id" in entry or isinstance(entry["content"], str):
        return item
    named = {"id": FAKE_RESPONSES_ID, "type": "message", "status": "completed", **entry}
    return cast("TResponseInputItem", named)
