"""Uploads that come in parts: after a lost connection, only what is missing is sent."""

from __future__ import annotations

import asyncio
import os
import stat

import pytest

from chatkit.store import (
    AttachmentConflictError,
    AttachmentTooLargeError,
    FileAttachmentStore,
    NotFoundError,
)
from tests.chatkit.store.samples import ANN
from tests.chatkit.store.uploads import broken, contents, params, pieces, read, unfinished


@pytest.fixture
def root(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def store(root):
    return FileAttachmentStore(root, base_url="https://app.example/files/", max_bytes=1_000_000)


async def test_parts_make_a_whole(store, root):
    announced = await store.create_attachment(params(size=6), ANN)
    assert await store.received(announced.id) == 0
    assert await store.write_part(announced.id, 0, pieces(b"abc", 2)) is None
    assert await store.received(announced.id) == 3
    with pytest.raises(NotFoundError):
        await store.open(announced.id, ANN)
    made = await store.write_part(announced.id, 3, pieces(b"def", 2))
    assert made.id == announced.id
    assert made.upload_descriptor is None
    assert await read(store, announced.id) == b"abcdef"
    assert await store.received(announced.id) == 6
    assert unfinished(root) == []


async def test_what_came_before_the_connection_was_lost_is_kept(store, root):
    announced = await store.create_attachment(params(size=6), ANN)
    with pytest.raises(ConnectionError):
        await store.write_part(announced.id, 0, broken(b"ab"))
    assert await store.received(announced.id) == 2
    # Another process may go on with it.
    other = FileAttachmentStore(root, base_url="https://app.example/files/")
    await other.write_part(announced.id, 2, pieces(b"cdef"))
    assert await read(store, announced.id) == b"abcdef"


async def test_a_part_that_comes_again_changes_nothing(store):
    announced = await store.create_attachment(params(size=6), ANN)
    await store.write_part(announced.id, 0, pieces(b"abcd"))
    assert await store.write_part(announced.id, 0, pieces(b"abcd")) is None
    assert await store.write_part(announced.id, 2, pieces(b"cdef")) is not None
    assert await store.write_part(announced.id, 2, pieces(b"cdef")) is not None
    assert await read(store, announced.id) == b"abcdef"


async def test_parts_that_come_at_once_are_not_mixed_up(store):
    data = os.urandom(600_000)
    announced = await store.create_attachment(params(size=len(data)), ANN)
    whole = [store.write_part(announced.id, 0, pieces(data)) for _ in range(4)]
    await asyncio.gather(*whole)
    assert await read(store, announced.id) == data


async def test_a_gap_or_too_much_is_refused(store, root):
    announced = await store.create_attachment(params(size=6), ANN)
    await store.write_part(announced.id, 0, pieces(b"ab"))
    with pytest.raises(AttachmentConflictError, match="begins at byte 4, but only 2 bytes"):
        await store.write_part(announced.id, 4, pieces(b"ef"))
    with pytest.raises(AttachmentTooLargeError, match="more than the 6 bytes"):
        await store.write_part(announced.id, 2, pieces(b"cdefg"))
    assert await store.received(announced.id) == 2
    assert len(unfinished(root)) == 1


async def test_an_empty_file_is_whole_at_once(store):
    announced = await store.create_attachment(params(size=0), ANN)
    assert await store.write_part(announced.id, 0, pieces(b"")) is not None
    assert await read(store, announced.id) == b""


async def test_parts_are_for_this_user_only_and_go_with_the_attachment(store, root):
    announced = await store.create_attachment(params(size=6), ANN)
    await store.write_part(announced.id, 0, pieces(b"ab"))
    [part] = (root / "incoming").iterdir()
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    await store.delete_attachment(announced.id, ANN)
    assert unfinished(root) == contents(root) == []
    with pytest.raises(NotFoundError):
        await store.received(announced.id)


async def test_an_id_of_any_form_names_no_file(store, root, monkeypatch):
    monkeypatch.setattr(store, "generate_attachment_id", lambda mime_type, context: "../../x")
    announced = await store.create_attachment(params(size=6), ANN)
    await store.write_part(announced.id, 0, pieces(b"ab"))
    assert len(unfinished(root)) == 1
    assert not (root.parent / "x.part").exists()
