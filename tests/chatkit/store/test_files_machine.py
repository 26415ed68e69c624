"""A file store, under any sequence of calls, agrees with a plain model of one."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from chatkit.store import AttachmentError, FileAttachmentStore, NotFoundError
from tests.chatkit.store.samples import ANN, BEN
from tests.chatkit.store.uploads import broken, contents, params, pieces, read, unfinished

OWNERS = st.sampled_from([ANN, BEN])
DATA = st.sampled_from([b"", b"one", b"two", b"x" * 50, b"x" * 51])
LIMIT = 50


class FilesMachine(RuleBasedStateMachine):
    """The model: each attachment's owner, its announced size, and its bytes once they came."""

    made = Bundle("made")

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.store = FileAttachmentStore(
            self.root, base_url="https://app.example/files", max_bytes=LIMIT
        )
        self.model = {}
        self.parts = {}

    def teardown(self):
        shutil.rmtree(self.root)

    def answer(self, call):
        try:
            return asyncio.run(call)
        except (AttachmentError, NotFoundError, ConnectionError) as error:
            return type(error)

    @rule(target=made, context=OWNERS, size=st.sampled_from([0, 3, 50]))
    def announce(self, context, size):
        attachment = asyncio.run(self.store.create_attachment(params(size=size), context))
        self.model[attachment.id] = [context, size, None]
        return attachment.id

    @rule(target=made, context=OWNERS, data=DATA.filter(lambda data: len(data) <= LIMIT))
    def add(self, context, data):
        attachment = asyncio.run(self.store.add("a.bin", "", pieces(data, 7), context))
        self.model[attachment.id] = [context, len(data), data]
        return attachment.id

    @rule(context=OWNERS)
    def add_too_much(self, context):
        data = pieces(b"x" * (LIMIT + 1), 7)
        assert issubclass(self.answer(self.store.add("a.bin", "", data, context)), AttachmentError)

    @rule(key=made, data=DATA)
    def write(self, key, data):
        answer = self.answer(self.store.write(key, pieces(data, 7)))
        if key not in self.model:
            assert answer is NotFoundError
            return
        _, size, there = self.model[key]
        if len(data) == size and there in (None, data):
            assert answer.id == key
            self.model[key][2] = data
            self.parts.pop(key, None)
        else:
            assert issubclass(answer, AttachmentError)

    @rule(key=made, data=DATA, lost=st.booleans(), offset=st.integers(0, LIMIT))
    def write_part(self, key, data, lost, offset):
        answer = self.answer(self.store.write_part(key, offset, arriving(data, lost)))
        if key not in self.model:
            assert answer is NotFoundError
            return
        _, size, there = self.model[key]
        had = self.parts.get(key, b"")
        if offset + len(data) > size or (there is None and offset > len(had)):
            assert issubclass(answer, AttachmentError)
            return
        if there is None:
            self.parts[key] = had + data[len(had) - offset :]
            assert self.answer(self.store.received(key)) == len(self.parts[key])
            if len(self.parts[key]) == size:
                self.model[key][2] = self.parts.pop(key)
        done = self.model[key][2] is not None
        assert (answer is ConnectionError) if lost else (answer is not None) is done

    @rule(key=made, context=OWNERS)
    def open(self, key, context):
        owner, _, data = self.model.get(key, (None, 0, None))
        expected = data if owner is context and data is not None else NotFoundError
        assert self.answer(read(self.store, key, context)) == expected

    @rule(key=made, context=OWNERS)
    def delete(self, key, context):
        assert self.answer(self.store.delete_attachment(key, context)) is None
        if key in self.model and self.model[key][0] is context:
            del self.model[key]
            self.parts.pop(key, None)

    @rule()
    def sweep(self):
        waiting = [key for key, (_, _, data) in self.model.items() if data is None]
        removed = self.answer(self.store.sweep(timedelta(seconds=-1)))
        assert removed == len(waiting) + len(self.parts)
        for key in waiting:
            del self.model[key]
        self.parts.clear()

    @invariant()
    def each_content_is_there_once_and_nothing_else(self):
        kept = {data for _, _, data in self.model.values() if data is not None}
        assert len(contents(self.root)) == len(kept)
        assert len(unfinished(self.root)) == len(self.parts)


async def arriving(data, lost):
    async for piece in broken(data) if lost else pieces(data, 7):
        yield piece


FilesMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestFiles = FilesMachine.TestCase
