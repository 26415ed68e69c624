"""Closing what nobody wants more of."""

from __future__ import annotations

from chatkit_jupyter.streams import ending


async def test_a_generator_is_closed_at_the_end_of_the_block():
    closed = False

    async def numbers():
        nonlocal closed
        try:
            yield 1
            yield 2
        finally:
            closed = True

    async with ending(numbers()) as stream:
        assert await anext(stream) == 1
        assert not closed
    assert closed


async def test_an_iterator_that_can_not_be_closed_is_left_alone():
    class Once:
        def __aiter__(self):
            return self

        async def __anext__(self):
            raise StopAsyncIteration

    async with ending(Once()) as stream:
        assert [item async for item in stream] == []
