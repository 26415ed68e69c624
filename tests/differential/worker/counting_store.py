"""A store in memory that counts its ids and writes down what was asked of it."""

from __future__ import annotations

from typing import Any

from scripted.values import ATTACHMENT, ITEM, jsonable
from wording import without_own_words

from chatkit import types as ct
from chatkit.store import NotFoundError, Store

FIELDS = ct.ThreadMetadata.model_fields


class CountingStore(Store):
    """Copies on read and write, keeps the order of first saves."""

    def __init__(self, start: dict[str, Any], context: object) -> None:
        self.context = context
        self.threads: dict[str, Any] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.attachments: dict[str, Any] = {}
        self.counts: dict[str, int] = {}
        self.calls: list[str] = []
        self.reads: list[dict[str, Any]] = []
        for thread in start.get("threads", []):
            self._keep(ct.ThreadMetadata.model_validate(thread))
        for thread_id, items in start.get("items", {}).items():
            for item in items:
                found = ITEM.validate_python({"thread_id": thread_id, **item})
                self.items.setdefault(thread_id, {})[found.id] = found
        for attachment in start.get("attachments", []):
            self.attachments[attachment["id"]] = ATTACHMENT.validate_python(attachment)

    def saw(self, context: object) -> None:
        if context is not self.context:
            raise AssertionError("a call did not get the caller's context")

    def wrote(self, call: str, key: str, context: object) -> None:
        self.saw(context)
        self.calls.append(f"{call} {key}")

    def generate_thread_id(self, context):
        return self.generate_item_id("thread", None, context)

    def generate_item_id(self, item_type, thread, context):
        self.saw(context)
        self.counts[item_type] = self.counts.get(item_type, 0) + 1
        return f"{item_type}_{self.counts[item_type]}"

    async def load_thread(self, thread_id, context):
        self.saw(context)
        return _found(self.threads, thread_id)

    async def save_thread(self, thread, context):
        self.wrote("save_thread", thread.id, context)
        self._keep(thread)

    async def load_threads(self, limit, after, order, context):
        self.saw(context)
        self.reads.append({"call": "load_threads", "limit": limit, "after": after, "order": order})
        return _page(self.threads, after, limit, order)

    async def delete_thread(self, thread_id, context):
        self.wrote("delete_thread", thread_id, context)
        self.threads.pop(thread_id, None)
        self.items.pop(thread_id, None)

    async def load_thread_items(self, thread_id, after, limit, order, context):
        self.saw(context)
        read = {"thread": thread_id, "limit": limit, "after": after, "order": order}
        self.reads.append({"call": "load_thread_items", **read})
        if thread_id not in self.items:
            raise NotFoundError(thread_id)
        return _page(self.items[thread_id], after, limit, order)

    async def add_thread_item(self, thread_id, item, context):
        self.wrote("add_thread_item", item.id, context)
        self.items.setdefault(thread_id, {})[item.id] = item.model_copy(deep=True)

    async def save_item(self, thread_id, item, context):
        self.wrote("save_item", item.id, context)
        self.items.setdefault(thread_id, {})[item.id] = item.model_copy(deep=True)

    async def load_item(self, thread_id, item_id, context):
        self.saw(context)
        return _found(self.items.get(thread_id, {}), item_id)

    async def delete_thread_item(self, thread_id, item_id, context):
        self.wrote("delete_thread_item", item_id, context)
        self.items.get(thread_id, {}).pop(item_id, None)

    async def save_attachment(self, attachment, context):
        self.wrote("save_attachment", attachment.id, context)
        self.attachments[attachment.id] = attachment.model_copy(deep=True)

    async def load_attachment(self, attachment_id, context):
        self.saw(context)
        return _found(self.attachments, attachment_id)

    async def delete_attachment(self, attachment_id, context):
        self.wrote("delete_attachment", attachment_id, context)
        self.attachments.pop(attachment_id, None)

    def contents(self) -> dict[str, Any]:
        return {
            "threads": _dumped(self.threads),
            "items": {key: _wordless(_dumped(items)) for key, items in self.items.items()},
            "attachments": _dumped(self.attachments),
        }

    def _keep(self, thread: ct.ThreadMetadata) -> None:
        fields = {name: value for name, value in thread.model_dump().items() if name in FIELDS}
        self.threads[thread.id] = ct.ThreadMetadata.model_validate(fields)
        self.items.setdefault(thread.id, {})


def _dumped(rows: dict[str, Any]) -> list[Any]:
    return [jsonable(row) for row in rows.values()]


def _wordless(items: list[Any]) -> list[Any]:
    """Leave out how the SDK puts its own remarks to the model."""
    for item in items:
        if item["type"] == "sdk_hidden_context":
            item["content"] = without_own_words(item["content"])
    return items


def _found(rows: dict[str, Any], key: str) -> Any:
    if key not in rows:
        raise NotFoundError(key)
    return rows[key].model_copy(deep=True)


def _page(table: dict[str, Any], after: str | None, limit: int, order: str) -> ct.Page:
    keys = list(table)[:: -1 if order == "desc" else 1]
    if after is not None:
        if after not in keys:
            raise NotFoundError(after)
        keys = keys[keys.index(after) + 1 :]
    shown = keys[:limit]
    has_more = len(keys) > limit
    return ct.Page(
        data=[_found(table, key) for key in shown],
        has_more=has_more,
        after=shown[-1] if has_more and shown else None,
    )
