"""A server whose hooks follow a vector's scripts and write down how they were called."""

from __future__ import annotations

import asyncio
import base64
import builtins
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from chatkit import types as ct
from chatkit import widgets as cw
from chatkit.errors import CustomStreamError, ErrorCode, StreamError
from chatkit.server import ChatKitServer, stream_widget
from chatkit.store import AttachmentStore, NotFoundError
from tests.chatkit.vectors.recording import ATTACHMENT, Recording

EVENT = TypeAdapter(ct.ThreadStreamEvent)
ROOT = TypeAdapter(cw.WidgetRoot)


def error_from(spec: dict[str, Any]) -> Exception:
    retry = {"allow_retry": spec["allow_retry"]} if "allow_retry" in spec else {}
    match spec["type"]:
        case "StreamError":
            return StreamError(ErrorCode(spec["code"]), **retry)
        case "CustomStreamError":
            return CustomStreamError(spec["message"], **retry)
        case "NotFoundError":
            return NotFoundError(spec.get("message", ""))
        case name:
            return getattr(builtins, name)(spec.get("message", ""))


def root_from(data: dict[str, Any], *, dynamic: bool = False) -> Any:
    if dynamic:
        return cw.DynamicWidgetRoot.model_validate(data)
    return ROOT.validate_python(data)


def widget_from(states: list[dict[str, Any]], *, dynamic: bool = False) -> Any:
    """One state as an object, several as an async generator."""
    roots = [root_from(state, dynamic=dynamic) for state in states]

    async def replay():
        for root in roots:
            yield root

    return roots[0] if len(roots) == 1 else replay()


async def settle() -> None:
    """Let everything that is ready run."""
    for _ in range(100):
        await asyncio.sleep(0)


class ScriptedServer(ChatKitServer):
    """Follows `turn`, one turn of a vector, which the test sets before each request."""

    def __init__(
        self,
        store: Recording,
        vector: dict[str, Any],
        agent_script: Callable[..., Any],
        *,
        typed_annotations: bool,
    ) -> None:
        super().__init__(store, _file_store(vector, self))
        self.vector = vector
        self.agent_script = agent_script
        self.typed_annotations = typed_annotations
        self.turn: dict[str, Any] = {}
        self.hooks: list[dict[str, Any]] = []
        self.consumer: asyncio.Task[Any] | None = None

    def note(self, hook: str, context: object, **received: Any) -> None:
        assert context is self.store.context, f"{hook} did not get the caller's context"
        self.hooks.append({"hook": hook, **received})

    def respond(self, thread, input_user_message, context):
        message = input_user_message.id if input_user_message else None
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
        self.note(
            hook,
            context,
            thread=thread.id,
            type=action.type,
            payload=action.payload,
            sender=sender.id if sender else None,
        )

    async def add_feedback(self, thread_id, item_ids, feedback, context):
        self.note("add_feedback", context, thread=thread_id, items=item_ids, kind=feedback)
        await super().add_feedback(thread_id, item_ids, feedback, context)

    async def transcribe(self, audio_input, context):
        if "transcribe" not in self.turn:
            return await super().transcribe(audio_input, context)
        self.note(
            "transcribe",
            context,
            data_base64=base64.b64encode(audio_input.data).decode(),
            mime_type=audio_input.mime_type,
            media_type=audio_input.media_type,
        )
        return ct.TranscriptionResult.model_validate(self.turn["transcribe"])

    def get_stream_options(self, thread, context):
        if "stream_options" not in self.vector:
            return super().get_stream_options(thread, context)
        return ct.StreamOptions.model_validate(self.vector["stream_options"])

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
                agent = agent or self.agent_script(self, thread, context)
                async for event in agent.follow(step):
                    yield event
                if "agent_run" in step:
                    agent = None
            else:
                async for event in self.step(step, thread, context):
                    yield event

    async def step(self, step, thread, context):
        match step:
            case {"yield": event}:
                yield EVENT.validate_python(event)
            case {"set_thread": fields}:
                changed = ct.ThreadMetadata.model_validate({**_fields(thread), **fields})
                for name in fields:
                    setattr(thread, name, getattr(changed, name))
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


def _fields(thread: ct.ThreadMetadata) -> dict[str, Any]:
    return {name: getattr(thread, name) for name in ct.ThreadMetadata.model_fields}


def _file_store(vector: dict[str, Any], server: ScriptedServer) -> AttachmentStore | None:
    class DeleteOnly(AttachmentStore):
        async def delete_attachment(self, attachment_id, context):
            server.note("delete_attachment", context, id=attachment_id)

    class TwoPhase(DeleteOnly):
        async def create_attachment(self, input, context):  # noqa: A002
            server.note("create_attachment", context, **input.model_dump())
            return ATTACHMENT.validate_python(vector["attachment_store"]["create"])

    match vector.get("attachment_store"):
        case None:
            return None
        case {"create": _}:
            return TwoPhase()
        case _:
            return DeleteOnly()
