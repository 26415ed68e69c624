"""Responses by their ids, while they run and for a while after."""

from __future__ import annotations

import asyncio

import pytest

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.runtime.response import FramesLostError
from chatkit_jupyter.runtime.responses import Responses


async def endless():
    yield b"begun"
    await asyncio.Event().wait()


async def short(*frames):
    for frame in frames:
        yield frame


async def test_a_response_is_stopped_by_its_id_and_owner():
    responses = Responses()
    response = responses.start("ada", "r1", endless())
    await responses.stop("grace", "r1")
    assert not response.task.done()
    await responses.stop("ada", "r1")
    assert response.task.done()


async def test_stopping_again_or_what_is_unknown_does_nothing():
    responses = Responses()
    responses.start("ada", "r1", endless())
    await responses.stop("ada", "r1")
    await responses.stop("ada", "r1")
    await responses.stop("ada", "never")


async def test_a_stop_that_overtakes_its_response_still_stops_it():
    responses = Responses()
    await responses.stop("ada", "r1")
    response = responses.start("ada", "r1", endless())
    assert [batch async for batch in response.attach()] == []


async def test_an_id_that_is_running_is_refused():
    responses = Responses()
    response = responses.start("ada", "r1", endless())
    with pytest.raises(RefusalError) as refused:
        responses.start("ada", "r1", endless())
    assert refused.value.status == 409
    await response.stop()


async def test_all_are_stopped_together():
    responses = Responses()
    running = [responses.start("ada", f"r{n}", endless()) for n in range(3)]
    await responses.stop_all()
    assert all(response.task.done() for response in running)


async def test_a_viewer_is_not_told_that_an_answer_ended_when_the_kernel_did():
    responses = Responses()
    viewer = responses.start("ada", "r1", endless()).attach()
    assert len(await anext(viewer)) == 1
    await responses.stop_all()
    with pytest.raises(FramesLostError):
        await anext(viewer)


async def test_a_response_is_found_while_it_runs_and_after_its_end_by_its_owner_only():
    responses = Responses()
    response = responses.start("ada", "r1", short(b"a", b"b"))
    assert responses.find("ada", "r1") is response
    await response.task
    assert responses.find("ada", "r1") is response
    assert responses.find("grace", "r1") is None
    assert responses.find("ada", "r2") is None
    assert [frame async for frame in response.attach().frames()] == [b"a", b"b"]


@pytest.mark.parametrize("limits", [{"max_ended": 2}, {"max_ended_bytes": 20}])
async def test_of_those_that_ended_long_ago_only_the_ids_are_kept(limits):
    responses = Responses(**limits)
    for n in range(4):
        await responses.start("ada", f"r{n}", short(b"x" * 10)).task
    await asyncio.sleep(0)
    for n in (0, 1):
        with pytest.raises(RefusalError) as refused:
            responses.find("ada", f"r{n}")
        assert refused.value.status == 410
    assert responses.find("ada", "r2") is not None
    assert responses.find("ada", "r3") is not None


async def test_the_first_frame_is_told():
    told = []
    responses = Responses()
    await responses.start("ada", "r1", short(b"a", b"b"), told.append).task
    assert told == [b"a"]
