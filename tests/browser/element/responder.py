"""A ChatKit server that answers each word with what a test wants to see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timezone
from typing import Any

from chatkit.server import ChatKitServer
from chatkit.store import AttachmentStore, InMemoryStore
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    Attachment,
    AttachmentUploadDescriptor,
    ClientEffectEvent,
    ClientToolCallItem,
    ErrorEvent,
    FileAttachment,
    ImageAttachment,
    StructuredInputFreeform,
    StructuredInputItem,
    SyncCustomActionResponse,
    ThreadItemDoneEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    TranscriptionResult,
    WidgetItem,
)
from chatkit.widgets import Button, Card, Text
from tests.browser.element.every_item import arriving


class Files(AttachmentStore[Any]):
    """Takes every file; its bytes go to ``/files/<id>``."""

    def __init__(self, store: InMemoryStore[Any]) -> None:
        self.store = store
        self.deleted: list[str] = []

    async def create_attachment(self, input, context):  # noqa: A002 - the name of the base class
        """Register a file that will be uploaded."""
        attachment_id = self.generate_attachment_id(input.mime_type, context)
        made = make_attachment(attachment_id, input.name, input.mime_type, context["host"])
        await self.store.save_attachment(made, context)
        descriptor = AttachmentUploadDescriptor(
            url=f"http://{context['host']}/files/{attachment_id}", method="PUT"
        )
        return made.model_copy(update={"upload_descriptor": descriptor})

    async def delete_attachment(self, attachment_id, context):
        """Note that it is gone."""
        self.deleted.append(attachment_id)


class Responder(ChatKitServer[Any]):
    """Answers "You said …", or what stands in `ANSWERS` for the first word."""

    async def respond(self, thread, input_user_message, context) -> AsyncIterator[Any]:
        """Answer the message; after a tool or a form, say what came back."""
        if input_user_message is None:
            yield self.say(thread, context, "Thank you.")
            return
        text = "".join(part.text for part in input_user_message.content)
        if thread.title is None:
            thread.title = text[:40]
        if text == "everything":
            for event in arriving(thread.id):
                yield event
            return
        answer = ANSWERS.get(text.split(" ")[0])
        if answer is None:
            yield self.say(thread, context, f"You said **{text}**")
            return
        made = answer(self, thread, context)
        if isinstance(made, AsyncIterator):
            async for event in made:
                yield event
        else:
            yield made

    async def action(self, thread, action, sender, context) -> AsyncIterator[Any]:
        """Say what was pressed."""
        yield self.say(thread, context, f"Action {action.type} with {action.payload}")

    async def sync_action(self, thread, action, sender, context) -> SyncCustomActionResponse:
        """Show on the widget that it was pressed."""
        done = sender.model_copy(update={"widget": Card(children=[Text(value="Updated")])})
        await self.store.save_item(thread.id, done, context)
        return SyncCustomActionResponse(updated_item=done)

    async def transcribe(self, audio_input, context) -> TranscriptionResult:
        """Hear the same in every recording."""
        return TranscriptionResult(text="what was dictated")

    def say(self, thread, context, text: str) -> ThreadItemDoneEvent:
        """A whole answer."""
        content = [AssistantMessageContent(text=text)]
        return self.done(AssistantMessageItem, thread, context, content=content)

    def done(self, kind, thread, context, **fields) -> ThreadItemDoneEvent:
        """An item that is finished."""
        item = kind(
            id=self.store.generate_item_id("message", thread, context),
            thread_id=thread.id,
            created_at=datetime.now(timezone.utc),
            **fields,
        )
        return ThreadItemDoneEvent(item=item)


def make_attachment(attachment_id: str, name: str, mime_type: str, host: str) -> Attachment:
    """The record of a file."""
    common = {"id": attachment_id, "name": name, "mime_type": mime_type}
    if mime_type.startswith("image/"):
        return ImageAttachment(**common, preview_url=f"http://{host}/preview.gif")
    return FileAttachment(**common)


def _effect(server: Responder, thread: ThreadMetadata, context) -> ThreadStreamEvent:
    return ClientEffectEvent(name="glow", data={"hue": 7})


def _link(server: Responder, thread: ThreadMetadata, context) -> ThreadStreamEvent:
    return server.say(thread, context, "[the order](chatkit-link://order?id=7)")


def _fail(server: Responder, thread: ThreadMetadata, context) -> ThreadStreamEvent:
    return ErrorEvent(message="That did not work.", allow_retry=True)


def _tool(server: Responder, thread: ThreadMetadata, context) -> ThreadStreamEvent:
    fields = {"call_id": "call", "name": "pick", "arguments": {"from": "palette"}}
    return server.done(ClientToolCallItem, thread, context, status="pending", **fields)


def _questions(server: Responder, thread: ThreadMetadata, context) -> ThreadStreamEvent:
    question = StructuredInputFreeform(id="who", question="Who asks?")
    return server.done(StructuredInputItem, thread, context, inputs=[question])


def _picture(server: Responder, thread: ThreadMetadata, context) -> ThreadStreamEvent:
    thread.allowed_image_domains = ["127.0.0.1"]
    return server.say(thread, context, "![a picture](https://127.0.0.1/picture.gif)")


def _widget(server: Responder, thread: ThreadMetadata, context) -> ThreadStreamEvent:
    def button(label: str, **action: Any) -> Button:
        return Button(label=label, onClickAction={"type": f"order.{label}", **action})

    card = Card(
        children=[
            Text(value="Order 7"),
            button("approve", payload={"id": 7}),
            button("look", handler="client"),
            button("refresh", streaming=False),
        ]
    )
    return server.done(WidgetItem, thread, context, widget=card)


Answer = ThreadStreamEvent | AsyncIterator[ThreadStreamEvent]

ANSWERS: dict[str, Callable[[Responder, ThreadMetadata, Any], Answer]] = {
    "effect": _effect,
    "fail": _fail,
    "link": _link,
    "picture": _picture,
    "questions": _questions,
    "tool": _tool,
    "widget": _widget,
}
