"""What scripts say and what is seen, as objects of whatever `chatkit` is imported."""

from __future__ import annotations

import asyncio
import builtins
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_jsonable_python

from chatkit import types as ct
from chatkit import widgets as cw
from chatkit.errors import CustomStreamError, ErrorCode, StreamError
from chatkit.store import AttachmentStore, NotFoundError

EVENT = TypeAdapter(ct.ThreadStreamEvent)
ITEM = TypeAdapter(ct.ThreadItem)
ATTACHMENT = TypeAdapter(ct.Attachment)
ROOT = TypeAdapter(cw.WidgetRoot)


def jsonable(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    return to_jsonable_python(value)


def error_from(spec: dict[str, Any]) -> BaseException:
    retry = {"allow_retry": spec["allow_retry"]} if "allow_retry" in spec else {}
    match spec["type"]:
        case "StreamError":
            return StreamError(ErrorCode(spec["code"]), **retry)
        case "CustomStreamError":
            return CustomStreamError(spec["message"], **retry)
        case "NotFoundError":
            return NotFoundError(spec.get("message", ""))
        case name:
            return getattr(builtins, name)(spec.get("message", ""))


def file_store_from(spec: dict[str, Any] | None, note: Any) -> AttachmentStore | None:
    """The attachment store that a script asks for; `note` is told of its calls."""
    if spec is None:
        return None

    class DeleteOnly(AttachmentStore):
        async def delete_attachment(self, attachment_id, context):
            note("delete_attachment", context, id=attachment_id)

    class TwoPhase(DeleteOnly):
        async def create_attachment(self, input, context):  # noqa: A002
            note("create_attachment", context, **input.model_dump())
            return ATTACHMENT.validate_python(spec["create"])

    return TwoPhase() if "create" in spec else DeleteOnly()


def root_from(data: dict[str, Any], *, dynamic: bool = False) -> Any:
    return cw.DynamicWidgetRoot.model_validate(data) if dynamic else ROOT.validate_python(data)


def widget_from(states: list[dict[str, Any]], *, dynamic: bool = False) -> Any:
    """One state as an object, several as an async generator."""
    roots = [root_from(state, dynamic=dynamic) for state in states]
    return roots[0] if len(roots) == 1 else replay(roots)


async def replay(values: list[Any]):
    for value in values:
        yield value


async def settle() -> None:
    """Let everything that is ready run."""
    for _ in range(60):
        await asyncio.sleep(0)
