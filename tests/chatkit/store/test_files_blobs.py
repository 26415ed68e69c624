from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from chatkit.store.files_blobs import Blobs


def receive(blobs, *pieces):
    incoming = blobs.receive()
    for piece in pieces:
        incoming.write(piece)
    incoming.finish()
    return incoming


def test_what_is_kept_stays_and_what_is_not_goes(tmp_path):
    blobs = Blobs(tmp_path)
    kept, other = receive(blobs, b"he", b"llo"), receive(blobs, b"bye")
    blobs.keep(kept)
    kept.discard()
    other.discard()
    assert blobs.path(kept.digest).read_bytes() == b"hello"
    assert not blobs.path(other.digest).exists()
    assert not other.path.exists()


def test_the_same_content_may_come_again(tmp_path):
    blobs = Blobs(tmp_path)
    first, second = receive(blobs, b"same"), receive(blobs, b"sa", b"me")
    blobs.keep(first)
    blobs.keep(second)
    assert first.digest == second.digest
    assert blobs.path(first.digest).read_bytes() == b"same"
    blobs.remove(first.digest)
    blobs.remove(first.digest)
    assert not blobs.path(first.digest).exists()


@given(st.lists(st.binary(max_size=9), max_size=5))
def test_pieces_do_not_matter(tmp_path_factory, pieces):
    blobs = Blobs(tmp_path_factory.mktemp("blobs"))
    apart, joined = receive(blobs, *pieces), receive(blobs, b"".join(pieces))
    assert (apart.digest, apart.size) == (joined.digest, joined.size)


def test_a_sweep_spares_uploads_under_way(tmp_path):
    blobs = Blobs(tmp_path)
    before = time.time() - 60
    kept, orphan, coming = (receive(blobs, data) for data in (b"1", b"2", b"3"))
    blobs.keep(kept)
    blobs.keep(orphan)
    assert blobs.sweep({kept.digest}, before) == 1
    assert blobs.path(kept.digest).exists()
    assert coming.path.exists()
    assert blobs.sweep({kept.digest}, time.time() + 60) == 1
    assert not coming.path.exists()


def test_there_is_nothing_to_sweep_before_the_first_upload(tmp_path):
    assert Blobs(tmp_path / "new").sweep(set(), 0) == 0
