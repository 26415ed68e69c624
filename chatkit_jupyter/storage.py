"""Where a chat keeps its conversations, unless its author says otherwise."""

from __future__ import annotations

import hashlib
import os
import threading
import warnings
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_data_dir

from chatkit.store import InMemoryStore, SQLiteStore, Store
from chatkit_jupyter.attachments.files import temporary_folder
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.runtime.private_files import FILE_MODE, private_folder

ChatStore = Store[ChatContext]

MEMORY = "memory"
NOTEBOOK_VARIABLE = "JPY_SESSION_NAME"  # the notebook's path, set by the Jupyter server
_NAME_LENGTH = 32

_open_files: dict[Path, SQLiteStore[ChatContext]] = {}
_opening = threading.Lock()


def open_store(place: str | os.PathLike[str] | None) -> ChatStore:
    """Open a store in which each chat and user have their own threads.

    Args:
        place: The path of an SQLite file; ``"memory"`` to keep nothing; None for a file of the
            notebook's own in the user's Jupyter data folder, or memory outside of a notebook.

    Returns:
        The store; the same one for the same file.

    Raises:
        OSError: The file can not be made.
        sqlite3.Error: It can not be opened.
    """
    if place == MEMORY:
        return InMemoryStore[ChatContext](owner=_owner)
    if place is not None:
        return _open_file(Path(place).expanduser())
    notebook = os.environ.get(NOTEBOOK_VARIABLE)
    if not notebook:
        return InMemoryStore[ChatContext](owner=_owner)
    try:
        return _open_file(_notebook_file(notebook))
    except OSError as error:
        warnings.warn(
            f"The chat's file can not be made, so it is forgotten with the kernel: {error}",
            stacklevel=2,
        )
        return InMemoryStore[ChatContext](owner=_owner)


def files_folder(place: Store[Any] | str | os.PathLike[str] | None) -> Path:
    """Choose where the attachments of conversations are kept: beside them.

    Args:
        place: Where the conversations are: as for `open_store`, or a store of the author's own,
            whose files go where the notebook's do.

    Returns:
        A folder; made with the first file.
    """
    path = conversations_file(place)
    return temporary_folder() if path is None else path.with_name(f"{path.name}.files")


def feedback_file(place: Store[Any] | str | os.PathLike[str] | None) -> Path | None:
    """Choose where feedback is kept: beside the conversations; None where it is forgotten.

    Args:
        place: Where the conversations are, as for `files_folder`.
    """
    path = conversations_file(place)
    return None if path is None else path.with_name(f"{path.name}.feedback.jsonl")


def conversations_file(place: Store[Any] | str | os.PathLike[str] | None) -> Path | None:
    """The file of conversations that what belongs to them is put beside.

    Args:
        place: Where the conversations are: as for `open_store`, or a store of the author's own,
            for which it is the notebook's.

    Returns:
        Its path; None where what belongs to them is forgotten with the kernel.
    """
    if place is not None and place != MEMORY and not isinstance(place, Store):
        return Path(place).expanduser().resolve()
    notebook = os.environ.get(NOTEBOOK_VARIABLE)
    if place == MEMORY or not notebook:
        return None
    try:
        return _notebook_file(notebook)
    except OSError:
        return None


def _notebook_file(notebook: str) -> Path:
    name = hashlib.sha256(os.fsencode(notebook)).hexdigest()[:_NAME_LENGTH]
    return private_folder(Path(jupyter_data_dir()) / "chatkit") / f"{name}.sqlite3"


def _open_file(path: Path) -> ChatStore:
    path = path.resolve()
    with _opening:
        store = _open_files.get(path)
        if store is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE))
            store = _open_files[path] = SQLiteStore[ChatContext](path, owner=_owner)
        return store


def _owner(context: ChatContext) -> str:
    return context.owner
