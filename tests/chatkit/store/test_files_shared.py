"""A file store used by several owners, tasks, threads and processes at once."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from chatkit.store import (
    FileAttachmentStore,
    NotFoundError,
)
from tests.chatkit.store.samples import ANN, BEN
from tests.chatkit.store.uploads import contents, pieces, read, unfinished

UPLOADER = """
import asyncio, sys
from chatkit.store import FileAttachmentStore
from tests.chatkit.store.samples import ANN
from tests.chatkit.store.uploads import pieces

async def main():
    store = FileAttachmentStore(sys.argv[1], base_url="https://app.example/files")
    for number in range(int(sys.argv[2])):
        data = b"%d" % number * 200_000
        made = await store.add("a.bin", "", pieces(data), ANN)
        print(made.id, number, flush=True)
        await store.delete_attachment(made.id, ANN) if sys.argv[3] == "delete" else None

asyncio.run(main())
"""


@pytest.fixture
def root(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def store(root):
    return FileAttachmentStore(root, base_url="https://app.example/files/", max_bytes=1_000_000)


async def test_each_owner_opens_and_deletes_only_their_own(store):
    made = await store.add("notes.txt", "text/plain", pieces(b"hello"), ANN)
    with pytest.raises(NotFoundError):
        await store.open(made.id, BEN)
    await store.delete_attachment(made.id, BEN)
    await store.delete_attachment("no", BEN)
    assert await read(store, made.id) == b"hello"


async def test_equal_contents_are_stored_once_and_removed_with_the_last(store, root):
    first = await store.add("a.txt", "text/plain", pieces(b"same"), ANN)
    second = await store.add("b.txt", "text/plain", pieces(b"same"), BEN)
    assert len(contents(root)) == 1
    await store.delete_attachment(first.id, ANN)
    assert await read(store, second.id, BEN) == b"same"
    await store.delete_attachment(second.id, BEN)
    assert contents(root) == []


async def test_many_uploads_and_deletions_at_once_keep_every_reference(store, root):
    async def one(number):
        made = await store.add(f"{number}.txt", "text/plain", pieces(b"%d" % (number % 3)), ANN)
        if number % 2:
            await store.delete_attachment(made.id, ANN)
            return None
        return made.id, b"%d" % (number % 3)

    left = [entry for entry in await asyncio.gather(*map(one, range(40))) if entry]
    for attachment_id, data in left:
        assert await read(store, attachment_id) == data
    assert len(contents(root)) == 3
    assert unfinished(root) == []


async def start_uploader(root, count, mode):
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", UPLOADER, str(root), str(count), mode, stdout=subprocess.PIPE
    )


async def test_processes_share_a_folder_without_losing_bytes(store, root):
    """One uploads and deletes the contents that the other uploads and keeps."""
    keeping, deleting = (
        await start_uploader(root, 20, "keep"),
        await start_uploader(root, 20, "delete"),
    )
    output, _ = await keeping.communicate()
    await deleting.communicate()
    assert (keeping.returncode, deleting.returncode) == (0, 0)
    kept = dict(line.split() for line in output.decode().splitlines())
    for attachment_id, number in kept.items():
        assert await read(store, attachment_id) == number.encode() * 200_000
    assert len(contents(root)) == len(kept) == 20


async def test_a_killed_uploader_leaves_every_acknowledged_file(store, root):
    uploader = await start_uploader(root, 10_000, "keep")
    lines = [await uploader.stdout.readline() for _ in range(10)]
    uploader.send_signal(signal.SIGKILL)
    lines += (await uploader.stdout.read()).splitlines()
    await uploader.wait()
    for line in lines:
        attachment_id, number = line.decode().split()
        assert await read(store, attachment_id) == number.encode() * 200_000
    await store.sweep(timedelta(seconds=-1))
    assert unfinished(root) == []
    assert len(contents(root)) - len(lines) <= 1


def test_every_event_loop_and_thread_can_upload(store):
    made = []

    def upload(number):
        data = pieces(b"%d" % number)
        made.append(asyncio.run(store.add(f"{number}.txt", "text/plain", data, ANN)))

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {entry.name: asyncio.run(read(store, entry.id)) for entry in made}
    assert found == {f"{number}.txt": b"%d" % number for number in range(8)}
