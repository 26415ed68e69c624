"""What a page asks a chat beside ChatKit's own requests."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from chatkit_jupyter.branches.branching import Branching, Places
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.namespace.entities import preview, search
from chatkit_jupyter.namespace.variables import Variables
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.interruptible import in_time
from chatkit_jupyter.tracing.last import Traced, last_trace, shown_trace
from chatkit_jupyter.view.page import Page


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


class LastTrace(BaseModel):
    """What happened in the last turn of a thread; answered with it as ``trace``, or null."""

    type: Literal["trace.last"]
    thread_id: str | None = None


class ListBranches(BaseModel):
    """At which messages a thread branches; answered with ``branches``."""

    type: Literal["branches.list"]
    thread_id: str


class LeaveBranch(BaseModel):
    """Puts a message aside, with all that followed, for another one; answered with ``branches``."""

    type: Literal["branches.leave"]
    thread_id: str
    item_id: str


class SwitchBranch(BaseModel):
    """Shows another branch at a message; answered with ``branches``."""

    type: Literal["branches.switch"]
    thread_id: str
    item_id: str
    index: int


Query = Annotated[
    SearchVariables
    | PreviewVariable
    | ClaimCall
    | LastTrace
    | ListBranches
    | LeaveBranch
    | SwitchBranch,
    Field(discriminator="type"),
]

_queries: TypeAdapter[Query] = TypeAdapter(Query)


class Asked(Traced, Protocol):
    """A chat's session as pages ask it."""

    page: Page
    variables: Variables
    branching: Branching

    def context(self, user: str) -> ChatContext:
        """What the store is told about a user."""
        ...


async def answer_query(body: bytes, chat: Asked, user: str) -> bytes:
    """Answer a query (``POST …/chats/C/queries``).

    Args:
        body: Its JSON.
        chat: The chat's session.
        user: Who asks.

    Returns:
        JSON.

    Raises:
        RefusalError: It is malformed.
    """
    try:
        query = _queries.validate_json(body)
    except ValidationError as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, f"There is no such query: {error}") from error
    return json.dumps(await _answer(query, chat, user)).encode()


async def _answer(query: Query, chat: Asked, user: str) -> dict[str, Any]:
    variables = chat.variables
    match query:
        case SearchVariables(query=text):
            return {"entities": await in_time(lambda: search(variables, text), [])}
        case PreviewVariable(id=name):
            return {"preview": await _preview(name, variables)}
        case ClaimCall(thread_id=thread_id, item_id=item_id):
            return {"granted": chat.page.claims.claim(chat.owner(user), thread_id, item_id)}
        case LastTrace(thread_id=thread_id):
            trace = await last_trace(chat, user, thread_id)
            shown = trace and await asyncio.to_thread(shown_trace, trace)
            return {"trace": shown}
        case _:
            return {"branches": await _branches(query, chat, user)}


async def _branches(
    query: ListBranches | LeaveBranch | SwitchBranch, chat: Asked, user: str
) -> Places:
    branching, context = chat.branching, chat.context(user)
    match query:
        case ListBranches():
            return await branching.places(query.thread_id, context)
        case LeaveBranch():
            return await branching.leave(query.thread_id, query.item_id, context)
        case SwitchBranch():
            return await branching.switch(query.thread_id, query.item_id, query.index, context)


async def _preview(name: str, variables: Variables) -> Any:
    try:
        value = variables.find(name)
    except LookupError:
        return None
    return await in_time(lambda: preview(value).model_dump(mode="json"), None)
