"""A server whose handlers do what the script of a conversation says."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

from chatkit import types as ct
from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult, stream_widget

from .run import AgentScript
from .values import EVENT, error_from, file_store_from, jsonable, widget_from


class ScriptedServer(ChatKitServer):
    """Follows `turn`, which `take_turn` sets, and writes down how its hooks are called.

    Its store knows the one `context` of the conversation, and has `calls` and `reads`.
    """

    def __init__(
        self, store: Any, conversation: dict[str, Any], *, typed_annotations: bool = False
    ) -> None:
        super().__init__(store, file_store_from(conversation.get("attachment_store"), self.note))
        self.context = store.context
        self.typed_annotations = typed_annotations
        self.stream_options = conversation.get("stream_options")
        self.turn: dict[str, Any] = {}
        self.hooks: list[dict[str, Any]] = []
        self.consumer: asyncio.Task[Any] | None = None

    def note(self, hook: str, context: object, **received: Any) -> None:
        self.store.saw(context)
        self.hooks.append({"hook": hook, **jsonable(received)})

    def respond(self, thread, input_user_message, context):
        message = input_user_message and input_user_message.id
        self.note("respond", context, thread=thread.id, message=message)
        return self.follow(self.turn.get("respond", []), thread, context)

    def action(self, thread, action, sender, context):
        if "action" not in self.turn:
            return super().action(thread, action, sender, context)
        self.note_action("action", thread, action, sender, context)
        return self.follow(self.turn["action"], thread, context)

    async def sync_action(self, thread, action, sender, context):
        if "sync_action" not in self.turn:
            return await super().sync_action(thread, action, sender, context)
        self.note_action("sync_action", thread, action, sender, context)
        if "raise" in self.turn["sync_action"]:
            raise error_from(self.turn["sync_action"]["raise"])
        return ct.SyncCustomActionResponse.model_validate(self.turn["sync_action"])

    def note_action(self, hook, thread, action, sender, context) -> None:
        received = {"type": action.type, "payload": action.payload, "sender": sender and sender.id}
        self.note(hook, context, thread=thread.id, **received)

    async def add_feedback(self, thread_id, item_ids, feedback, context):
        self.note("add_feedback", context, thread=thread_id, items=item_ids, kind=feedback)
        await super().add_feedback(thread_id, item_ids, feedback, context)

    async def transcribe(self, audio_input, context):
        if "transcribe" not in self.turn:
            return await super().transcribe(audio_input, context=context)
        received = {
            "data_base64": base64.b64encode(audio_input.data).decode(),
            "mime_type": audio_input.mime_type,
            "media_type": audio_input.media_type,
        }
        self.note("transcribe", context, **received)
        return ct.TranscriptionResult.model_validate(self.turn["transcribe"])

    def get_stream_options(self, thread, context):
        if self.stream_options is None:
            return super().get_stream_options(thread, context)
        return ct.StreamOptions.model_validate(self.stream_options)

    async def handle_stream_cancelled(self, thread, pending_items, context):
        pending = [item.id for item in pending_items]
        self.note("handle_stream_cancelled", context, thread=thread.id, pending=pending)
        await super().handle_stream_cancelled(thread, pending_items, context)

    async def cancel(self) -> None:
        """Cancel the task that reads the stream, and wait for that to arrive here."""
        assert self.consumer is not None
        self.consumer.cancel()
        await asyncio.Event().wait()

    async def follow(self, steps, thread, context):
        agent = None
        for step in steps:
            if "agent_run" in step or "context" in step:
                agent = agent or AgentScript(self, thread)
                async for event in agent.follow(step):
                    yield event
                agent = None if "agent_run" in step else agent
            else:
                async for event in self.step(step, thread, context):
                    yield event

    async def step(self, step, thread, context):
        match step:
            case {"yield": event}:
                yield EVENT.validate_python(event)
            case {"set_thread": fields}:
                _set_fields(thread, fields)
            case {"raise": spec}:
                raise error_from(spec)
            case {"cancel": True}:
                await self.cancel()
            case {"stream_widget": states}:
                widget = widget_from(states, dynamic=step.get("dynamic", False))
                async for event in stream_widget(
                    thread,
                    widget,
                    copy_text=step.get("copy_text"),
                    generate_id=lambda kind: self.store.generate_item_id(kind, thread, context),
                ):
                    yield event
            case _:
                raise AssertionError(f"unknown step {step}")


def _set_fields(thread: ct.ThreadMetadata, fields: dict[str, Any]) -> None:
    present = {name: getattr(thread, name) for name in ct.ThreadMetadata.model_fields}
    changed = ct.ThreadMetadata.model_validate({**present, **fields})
    for name in fields:
        setattr(thread, name, getattr(changed, name))


async def take_turn(
    server: ScriptedServer, turn: dict[str, Any], patience: float | None = None
) -> dict[str, Any]:
    """Send the request of a turn, and report all that can be seen of it.

    What was raised is under `raises`; `hangs` is there where `patience`, in seconds, ran out.
    """
    store = server.store
    server.turn = turn
    server.hooks, store.calls, store.reads = [], [], []
    got: dict[str, Any] = {}
    server.consumer = asyncio.create_task(_consume(server, _body(turn), got))
    await asyncio.wait([server.consumer], timeout=patience)
    if not server.consumer.done():
        server.consumer.cancel()
        got["hangs"] = True
    elif server.consumer.cancelled():
        got["raises"] = asyncio.CancelledError()
    elif error := server.consumer.exception():
        got["raises"] = error
    return got | {"store_calls": store.calls, "store_reads": store.reads, "hooks": server.hooks}


def _body(turn: dict[str, Any]) -> str | bytes | bytearray:
    text = turn["request_raw"] if "request_raw" in turn else json.dumps(turn["request"])
    kinds = {"text": str, "bytes": str.encode, "bytearray": lambda body: bytearray(body.encode())}
    return kinds[turn.get("request_as", "text")](text)


async def _consume(server: ScriptedServer, body: Any, got: dict[str, Any]) -> None:
    result = await server.process(body, server.context)
    got["streaming"] = isinstance(result, StreamingResult)
    if isinstance(result, NonStreamingResult):
        got["json"] = json.loads(result.json)
        return
    got["events"] = []
    async for chunk in result:
        assert chunk.startswith(b"data: ")
        assert chunk.endswith(b"\n\n")
        assert chunk.count(b"\n") == 2
        got["events"].append(json.loads(chunk[len(b"data: ") :]))
