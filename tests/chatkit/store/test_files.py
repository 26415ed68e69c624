from __future__ import annotations

import asyncio
import os
import stat
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatkit.store import (
    AttachmentConflictError,
    AttachmentLinkError,
    AttachmentSizeError,
    AttachmentTooLargeError,
    AttachmentTypeError,
    FileAttachmentStore,
    NotFoundError,
)
from chatkit.types import FileAttachment, ImageAttachment
from tests.chatkit.store.samples import ANN, BEN
from tests.chatkit.store.uploads import broken, contents, params, pieces, query_of, read, unfinished


@pytest.fixture
def root(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def store(root):
    return FileAttachmentStore(root, base_url="https://app.example/files/", max_bytes=1_000_000)


async def test_an_upload_in_two_phases(store, root):
    announced = await store.create_attachment(params(), ANN)
    assert announced.upload_descriptor.method == "PUT"
    url = urlsplit(str(announced.upload_descriptor.url))
    assert url._replace(query="").geturl() == f"https://app.example/files/{announced.id}"
    assert await store.verify("PUT", announced.id, query_of(url.geturl())) == "ann"
    with pytest.raises(NotFoundError):
        await store.open(announced.id, ANN)
    written = await store.write(announced.id, pieces(b"hello", 2))
    assert written == FileAttachment(id=announced.id, name="notes.txt", mime_type="text/plain")
    assert await read(store, announced.id) == b"hello"
    assert contents(root) == [sha256(b"hello").hexdigest()]


async def test_a_direct_upload(store):
    made = await store.add("notes.txt", "text/plain", pieces(b"hello"), ANN)
    assert made == FileAttachment(id=made.id, name="notes.txt", mime_type="text/plain")
    file = await store.open(made.id, ANN)
    assert (file.name, file.mime_type, file.size) == ("notes.txt", "text/plain", 5)
    assert await read(store, made.id) == b"hello"


async def test_an_image_has_a_preview_that_lasts(store):
    made = await store.add("cat.png", "IMAGE/png", pieces(b"png"), ANN)
    assert isinstance(made, ImageAttachment)
    assert query_of(made.preview_url)["expires"] == ""
    assert await store.verify("GET", made.id, query_of(made.preview_url)) == "ann"


async def test_links_are_short_lived_and_good_for_one_thing(root):
    store = FileAttachmentStore(
        root, base_url="https://app.example/files", link_lifetime=timedelta(seconds=-1)
    )
    made = await store.add("notes.txt", "text/plain", pieces(b"hello"), ANN)
    with pytest.raises(AttachmentLinkError, match="expired"):
        await store.verify("GET", made.id, query_of(await store.download_url(made.id, ANN)))
    again = FileAttachmentStore(root, base_url="https://app.example/files")
    link = query_of(await again.download_url(made.id, ANN))
    assert await again.verify("GET", made.id, link) == "ann"
    other = await again.add("notes.txt", "text/plain", pieces(b"hello"), ANN)
    for method, key in [("PUT", made.id), ("GET", other.id)]:
        with pytest.raises(AttachmentLinkError, match="not valid"):
            await again.verify(method, key, link)
    with pytest.raises(NotFoundError):
        await again.download_url(made.id, BEN)


async def test_a_link_to_a_deleted_attachment_leads_nowhere(store):
    made = await store.add("notes.txt", "text/plain", pieces(b"hello"), ANN)
    link = query_of(await store.download_url(made.id, ANN))
    await store.delete_attachment(made.id, ANN)
    with pytest.raises(NotFoundError):
        await store.verify("GET", made.id, link)


async def test_limits_are_named(store, root):
    with pytest.raises(AttachmentTooLargeError, match=r"'notes.txt' .* 1,000,001 .* 1,000,000"):
        await store.create_attachment(params(size=1_000_001), ANN)
    with pytest.raises(AttachmentTooLargeError, match="more than 1,000,000 bytes"):
        await store.add("notes.txt", "text/plain", pieces(b"x" * 1_000_001), ANN)
    announced = await store.create_attachment(params(size=5), ANN)
    with pytest.raises(AttachmentTooLargeError, match="more than the 5 bytes"):
        await store.write(announced.id, pieces(b"hello!"))
    with pytest.raises(AttachmentSizeError, match="has 5 bytes as announced, but only 4"):
        await store.write(announced.id, pieces(b"hell"))
    assert unfinished(root) == contents(root) == []
    assert await store.write(announced.id, pieces(b"hello"))


async def test_a_file_of_exactly_the_limit_is_taken(store):
    made = await store.add("big.bin", "", pieces(b"x" * 1_000_000), ANN)
    assert made.mime_type == "application/octet-stream"
    assert await read(store, made.id) == b"x" * 1_000_000
    announced = await store.create_attachment(params(size=1_000_000), ANN)
    await store.write(announced.id, pieces(b"x" * 1_000_000))


async def test_an_endless_upload_ends_at_the_limit(store, root):
    sent = 0

    async def endless():
        nonlocal sent
        while True:
            sent += 10_000
            yield b"x" * 10_000

    with pytest.raises(AttachmentTooLargeError):
        await store.add("endless.bin", "", endless(), ANN)
    assert sent == 1_010_000
    assert unfinished(root) == []


async def test_types_are_limited_in_both_strategies(root):
    store = FileAttachmentStore(root, base_url="https://app.example/files", accept=["text/csv"])
    with pytest.raises(AttachmentTypeError, match="accepted types: text/csv"):
        await store.create_attachment(params(mime_type="text/html"), ANN)
    with pytest.raises(AttachmentTypeError):
        await store.add("page.html", "text/html", pieces(b""), ANN)
    assert await store.add("data.csv", "text/csv", pieces(b""), ANN)


async def test_a_broken_upload_leaves_nothing_and_may_be_tried_again(store, root):
    announced = await store.create_attachment(params(), ANN)
    with pytest.raises(ConnectionError):
        await store.write(announced.id, broken(b"he"))
    with pytest.raises(ConnectionError):
        await store.add("notes.txt", "", broken(b"he"), ANN)
    assert unfinished(root) == contents(root) == []
    await store.write(announced.id, pieces(b"hello"))
    assert await read(store, announced.id) == b"hello"


async def test_a_cancelled_upload_leaves_nothing(store, root):
    started = asyncio.Event()

    async def stuck():
        yield b"x" * 300_000
        started.set()
        await asyncio.Event().wait()

    uploading = asyncio.create_task(store.add("notes.txt", "", stuck(), ANN))
    await started.wait()
    assert len(unfinished(root)) == 1
    uploading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await uploading
    assert unfinished(root) == []


async def test_an_attachment_does_not_change_once_it_is_there(store):
    announced = await store.create_attachment(params(), ANN)
    await store.write(announced.id, pieces(b"hello"))
    await store.write(announced.id, pieces(b"hello"))
    with pytest.raises(AttachmentConflictError):
        await store.write(announced.id, pieces(b"other"))
    assert await read(store, announced.id) == b"hello"


async def test_an_id_that_is_in_use_is_refused(store, monkeypatch):
    monkeypatch.setattr(store, "generate_attachment_id", lambda mime_type, context: "same")
    await store.create_attachment(params(), ANN)
    with pytest.raises(AttachmentConflictError, match="'same'"):
        await store.add("notes.txt", "", pieces(b"x"), BEN)


async def test_bytes_for_an_unknown_attachment_are_not_read(store):
    async def never():
        raise AssertionError("read")
        yield b""

    with pytest.raises(NotFoundError):
        await store.write("no", never())


async def test_an_attachment_that_is_deleted_while_it_comes_stays_deleted(store, root):
    announced = await store.create_attachment(params(), ANN)

    async def deleting():
        yield b"he"
        await store.delete_attachment(announced.id, ANN)
        yield b"llo"

    with pytest.raises(NotFoundError):
        await store.write(announced.id, deleting())
    assert unfinished(root) == contents(root) == []


NAMES = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(
        ["../../etc/passwd", "/etc/passwd", "C:\\x", "a\0b", "..", "a\r\nSet-Cookie: b"]
    ),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, data=st.binary(max_size=50))
