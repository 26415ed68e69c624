"""What both sides write down, in the same words."""

from __future__ import annotations

import asyncio
import builtins
import re
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_jsonable_python

from chatkit import types as ct
from chatkit import widgets as cw
from chatkit.errors import CustomStreamError, ErrorCode, StreamError
from chatkit.store import NotFoundError

EVENT = TypeAdapter(ct.ThreadStreamEvent)
ITEM = TypeAdapter(ct.ThreadItem)
ATTACHMENT = TypeAdapter(ct.Attachment)
ROOT = TypeAdapter(cw.WidgetRoot)
# All texts in generated conversations are made of these.
_QUOTED = re.compile(r"@?\bw\d+\b")
_QUOTED_ONLY = re.compile(rf"(?:{_QUOTED.pattern}|\W)*")


def jsonable(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    return to_jsonable_python(value)


def raised(error: BaseException) -> dict[str, Any]:
    return {"raises": [kind.__name__ for kind in type(error).__mro__]}


def without_own_words(text: str) -> str | list[str]:
    """Keep what a text takes from the conversation: how each side puts it is its own affair."""
    return text if _QUOTED_ONLY.fullmatch(text) else _QUOTED.findall(text)


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
