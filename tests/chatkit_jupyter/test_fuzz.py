"""Whatever arrives: a clean refusal or a stream that ends, and no thread is lost."""

from __future__ import annotations

import asyncio
import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from chatkit.store import InMemoryStore
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.notebook_server import NotebookServer
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.runtime.activity import Activity, Subject
from chatkit_jupyter.runtime.dispatcher import Dispatcher
from chatkit_jupyter.runtime.response import Viewer
from chatkit_jupyter.view.answers import answer
from tests.chatkit_jupyter.clients import create, decode
from tests.waiting import soon

VECTORS = Path(__file__).parents[1] / "protocol" / "vectors"
CONTEXT = ChatContext("fuzzed")
SECONDS = 20  # far more than any of them needs
# These take something away from a thread because they were asked to.
TAKING = {"threads.delete", "threads.retry_after_item"}


def _recorded() -> list[dict[str, Any]]:
    vectors = [json.loads(file.read_text()) for file in sorted(VECTORS.glob("*.json"))]
    turns = [turn for vector in vectors for turn in vector.get("turns", [vector])]
    return [turn["request"] for turn in turns if "request" in turn]


RECORDED = _recorded()
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(["", "thread", "\x00", "../../etc/passwd", "💥" * 1000, "x" * 100_000]),
    st.just([]),
    st.just({}),
    st.just({"__proto__": {"a": 1}, "type": "__class__"}),
    st.integers(1, 300).map(lambda depth: json.loads("[" * depth + "]" * depth)),
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(value, dict | list):
        return [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [path] * bool(path) + [
        place for key, each in inner for place in _places(each, (*path, key))
    ]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A recorded request in which some places were changed, taken away or doubled."""
    request = copy.deepcopy(draw(st.sampled_from(RECORDED)))
    for _ in range(draw(st.integers(0, 3))):
        places = _places(request)
        if not places:
            break
        *path, last = draw(st.sampled_from(places))
        holder = request
        for key in path:
            holder = holder[key]
        change = draw(st.sampled_from(["set", "remove", "add"]))
        if change == "remove":
            del holder[last]
        elif change == "add" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        else:
            holder[last] = copy.deepcopy(draw(ODD))
    body = json.dumps(request).encode()
    cut = draw(st.none() | st.integers(0, len(body)))
    return body if cut is None else body[:cut] + draw(st.binary(max_size=4)) + body[cut + 1 :]


class Chat:
    """A chat that says what it was told."""

    def __init__(self) -> None:
        self.store = InMemoryStore[ChatContext]()
        self.server = NotebookServer(self.store, lambda: self.respond, lambda error: None)
        self.activity = Activity(lambda news: None)

    async def respond(self, message: Any) -> Any:
        return message and f"You said {message.text}"

    def owner(self, user: str) -> str:
        return user

    async def answer(self, request: bytes, user: str) -> Any:
        return await answer(self.server, request, CONTEXT, lambda error: None)


async def events_of(dispatcher: Dispatcher, body: bytes) -> list[dict[str, Any]] | bytes:
    """What a request is answered with."""
    answered = await dispatcher.request("fuzzed", body, "")
    if not isinstance(answered, Viewer):
        return answered
    frames = [frame.data async for batch in answered for frame in batch]
    return decode(line for frame in frames for line in frame.decode().splitlines())


async def refusal_of(dispatcher: Dispatcher, body: bytes) -> RefusalError | None:
    """How a request is refused; None for one that is answered, be it with an error event."""
    try:
        assert await asyncio.wait_for(events_of(dispatcher, body), SECONDS)
    except RefusalError as refused:
        return refused
    return None


@settings(max_examples=200)
@given(st.lists(mutated(), min_size=1, max_size=4))
@example([b'{"type": "two\\nlines"}'])
@example([b'{"type": "threads.create", "params": {"two\\nlines": 1}}'])
async def test_mutated_requests_are_refused_or_answered_and_take_nothing_away(bodies):
    chat, dispatcher = Chat(), Dispatcher()
    dispatcher.publish("fuzzed", chat)
    begun = await events_of(dispatcher, json.dumps(create("Keep this")).encode())
    thread_id = begun[0]["thread"]["id"]
    # The recorded requests speak of threads of these names.
    bodies = [body.replace(b"thread_1", thread_id.encode()) for body in bodies]
    for body in bodies:
        refusal = await refusal_of(dispatcher, body)
        if refusal is not None:
            assert 400 <= refusal.status < 500 or refusal.status == 501
            assert refusal.message
            assert "\n" not in refusal.message
    if not any(Subject.of(body).kind in TAKING for body in bodies):
        page = await chat.store.load_thread_items(thread_id, None, 100, "asc", CONTEXT)
        texts = [part.text for item in page.data[:2] for part in item.content]
        assert texts == ["Keep this", "You said Keep this"]
    # The end of a response is told right after its last frame.
    await soon(lambda: dispatcher.news("fuzzed")["running"] == [], SECONDS)


@given(st.binary() | mutated() | st.integers(1, 200_000).map(lambda depth: b"[" * depth))
def test_what_a_request_is_about_is_read_from_anything(body):
    subject = Subject.of(body)
    assert isinstance(subject.kind, str)
    assert subject.thread_id is None or isinstance(subject.thread_id, str)
