"""Which id a model's output item has in the thread."""

from __future__ import annotations

from typing import Any

from agents.models.fake_id import FAKE_RESPONSES_ID

from chatkit.agents.context import AgentContext
from chatkit.store import NotFoundError, StoreItemType


class ItemIds:
    """Map the ids of a run's output items to ids that are unique in the thread.

    A model's own id is kept while nothing else has it. The Agents SDK's placeholder, an id that
    came before in this run and one that the store knows already give way to an id from the store.
    """

    def __init__(self, context: AgentContext[Any]) -> None:
        self._context = context
        self._taken = {FAKE_RESPONSES_ID}
        self._current: dict[str, str] = {}

    async def claim(self, model_id: str | None, kind: StoreItemType) -> str:
        """Return the thread's id for an item that begins now."""
        if model_id and model_id not in self._taken and not await self._is_stored(model_id):
            item_id = model_id
        else:
            item_id = self._context.generate_id(kind)
        self._taken.add(item_id)
        if model_id:
            self._current[model_id] = item_id
        return item_id

    def of(self, model_id: str) -> str:
        """Return the thread's id for the item that last began under the model's id."""
        return self._current.get(model_id, model_id)

    async def release(self, model_id: str, kind: StoreItemType) -> str:
        """Return the thread's id for an item that ends, claiming one if it never began."""
        item_id = self._current.pop(model_id, None)
        if item_id is not None:
            return item_id
        item_id = await self.claim(model_id, kind)
        self._current.pop(model_id, None)
        return item_id

    async def _is_stored(self, item_id: str) -> bool:
        context = self._context
        try:
            await context.store.load_item(context.thread.id, item_id, context.request_context)
        except NotFoundError:
            return False
        return True
