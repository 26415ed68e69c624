"""What a page asks a chat beside ChatKit's own requests."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.interruptible import in_time
from chatkit_jupyter.namespace.entities import preview, search
from chatkit_jupyter.namespace.variables import Variables


class SearchVariables(BaseModel):
    """Which variables an ``@`` finds; answered with ``entities``."""

    type: Literal["variables.search"]
    query: str = ""


class PreviewVariable(BaseModel):
    """A card that shows a variable; answered with a widget as ``preview``, or null."""

    type: Literal["variables.preview"]
    id: str


class ClaimCall(BaseModel):
    """May this page run a call of a client tool; answered with ``granted``."""

    type: Literal["client_tool.claim"]
    thread_id: str
    item_id: str


Query = Annotated[SearchVariables | PreviewVariable | ClaimCall, Field(discriminator="type")]

_queries: TypeAdapter[Query] = TypeAdapter(Query)


async def answer_query(
    body: bytes, variables: Variables, claim: Callable[[str, str], bool]
) -> bytes:
    """Answer a query (``POST …/chats/C/queries``).

    Args:
        body: Its JSON.
        variables: What may be found.
        claim: Gives out the call of a client tool, by the ids of its thread and its item.

    Returns:
        JSON.

    Raises:
        RefusalError: It is malformed.
    """
    try:
        query = _queries.validate_json(body)
    except ValidationError as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, f"There is no such query: {error}") from error
    if isinstance(query, SearchVariables):
        text = query.query
        answer: Any = {"entities": await in_time(lambda: search(variables, text), [])}
    elif isinstance(query, ClaimCall):
        answer = {"granted": claim(query.thread_id, query.item_id)}
    else:
        answer = {"preview": await _preview(query.id, variables)}
    return json.dumps(answer).encode()


async def _preview(name: str, variables: Variables) -> Any:
    try:
        value = variables.find(name)
    except LookupError:
        return None
    return await in_time(lambda: preview(value).model_dump(mode="json"), None)
