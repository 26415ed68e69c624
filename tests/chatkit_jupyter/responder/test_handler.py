"""Calling an author's function, however it was written."""

from __future__ import annotations

import asyncio
import functools
import threading
from contextvars import ContextVar

import pytest

from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.handler import Handler
from tests.waiting import eventually

KNOWN = ("message", "thread", "context", "history", "input_user_message")


async def loaded_history():
    return ["earlier"]


OFFERS = {
    "message": lambda: "M",
    "thread": lambda: "T",
    "context": lambda: "C",
    "history": loaded_history,
    "input_user_message": lambda: "I",
}


async def called(function):
    return [output async for output in Handler(function, KNOWN).outputs(OFFERS)]


async def async_generator(message, thread, context):
    yield message
    yield thread
    yield context


async def coroutine(context, message):
    return message + context


async def coroutine_that_returns_a_generator(message):
    async def generator():
        yield message
        yield "more"

    return generator()


async def coroutine_that_returns_a_plain_generator(message):
    return (part for part in [message, "more"])


def generator(message, history):
    yield message
    yield from history


def plain(thread):
    return thread


def nothing():
    return None


def keyword_only(*, message):
    return message


def with_default(message, threshold=0.5, history=None):
    return f"{message}{threshold}{history}"


def sdk_order(t, m, c):
    return t + m + c


async def sdk_method_order(thread, item, request_context):
    yield thread + item + request_context


def anything(*args):
    return "".join(args)


class Callable:
    async def __call__(self, message):
        yield message

    def method(self, message):
        return message


@pytest.mark.parametrize(
    ("function", "outputs"),
    [
        (async_generator, ["M", "T", "C"]),
        (coroutine, ["MC"]),
        (coroutine_that_returns_a_generator, ["M", "more"]),
        (coroutine_that_returns_a_plain_generator, ["M", "more"]),
        (generator, ["M", "earlier"]),
        (plain, ["T"]),
        (nothing, []),
        (keyword_only, ["M"]),
        (with_default, ["M0.5['earlier']"]),
        (sdk_order, ["TIC"]),
        (sdk_method_order, ["TIC"]),
        (anything, ["TIC"]),
        (lambda message: coroutine("C", message), ["MC"]),
        (functools.partial(coroutine, "fixed "), ["Mfixed "]),
        (functools.partial(plain), ["T"]),
        (Callable(), ["M"]),
        (Callable().method, ["M"]),
    ],
)
async def test_a_function_gets_what_it_names_and_gives_its_outputs(function, outputs):
    assert await called(function) == outputs


@pytest.mark.parametrize(
    "function",
    [
        lambda text: text,
        lambda msg, thread, ctx: None,  # the names would get each other's values
        lambda a, b, c, d: None,
        lambda message, *, temperature: None,
    ],
)
def test_a_function_that_asks_for_something_else_is_refused_with_what_it_may_ask_for(function):
    with pytest.raises(HandlerError, match="Its parameters may be message, thread"):
        Handler(function, KNOWN)


async def test_only_what_is_named_is_made():
    made = []
    offers = {name: lambda name=name: made.append(name) for name in KNOWN}
    outputs = Handler(lambda message, thread: "x", KNOWN).outputs(offers)
    assert [output async for output in outputs] == ["x"]
    assert made == ["message", "thread"]


async def test_plain_code_runs_in_one_thread_of_its_own_and_sees_context_variables():
    tenant = ContextVar("tenant", default="nobody")
    tenant.set("acme")
    seen = []

    def respond(message):
        for _ in range(2):
            seen.append(threading.current_thread())
            yield tenant.get()
            tenant.set("changed")

    assert await called(respond) == ["acme", "changed"]
    assert len(set(seen)) == 1
    assert seen[0] is not threading.current_thread()
    eventually(lambda: not seen[0].is_alive())


async def test_the_loop_goes_on_while_plain_code_blocks():
    release = threading.Event()

    def respond(message):
        release.wait(10)
        return "done"

    answering = asyncio.create_task(called(respond))
    await asyncio.sleep(0)
    release.set()
    assert await answering == ["done"]


@pytest.mark.parametrize("error", [ValueError("no"), StopIteration("early")])
async def test_an_error_in_plain_code_reaches_the_caller(error):
    def respond(message):
        raise error

    with pytest.raises((ValueError, RuntimeError)) as caught:
        await called(respond)
    assert error in (caught.value, caught.value.__cause__)


async def test_stopping_closes_a_plain_generator_in_its_thread_without_waiting_for_its_step():
    entered, release, closed = threading.Event(), threading.Event(), threading.Event()

    def respond(message):
        try:
            entered.set()
            release.wait(10)
            yield "too late"
            yield "never asked for"
        finally:
            closed.set()

    answering = asyncio.create_task(called(respond))
    await asyncio.to_thread(entered.wait)
    answering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answering
    assert not closed.is_set()
    release.set()
    assert await asyncio.to_thread(closed.wait, 10)


async def test_stopping_reaches_asynchronous_code_where_it_waits():
    waiting, cancelled = asyncio.Event(), asyncio.Event()

    async def respond(message):
        try:
            waiting.set()
            await asyncio.Event().wait()
            yield "never"
        except asyncio.CancelledError:
            cancelled.set()
            raise

    answering = asyncio.create_task(called(respond))
    await waiting.wait()
    answering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answering
    assert cancelled.is_set()
