"""Where a thread has branched, and what the branches hold that are not shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel, Field, ValidationError

from chatkit.types import ThreadMetadata

KEY = "chatkit_branches"
"""The metadata of a thread that holds its branches, as JSON text."""

START = ""
"""Stands for the item before a thread's first one."""

Items: TypeAlias = list[dict[str, Any]]


class Fork(BaseModel):
    """A place from which a thread goes on in several ways.

    Args:
        active: Which of the branches is the one in the thread.
        branches: The items of the others, oldest first; None for the active one.
    """

    active: int = Field(ge=0)
    branches: list[Items | None]


class Forks(BaseModel):
    """All forks of a thread.

    A fork is known by the item before it, so that forks within a branch stay with the branch.

    Args:
        by_item: Forks by the id of the item before them.
    """

    by_item: dict[str, Fork] = Field(default_factory=dict[str, Fork])

    @classmethod
    def of(cls, thread: ThreadMetadata) -> Forks:
        """Read the forks of a thread; what can not be read counts as none."""
        text = thread.metadata.get(KEY)
        try:
            return cls.model_validate_json(text) if isinstance(text, str) else cls()
        except ValidationError:
            return cls()

    def keep_in(self, thread: ThreadMetadata) -> None:
        """Write the forks into a thread, which is yet to be saved."""
        thread.metadata = {name: each for name, each in thread.metadata.items() if name != KEY}
        if self.by_item:
            thread.metadata[KEY] = self.model_dump_json()

    def leave(self, before: str, rest: Items) -> None:
        """Begin a branch.

        Args:
            before: Id of the item that it follows.
            rest: The items that have followed it so far.
        """
        fork = self.by_item.setdefault(before, Fork(active=0, branches=[None]))
        fork.branches[fork.active] = rest
        fork.branches.append(None)
        fork.active = len(fork.branches) - 1

    def switch(self, before: str, index: int, rest: Items) -> Items:
        """Take up another branch.

        Args:
            before: Id of the item that the branches follow.
            index: Which one.
            rest: The items that follow it now.

        Returns:
            The items of the branch.

        Raises:
            LookupError: There is no such branch, or it is the one that is shown.
        """
        fork = self.by_item[before]
        taken = fork.branches[index] if 0 <= index < len(fork.branches) else None
        if taken is None:
            raise LookupError(index)
        fork.branches[fork.active] = rest
        fork.branches[index] = None
        fork.active = index
        return taken

    def drop_active(self, before: str) -> Items:
        """Forget the active branch, which holds nothing, and take up the one before it."""
        fork = self.by_item[before]
        empty = fork.active
        taken = self.switch(before, empty - 1 if empty else 1, [])
        del fork.branches[empty]
        fork.active -= fork.active > empty
        if len(fork.branches) == 1:
            del self.by_item[before]
        return taken

    def forget_all_but(self, ids: Iterable[str]) -> None:
        """Forget forks after items that are neither in the thread nor in a branch of it."""
        known = {START, *ids}
        while True:
            kept = {name: fork for name, fork in self.by_item.items() if name in known}
            stored = [
                item["id"]
                for fork in kept.values()
                for branch in fork.branches
                for item in branch or []
            ]
            if known.issuperset(stored):
                self.by_item = kept
                return
            known.update(stored)

    def places(self, ids: Sequence[str]) -> dict[str, dict[str, int]]:
        """Say at which of a thread's items it branches.

        Args:
            ids: Ids of its items, oldest first.

        Returns:
            By the id of a branch's first item, its ``index`` among ``count`` branches.
        """
        return {
            after: {"index": fork.active, "count": len(fork.branches)}
            for before, after in zip([START, *ids], ids, strict=False)
            if (fork := self.by_item.get(before)) is not None
        }
