from __future__ import annotations

import sqlite3
import time

import pytest

from chatkit.store import AttachmentConflictError
from chatkit.store.files_index import FileRecord, open_index

RECORD = FileRecord("f1", "ann", "a.txt", "text/plain", 5, None)


def test_a_record_is_there_until_it_is_deleted(tmp_path):
    path = tmp_path / "new" / "index.db"
    with open_index(path) as index:
        index.add(RECORD)
        assert index.find("f1") == RECORD
        assert not index.refers_to("abc")
    with open_index(path) as index:
        index.set_digest("f1", "abc")
        assert index.find("f1").digest == "abc"
        assert index.refers_to("abc")
        assert index.digests() == {"abc"}
        index.delete("f1")
        index.delete("f1")
        assert index.find("f1") is None


def test_an_id_belongs_to_one_attachment(tmp_path):
    with open_index(tmp_path / "index.db") as index:
        index.add(RECORD)
        with pytest.raises(AttachmentConflictError, match="'f1' exists already"):
            index.add(RECORD)


def test_an_error_undoes_what_was_changed(tmp_path):
    def fail():
        with open_index(tmp_path / "index.db") as index:
            index.add(RECORD)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with open_index(tmp_path / "index.db") as index:
        assert index.find("f1") is None


def test_only_old_unfinished_uploads_are_forgotten(tmp_path):
    with open_index(tmp_path / "index.db") as index:
        index.add(RECORD)
        index.add(FileRecord("f2", "ann", "b.txt", "text/plain", 5, "abc"))
        assert index.delete_unfinished(time.time() - 60) == 0
        assert index.delete_unfinished(time.time() + 60) == 1
        assert index.find("f2") is not None


def test_the_key_is_made_once_for_each_store(tmp_path):
    with open_index(tmp_path / "index.db") as index:
        first = index.secret()
    with open_index(tmp_path / "index.db") as index:
        assert index.secret() == first
    with open_index(tmp_path / "other.db") as index:
        assert index.secret() != first
    assert len(first) == 32


def test_references_are_found_by_an_index(tmp_path):
    with open_index(tmp_path / "index.db"):
        pass
    database = sqlite3.connect(tmp_path / "index.db")
    query = "EXPLAIN QUERY PLAN SELECT 1 FROM attachments WHERE digest = 'x' LIMIT 1"
    [step] = database.execute(query).fetchall()
    database.close()
    assert "attachments_by_digest" in step[3]