async def test_names_are_data(store, root, name, data):
    made = await store.add(name, "text/plain", pieces(data, 9), ANN)
    assert made.name == name
    file = await store.open(made.id, ANN)
    assert file.name == name
    assert file.path == root / "contents" / file.path.name[:2] / sha256(data).hexdigest()
    assert await read(store, made.id) == data


async def test_a_sweep_removes_what_is_left_over_and_nothing_else(store, root):
    kept = await store.add("kept.txt", "text/plain", pieces(b"kept"), ANN)
    waiting = await store.create_attachment(params(), ANN)
    (root / "contents" / "ab").mkdir()
    (root / "contents" / "ab" / "abandoned").write_bytes(b"x")
    (root / "incoming" / "half").write_bytes(b"x")
    assert await store.sweep() == 1
    assert unfinished(root) == ["half"]
    assert await store.sweep(timedelta(seconds=-1)) == 2
    assert await store.sweep(timedelta(seconds=-1)) == 0
    assert unfinished(root) == []
    assert await read(store, kept.id) == b"kept"
    with pytest.raises(NotFoundError):
        await store.write(waiting.id, pieces(b"hello"))


async def test_nothing_is_made_until_it_is_used_and_then_for_this_user_only(root):
    store = FileAttachmentStore(root, base_url="https://app.example/files")
    assert not root.exists()
    made = await store.add("notes.txt", "", pieces(b"hello"), ANN)
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    file = await store.open(made.id, ANN)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


async def test_a_large_file_is_never_whole_in_memory(root):
    store = FileAttachmentStore(root, base_url="https://app.example/files")
    piece = os.urandom(100_000)
    largest, total = 0, 0

    async def many():
        for _ in range(200):
            yield piece

    made = await store.add("large.bin", "", many(), ANN)
    async for part in await store.open(made.id, ANN):
        largest, total = max(largest, len(part)), total + len(part)
    assert total == 20_000_000
    assert largest < 1_000_000
