"""What a file store knows of each attachment, in a small database beside the bytes."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from chatkit.store.files_errors import AttachmentConflictError
from chatkit.store.sqlite_schema import connect

_VERSION_1 = """
CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest TEXT,
    created REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX attachments_by_digest ON attachments (digest);
CREATE TABLE keys (secret BLOB NOT NULL);
"""

_MIGRATIONS = (_VERSION_1,)
_SECRET_BYTES = 32


@dataclass(frozen=True)
class FileRecord:
    """One attachment.

    Attributes:
        id: Its id, unique among all owners', since a link names nothing else.
        owner: Who may see it.
        name: The file's name as its user knows it.
        mime_type: Its media type.
        size: Its size in bytes; only announced, while there is no digest.
        digest: SHA-256 of its bytes in hexadecimal, once they have arrived.
    """

    id: str
    owner: str
    name: str
    mime_type: str
    size: int
    digest: str | None


class FileIndex:
    """The records, while a transaction lasts: until it ends, no other process changes them."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def find(self, attachment_id: str) -> FileRecord | None:
        """Find a record by its attachment's id."""
        row = self._database.execute(
            "SELECT id, owner, name, mime_type, size, digest FROM attachments WHERE id = ?",
            (attachment_id,),
        ).fetchone()
        return FileRecord(*row) if row else None

    def add(self, record: FileRecord) -> None:
        """Add a record.

        Raises:
            AttachmentConflictError: There is one with this id.
        """
        try:
            self._database.execute(
                "INSERT INTO attachments (id, owner, name, mime_type, size, digest, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*astuple(record), time.time()),
            )
        except sqlite3.IntegrityError:
            raise AttachmentConflictError(f"attachment {record.id!r} exists already") from None

    def set_digest(self, attachment_id: str, digest: str) -> None:
        """Note that an attachment's bytes have arrived."""
        self._database.execute(
            "UPDATE attachments SET digest = ? WHERE id = ?", (digest, attachment_id)
        )

    def delete(self, attachment_id: str) -> None:
        """Delete a record, if it is there."""
        self._database.execute("DELETE FROM attachments WHERE id = ?", (attachment_id,))

    def refers_to(self, digest: str) -> bool:
        """Say whether any attachment has these bytes."""
        query = "SELECT 1 FROM attachments WHERE digest = ? LIMIT 1"
        return self._database.execute(query, (digest,)).fetchone() is not None

    def digests(self) -> set[str]:
        """Collect the digests of all bytes that attachments have."""
        rows = self._database.execute("SELECT digest FROM attachments WHERE digest IS NOT NULL")
        return {digest for (digest,) in rows}

    def delete_unfinished(self, before: float) -> int:
        """Delete records made before a time (seconds since 1970) whose bytes have not come."""
        return self._database.execute(
            "DELETE FROM attachments WHERE digest IS NULL AND created < ?", (before,)
        ).rowcount

    def made_before(self, before: float) -> dict[str, str]:
        """Collect the records made before a time (seconds since 1970): owners by ids."""
        query = "SELECT id, owner FROM attachments WHERE created < ?"
        return dict(self._database.execute(query, (before,)))

    def secret(self) -> bytes:
        """Return the key of this store's signatures, made once at random."""
        row = self._database.execute("SELECT secret FROM keys").fetchone()
        if row is None:
            row = (secrets.token_bytes(_SECRET_BYTES),)
            self._database.execute("INSERT INTO keys (secret) VALUES (?)", row)
        return row[0]


@contextmanager
def open_index(path: Path) -> Generator[FileIndex, None, None]:
    """Open the database for one transaction; an exception undoes what was changed.

    Args:
        path: The file; it is made where there is none, in a folder for this user only.

    Raises:
        RuntimeError: The file was written by a newer version of this package.
        sqlite3.Error: The file cannot be opened or is not a database.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(connect(path, _MIGRATIONS)) as database:
        database.execute("BEGIN IMMEDIATE")
        with database:
            yield FileIndex(database)
