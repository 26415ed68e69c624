"""Items that were announced but not finished, kept up to date in case the turn is cancelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from chatkit.server.visibility import is_hidden
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    GeneratedImageItem,
    GeneratedImageUpdated,
    ThreadItem,
    ThreadItemUpdate,
    WidgetItem,
    WidgetRootUpdated,
    WorkflowItem,
    WorkflowTaskAdded,
    WorkflowTaskUpdated,
)


class PendingItems:
    """The items of one turn between their ``thread.item.added`` and ``thread.item.done``."""

    def __init__(self) -> None:
        self._drafts: dict[str, _Draft] = {}

    def add(self, item: ThreadItem) -> None:
        """Start following an item, from a copy of its own."""
        self._drafts[item.id] = _Draft(item.model_copy(deep=True))

    def update(self, item_id: str, update: ThreadItemUpdate) -> bool:
        """Apply an update, if the item is pending.

        Returns:
            Whether a client may see the update.

        Raises:
            IndexError: The update is for a task that the workflow does not have.
        """
        draft = self._drafts.get(item_id)
        if draft is None:
            return True
        draft.apply(update)
        return not draft.hidden

    def extend(self, item_id: str, content_index: int, delta: str) -> bool:
        """Append text to a part of a message, as an update with a text delta does.

        Returns:
            Whether a client may see it.
        """
        draft = self._drafts.get(item_id)
        if draft is None:
            return True
        draft.text[content_index].append(delta)
        return not draft.hidden

    def drop(self, item_id: str) -> None:
        """Stop following an item that is finished, replaced or removed."""
        self._drafts.pop(item_id, None)

    def __iter__(self) -> Iterator[ThreadItem]:
        return (draft.item() for draft in self._drafts.values())


class _Draft:
    """One pending item. Its streamed text is gathered in lists and joined when asked for."""

    def __init__(self, item: ThreadItem) -> None:
        self.hidden = is_hidden(item)
        self._item = item
        self.text: defaultdict[int, list[str]] = defaultdict(list)

    def apply(self, update: ThreadItemUpdate) -> None:
        if isinstance(update, AssistantMessageContentPartTextDelta):
            self.text[update.content_index].append(update.delta)
            return
        self._join()
        if isinstance(self._item, AssistantMessageItem):
            _apply_to_message(self._item, update)
        else:
            _apply_to_other(self._item, update)

    def item(self) -> ThreadItem:
        self._join()
        return self._item

    def _join(self) -> None:
        if not self.text:
            return
        if isinstance(self._item, AssistantMessageItem):
            for index, deltas in self.text.items():
                part = _part(self._item, index)
                part.text += "".join(deltas)
        self.text.clear()


def _part(message: AssistantMessageItem, index: int) -> AssistantMessageContent:
    while len(message.content) <= index:
        message.content.append(AssistantMessageContent(text=""))
    return message.content[index]


def _apply_to_message(message: AssistantMessageItem, update: Any) -> None:
    match update:
        case AssistantMessageContentPartAdded() | AssistantMessageContentPartDone():
            _part(message, update.content_index)
            message.content[update.content_index] = update.content.model_copy(deep=True)
        case AssistantMessageContentPartAnnotationAdded():
            annotations = _part(message, update.content_index).annotations
            annotations.insert(update.annotation_index, update.annotation.model_copy(deep=True))
        case _:
            pass


def _apply_to_other(item: ThreadItem, update: Any) -> None:
    match item, update:
        case WorkflowItem(workflow=workflow), WorkflowTaskAdded():
            workflow.tasks.insert(update.task_index, update.task.model_copy(deep=True))
        case WorkflowItem(workflow=workflow), WorkflowTaskUpdated():
            workflow.tasks[update.task_index] = update.task.model_copy(deep=True)
        case GeneratedImageItem(), GeneratedImageUpdated():
            item.image = update.image.model_copy(deep=True)
        case WidgetItem(), WidgetRootUpdated():
            item.widget = update.widget.model_copy(deep=True)
        case _:
            pass
