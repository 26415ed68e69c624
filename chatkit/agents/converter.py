"""What an agent is given of a thread: its items as input for the Agents SDK."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias, cast

from agents import TResponseInputItem
from openai.types.responses.response_input_file_param import ResponseInputFileParam
from openai.types.responses.response_input_image_param import ResponseInputImageParam
from openai.types.responses.response_input_text_param import ResponseInputTextParam

from chatkit.agents import prompts
from chatkit.types import (
    AssistantMessageItem,
    Attachment,
    ClientToolCallItem,
    CustomTask,
    EndOfTurnItem,
    GeneratedImageItem,
    HiddenContextItem,
    SDKHiddenContextItem,
    StructuredInputItem,
    Task,
    TaskItem,
    ThreadItem,
    UserMessageItem,
    UserMessageTagContent,
    WidgetItem,
    WorkflowItem,
)

MessageContent: TypeAlias = (
    ResponseInputTextParam | ResponseInputImageParam | ResponseInputFileParam
)
AgentInput: TypeAlias = TResponseInputItem | list[TResponseInputItem] | None

_to_json = json.JSONEncoder(ensure_ascii=False).encode


class ThreadItemConverter:
    """Convert thread items to what a model reads.

    Every method may be overridden; it returns one input item, several, or None to leave the item
    out. Tags, attachments and hidden context that is not text mean something only to the
    application, so their methods must be overridden where they are used.
    """

    async def attachment_to_message_content(self, attachment: Attachment) -> MessageContent:
        """Return the content for a file or image of a user's message.

        Args:
            attachment: The attachment.

        Raises:
            NotImplementedError: Unless overridden: only the application can read the bytes.
        """
        raise NotImplementedError(
            f"The message has the attachment {attachment.name!r}: override "
            "ThreadItemConverter.attachment_to_message_content to give its content to the agent."
        )

    async def tag_to_message_content(self, tag: UserMessageTagContent) -> MessageContent:
        """Return what the model is told about an @mention.

        Args:
            tag: The mention; one that occurs several times in a message is converted once.

        Raises:
            NotImplementedError: Unless overridden: only the application knows the entity.
        """
        raise NotImplementedError(
            f"The message mentions @{tag.text}: override "
            "ThreadItemConverter.tag_to_message_content to tell the agent what that is."
        )

    async def generated_image_to_input(self, item: GeneratedImageItem) -> AgentInput:
        """Convert an image the model made; one that is not there yet is left out.

        Args:
            item: The thread's item.
        """
        if item.image is None:
            return None
        image: ResponseInputImageParam = {
            "type": "input_image",
            "detail": "auto",
            "image_url": item.image.url,
        }
        return _message([_text(prompts.IMAGE), image])

    async def hidden_context_to_input(self, item: HiddenContextItem) -> AgentInput:
        """Convert context of the application that the user does not see.

        Args:
            item: The thread's item.

        Raises:
            NotImplementedError: Unless overridden, if the content is not text.
        """
        if not isinstance(item.content, str):
            raise NotImplementedError(
                f"The hidden context {item.id!r} is {type(item.content).__name__}, not text: "
                "override ThreadItemConverter.hidden_context_to_input to word it for the agent."
            )
        return _message([_text(prompts.hidden_context(item.content))])

    async def sdk_hidden_context_to_input(self, item: SDKHiddenContextItem) -> AgentInput:
        """Convert a remark of the SDK that the user does not see.

        Args:
            item: The thread's item.
        """
        return _message([_text(prompts.hidden_context(item.content))])

    async def task_to_input(self, item: TaskItem) -> AgentInput:
        """Convert a custom task with a title or content; other tasks are left out.

        Args:
            item: The thread's item.
        """
        return _task_message(item.task)

    async def structured_input_to_input(self, item: StructuredInputItem) -> AgentInput:
        """Convert a form's questions with their answers.

        Args:
            item: The thread's item.
        """
        return _message([_text(prompts.structured_input(item))])

    async def workflow_to_input(self, item: WorkflowItem) -> AgentInput:
        """Convert a workflow's custom tasks; thoughts are the model's own and are left out.

        Args:
            item: The thread's item.
        """
        messages = [_task_message(task) for task in item.workflow.tasks]
        return [message for message in messages if message is not None]

    async def widget_to_input(self, item: WidgetItem) -> AgentInput:
        """Convert a widget to its JSON.

        Args:
            item: The thread's item.
        """
        return _message([_text(prompts.widget(item))])

    async def user_message_to_input(
        self, item: UserMessageItem, is_last_message: bool = True
    ) -> AgentInput:
        """Convert a user's message.

        Args:
            item: The thread's item.
            is_last_message: Whether it is the one to answer; only then is its quotation repeated.
        """
        tags = [part for part in item.content if part.type == "input_tag"]
        text = "".join(
            [f"@{part.text}" if part.type == "input_tag" else part.text for part in item.content]
        )
        attached = [await self.attachment_to_message_content(file) for file in item.attachments]
        messages = [_message([_text(text), *attached])]
        if item.quoted_text and is_last_message:
            messages.append(_message([_text(prompts.quotation(item.quoted_text))]))
        if tags:
            mentions = {(tag.id, tag.text): tag for tag in tags}.values()
            meanings = [await self.tag_to_message_content(tag) for tag in mentions]
            messages.append(_message([_text(prompts.TAGS), *meanings]))
        return messages

    async def assistant_message_to_input(self, item: AssistantMessageItem) -> AgentInput:
        """Convert the model's own message; its citations are left out.

        Args:
            item: The thread's item.
        """
        content = [
            {"type": "output_text", "text": part.text, "annotations": list[Any]()}
            for part in item.content
        ]
        message = {"type": "message", "role": "assistant", "content": content}
        return cast("TResponseInputItem", message)

    async def client_tool_call_to_input(self, item: ClientToolCallItem) -> AgentInput:
        """Convert a call the browser has answered; one still pending is left out.

        Args:
            item: The thread's item.
        """
        if item.status == "pending":
            return None
        return [
            {
                "type": "function_call",
                "call_id": item.call_id,
                "name": item.name,
                "arguments": _to_json(item.arguments),
            },
            {
                "type": "function_call_output",
                "call_id": item.call_id,
                "output": _to_json(item.output),
            },
        ]

    async def end_of_turn_to_input(self, item: EndOfTurnItem) -> AgentInput:
        """Leave the mark out: it means nothing to a model.

        Args:
            item: The thread's item.
        """
        return None

    async def to_agent_input(
        self, thread_items: Sequence[ThreadItem] | ThreadItem
    ) -> list[TResponseInputItem]:
        """Convert items of a thread.

        Args:
            thread_items: The items, oldest first, or a single one.

        Returns:
            Input for `Runner.run` and `Runner.run_streamed`.

        Raises:
            NotImplementedError: An item needs a method that is not overridden.
        """
        items = thread_items if isinstance(thread_items, Sequence) else [thread_items]
        last = len(items) - 1
        converted: list[TResponseInputItem] = []
        for index, item in enumerate(items):
            if item.type == "user_message":
                entry = await self.user_message_to_input(item, is_last_message=index == last)
            else:
                entry = await self._method_for(item)(item)
            if isinstance(entry, list):
                converted.extend(entry)
            elif entry is not None:
                converted.append(entry)
        return converted

    def _method_for(self, item: ThreadItem) -> Callable[[Any], Awaitable[AgentInput]]:
        return getattr(self, _METHODS[item.type])


_METHODS = {
    "assistant_message": "assistant_message_to_input",
    "client_tool_call": "client_tool_call_to_input",
    "end_of_turn": "end_of_turn_to_input",
    "generated_image": "generated_image_to_input",
    "hidden_context_item": "hidden_context_to_input",
    "sdk_hidden_context": "sdk_hidden_context_to_input",
    "structured_input": "structured_input_to_input",
    "task": "task_to_input",
    "widget": "widget_to_input",
    "workflow": "workflow_to_input",
}


async def simple_to_agent_input(
    thread_items: Sequence[ThreadItem] | ThreadItem,
) -> list[TResponseInputItem]:
    """Convert items of a thread with the default `ThreadItemConverter`.

    Args:
        thread_items: The items, oldest first, or a single one.

    Returns:
        Input for `Runner.run` and `Runner.run_streamed`.

    Raises:
        NotImplementedError: The items hold tags, attachments or hidden context that is not text.
    """
    return await _DEFAULT_CONVERTER.to_agent_input(thread_items)


_DEFAULT_CONVERTER = ThreadItemConverter()


def _text(text: str) -> ResponseInputTextParam:
    return {"type": "input_text", "text": text}


def _message(content: list[MessageContent]) -> TResponseInputItem:
    return cast("TResponseInputItem", {"type": "message", "role": "user", "content": content})


def _task_message(task: Task) -> TResponseInputItem | None:
    if not isinstance(task, CustomTask):
        return None
    text = prompts.task(task)
    return _message([_text(text)]) if text else None
