"""Stores: the interface that a server saves through, and the ones that come with it."""

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

__all__ = [
    "Attachment",
    "AttachmentStore",
    "InMemoryStore",
    "NotFoundError",
    "Owner",
    "SQLiteStore",
    "Store",
    "StoreItemType",
    "ThreadItem",
    "default_generate_id",
    "default_owner",
]
