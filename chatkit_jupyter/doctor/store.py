"""Whether conversations can be kept."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from chatkit.store import InMemoryStore, SQLiteStore, Store
from chatkit_jupyter.doctor.finding import Finding

_TOPIC = "store"
_WAIT_SECONDS = 1.0


def check_folder(folder: Path) -> Finding:
    """Find out whether files can be made in a folder, by making one.

    Args:
        folder: The folder; made, with those above it, where it is missing.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding(
            _TOPIC,
            f"nothing can be written in {folder}: {error.strerror}",
            "Make it writable, or choose another place: set JUPYTER_DATA_DIR, or name a file: "
            "Chat(…, store=PATH)",
        )
    return Finding(_TOPIC, f"conversations can be written in {folder}")


def check_store(chat: str, store: Store[Any], *, meant_to_last: bool) -> Finding:
    """Find out whether a chat's store takes conversations.

    Args:
        chat: The chat's name.
        store: Where its conversations are.
        meant_to_last: Whether its author left the choice to the notebook, where it is a file.
    """
    if isinstance(store, SQLiteStore):
        return check_file(chat, store.path)
    if not isinstance(store, InMemoryStore):
        return Finding(_TOPIC, f"{chat} is kept by {type(store).__name__}")
    says = f"{chat} is kept in memory, and forgotten with the kernel"
    if meant_to_last:
        return Finding(
            _TOPIC,
            f"{says}, because its file could not be made",
            "Make the folder above writable, restart the kernel, and run the cells again",
        )
    return Finding(_TOPIC, says)


def check_file(chat: str, path: Path | None) -> Finding:
    """Find out whether an SQLite file can be written.

    Args:
        chat: The name of the chat that it belongs to.
        path: The file; None for a database in memory.
    """
    if path is None:
        return Finding(_TOPIC, f"{chat} is kept in memory, and forgotten with the kernel")
    if not path.exists():
        return Finding(
            _TOPIC,
            f"{path}, which holds {chat}, is gone",
            "Restart the kernel and run the cells again, so that it is made anew",
        )
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
    except sqlite3.Error as error:
        return Finding(
            _TOPIC, f"{path}, which holds {chat}, can not be written: {error}", _cure(error)
        )
    return Finding(_TOPIC, f"{chat} is kept in {path}")


def _cure(error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return "Another program holds the file: end it, or wait until it is done"
    if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
        return "The file is damaged: move it away, and restart the kernel"
    return "Make the file and its folder writable, or choose another: Chat(…, store=PATH)"
