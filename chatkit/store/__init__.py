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
    from chatkit.store.postgres import PostgresStore

__all__ = [
    "Attachment",
    "AttachmentStore",
    "InMemoryStore",
    "NotFoundError",
    "Owner",
    "PostgresStore",
    "SQLiteStore",
    "Store",
    "StoreItemType",
    "ThreadItem",
    "default_generate_id",
    "default_owner",
]

# Loaded when they are first asked for: most servers need neither.
_LAZY = {"PostgresStore": "chatkit.store.postgres"}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
