"""Stores: the interface that a server saves through, and the ones that come with it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from chatkit.store.base import (
    AttachmentStore,
    NotFoundError,
    Owner,
    Store,
    StoreItemType,
    default_generate_id,
    default_owner,
)
from chatkit.store.memory import InMemoryStore
from chatkit.store.sqlite import SQLiteStore
from chatkit.types import Attachment, ThreadItem

if TYPE_CHECKING:
    from chatkit.store.files import FileAttachmentStore
    from chatkit.store.files_errors import (
        AttachmentConflictError,
        AttachmentError,
        AttachmentLinkError,
        AttachmentSizeError,
        AttachmentTooLargeError,
        AttachmentTypeError,
    )
    from chatkit.store.files_stored import StoredFile
    from chatkit.store.postgres import PostgresStore

__all__ = [
    "Attachment",
    "AttachmentConflictError",
    "AttachmentError",
    "AttachmentLinkError",
    "AttachmentSizeError",
    "AttachmentStore",
    "AttachmentTooLargeError",
    "AttachmentTypeError",
    "FileAttachmentStore",
    "InMemoryStore",
    "NotFoundError",
    "Owner",
    "PostgresStore",
    "SQLiteStore",
    "Store",
    "StoreItemType",
    "StoredFile",
    "ThreadItem",
    "default_generate_id",
    "default_owner",
]

# Loaded when they are first asked for, since most servers need none of them.
_LAZY = {
    "AttachmentConflictError": "chatkit.store.files_errors",
    "AttachmentError": "chatkit.store.files_errors",
    "AttachmentLinkError": "chatkit.store.files_errors",
    "AttachmentSizeError": "chatkit.store.files_errors",
    "AttachmentTooLargeError": "chatkit.store.files_errors",
    "AttachmentTypeError": "chatkit.store.files_errors",
    "FileAttachmentStore": "chatkit.store.files",
    "PostgresStore": "chatkit.store.postgres",
    "StoredFile": "chatkit.store.files_stored",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
