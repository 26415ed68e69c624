"""Running responses by their ids."""

from __future__ import annotations

import asyncio

import pytest

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.runtime.responses import Responses


async def endless():
    yield b"begun"
    await asyncio.Event().wait()


async def test_a_response_is_stopped_by_its_id_and_chat():
    responses = Responses()
    response = responses.start("orders", "r1", endless())
    await responses.stop("another chat", "r1")
    assert not response.task.done()
    await responses.stop("orders", "r1")
    assert response.task.done()


async def test_stopping_again_or_what_is_unknown_does_nothing():
    responses = Responses()
    responses.start("orders", "r1", endless())
    await responses.stop("orders", "r1")
    await responses.stop("orders", "r1")
    await responses.stop("orders", "never")


async def test_a_stop_that_overtakes_its_response_still_stops_it():
    responses = Responses()
    await responses.stop("orders", "r1")
    response = responses.start("orders", "r1", endless())
    assert [batch async for batch in response.attach()] == []


async def test_an_id_that_is_running_is_refused_and_free_again_afterwards():
    responses = Responses()
    response = responses.start("orders", "r1", endless())
    with pytest.raises(RefusalError) as refused:
        responses.start("orders", "r1", endless())
    assert refused.value.status == 409
    await response.stop()
    await responses.start("orders", "r1", endless()).stop()


async def test_responses_without_an_id_are_stopped_with_all_others():
    responses = Responses()
    running = [responses.start("orders", None, endless()) for _ in range(3)]
    await responses.stop_all()
    assert all(response.task.done() for response in running)
