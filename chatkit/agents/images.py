"""Generated images, from a model's output to thread items and their updates."""

from __future__ import annotations

from typing import Any

from openai.types.responses import ResponseImageGenCallPartialImageEvent
from openai.types.responses.response_output_item import ImageGenerationCall

from chatkit.agents.context import AgentContext
from chatkit.agents.response_converter import ResponseStreamConverter
from chatkit.types import (
    GeneratedImage,
    GeneratedImageItem,
    GeneratedImageUpdated,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemUpdatedEvent,
)
from chatkit.types.clock import now


class ImageStream:
    """The image generations of one run."""

    def __init__(self, context: AgentContext[Any], converter: ResponseStreamConverter) -> None:
        self._context = context
        self._converter = converter
        self._put = context.outbox.put
        self._items: dict[str, GeneratedImageItem] = {}

    def begin(self, call: ImageGenerationCall) -> None:
        """Show where the image will be."""
        item = GeneratedImageItem(
            id=self._context.generate_id("message"),
            thread_id=self._context.thread.id,
            created_at=now(),
        )
        self._items[call.id] = item
        self._context.generated_image_item = item
        self._put(ThreadItemAddedEvent(item=item.model_copy()))

    async def update(self, event: ResponseImageGenCallPartialImageEvent) -> None:
        """Show a partial image."""
        item = self._items.get(event.item_id)
        if item is None:
            return
        index = event.partial_image_index
        url = await self._converter.base64_image_to_url(
            event.item_id, event.partial_image_b64, index
        )
        update = GeneratedImageUpdated(
            image=GeneratedImage(id=event.item_id, url=url),
            progress=self._converter.partial_image_index_to_progress(index),
        )
        self._put(ThreadItemUpdatedEvent(item_id=item.id, update=update))

    async def end(self, call: ImageGenerationCall) -> None:
        """Show the finished image, or takes the item away where none came of it."""
        item = self._items.pop(call.id, None)
        if item is None:
            return
        if self._context.generated_image_item is item:
            self._context.generated_image_item = None
        if not call.result:
            self._put(ThreadItemRemovedEvent(item_id=item.id))
            return
        url = await self._converter.base64_image_to_url(call.id, call.result)
        image = GeneratedImage(id=call.id, url=url)
        self._put(ThreadItemDoneEvent(item=item.model_copy(update={"image": image})))
