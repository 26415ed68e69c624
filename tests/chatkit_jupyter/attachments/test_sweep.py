"""Files that were uploaded and never sent go by themselves."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from chatkit_jupyter.attachments.chat_files import ChatFiles

OFTEN = timedelta(milliseconds=1)


async def test_sweeping_goes_on_and_outlives_a_failure(tmp_path, caplog, monkeypatch):
    files = ChatFiles("orders")
    files.keep_in(tmp_path)
    swept = asyncio.Queue()

    async def sweep(store):
        await swept.put(store)
        raise OSError("disk full")

    monkeypatch.setattr(files, "sweep", sweep)
    stores = iter([None, "first"])
    sweeping = asyncio.create_task(files.keep_swept(lambda: next(stores, "later"), OFTEN))
    assert [await swept.get() for _ in range(3)] == ["first", "later", "later"]
    sweeping.cancel()
    assert "could not be swept" in caplog.text
