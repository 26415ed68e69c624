"""An answer on its way to a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.iostream import StreamClosedError

from chatkit_jupyter.widget.comm.outgoing import Outgoing

pytestmark = pytest.mark.asyncio


def taken(outgoing, limit=1000):
    """All pieces that there are to send."""
    pieces = []
    while (piece := outgoing.take(limit)) is not None:
        pieces.append(piece)
    return pieces


async def test_what_comes_between_two_messages_leaves_as_one_piece():
    outgoing = Outgoing()
    outgoing.add("head", b"{}")
    outgoing.add("data", b"one")
    outgoing.add("data", b"two")
    outgoing.add("end")
    assert [(p.number, p.kind, p.payload) for p in taken(outgoing)] == [
        (1, "head", b"{}"),
        (2, "data", b"onetwo"),
        (3, "end", b""),
    ]


async def test_a_large_piece_is_sent_in_several():
    outgoing = Outgoing()
    outgoing.add("data", b"abcdefg")
    assert [p.payload for p in taken(outgoing, limit=3)] == [b"abc", b"def", b"g"]


async def test_it_is_done_when_the_page_has_all_of_it():
    outgoing = Outgoing()
    outgoing.add("data", b"a")
    outgoing.add("end")
    taken(outgoing)
    outgoing.acknowledge(1)
    assert not outgoing.done
    outgoing.acknowledge(2)
    assert outgoing.done


async def test_a_page_that_reads_slowly_is_waited_for():
    outgoing = Outgoing(window=10)
    assert outgoing.add("data", b"x" * 10).done()
    room = outgoing.add("data", b"y")
    assert not room.done()
    taken(outgoing)
    outgoing.acknowledge(1)
    await room


async def test_nobody_waits_for_a_page_that_is_gone():
    outgoing = Outgoing(window=1)
    room = outgoing.add("data", b"too much")
    outgoing.drop()
    with pytest.raises(StreamClosedError):
        await room
    with pytest.raises(StreamClosedError):
        await outgoing.add("data", b"more")
    assert outgoing.take(10) is None


@given(chunks=st.lists(st.binary(max_size=20), max_size=20), lost=st.sets(st.integers(0, 60)))
async def test_pieces_that_are_lost_are_sent_again(chunks, lost):
    outgoing = Outgoing()
    for chunk in chunks:
        outgoing.add("data", chunk)
    outgoing.add("end")
    received, last, sent = b"", 0, 0
    while not outgoing.done:
        piece = outgoing.take(7)
        if piece is None or piece.number > last + 1:
            outgoing.repeat(last)
        elif sent not in lost and piece.number == last + 1:
            received, last = received + piece.payload, piece.number
            if piece.kind == "end":
                outgoing.acknowledge(last)
        sent += 1
    assert received == b"".join(chunks)
