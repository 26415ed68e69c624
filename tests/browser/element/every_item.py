"""One item of each kind that a thread can show: as stored, and as the events that it arrives in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from pydantic import TypeAdapter

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    NoticeEvent,
    ProgressUpdateEvent,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdate,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WorkflowItem,
    WorkflowTaskAdded,
)

ITEM: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)

REPORT = """The **mean delay** is 3.2 days.

For \\(n = 120\\) orders: $$\\bar{x} = \\frac{1}{n}\\sum x_i$$

| Region | Late |
|---|--:|
| North | 7 |

```python
late = orders[orders.delay > 3]
```

It costs $5 and $10. See [the order](chatkit-link://order?id=1).
"""


def question(text: str, **fields: Any) -> dict[str, Any]:
    """A message of the user."""
    content = [{"type": "input_text", "text": text}]
    common = {"type": "user_message", "content": content, "inference_options": {}}
    return common | {"attachments": []} | fields


def answer(text: str, *sources: dict[str, Any]) -> dict[str, Any]:
    """A message of the assistant, citing each source after its first sentence."""
    place = text.find(".")
    annotations = [{"type": "annotation", "source": source, "index": place} for source in sources]
    part = {"type": "output_text", "text": text, "annotations": annotations}
    return {"type": "assistant_message", "content": [part]}


def everything() -> list[dict[str, Any]]:
    """One item of each kind that a thread can show."""
    page = {"type": "url", "title": "Report on delays", "url": "https://example.com/report"}
    entity = {"type": "entity", "id": "s7", "title": "Supplier 7", "inline_label": "Supplier 7"}
    tasks = [
        {"type": "thought", "title": "Look at the table", "content": "It has *120* rows."},
        {"type": "web_search", "title_query": "lead times", "queries": ["lead time"]},
        {"type": "file", "sources": [{"type": "file", "title": "Plan", "filename": "p.pdf"}]},
        {"type": "custom", "title": "Count", "icon": "bolt", "status_indicator": "complete"},
    ]
    workflow = {
        "type": "reasoning",
        "summary": {"duration": 72},
        "expanded": True,
        "tasks": tasks,
    }
    choice = {
        "type": "multiple_choice",
        "id": "region",
        "question": "Which region?",
        "options": [{"value": "North"}, {"value": "South"}],
    }
    freeform = {"type": "freeform", "id": "more", "question": "Anything else?"}
    call = {"call_id": "c", "name": "open_cell", "arguments": {"index": 3}, "output": "opened"}
    return [
        question("Which orders are late?", quoted_text="Some are late, it says."),
        {"type": "workflow", "workflow": workflow},
        answer(REPORT, page, entity),
        {"type": "client_tool_call", "status": "completed", **call},
        {"type": "task", "task": tasks[1]},
        {"type": "generated_image", "image": None},
        {"type": "structured_input", "inputs": [choice, freeform]},
    ]


def arriving(thread_id: str) -> Iterator[ThreadStreamEvent]:
    """Every item but the question, piece by piece, between word of what is done and a notice."""
    yield ProgressUpdateEvent(icon="search", text="Looking at the orders")
    for number, fields in enumerate(everything()[1:]):
        common = {"id": f"live_{number}", "thread_id": thread_id}
        item = ITEM.validate_python(common | {"created_at": datetime.now(timezone.utc)} | fields)
        yield ThreadItemAddedEvent(item=_begun(item))
        for update in _updates(item):
            yield ThreadItemUpdatedEvent(item_id=item.id, update=update)
        yield ThreadItemDoneEvent(item=item)
    yield NoticeEvent(level="info", message="That is all.")


def _begun(item: ThreadItem) -> ThreadItem:
    if isinstance(item, WorkflowItem):
        begun = item.workflow.model_copy(update={"tasks": [], "summary": None})
        return item.model_copy(update={"workflow": begun})
    if isinstance(item, AssistantMessageItem):
        return item.model_copy(update={"content": []})
    return item


def _updates(item: ThreadItem) -> Iterator[ThreadItemUpdate]:
    if isinstance(item, WorkflowItem):
        for index, task in enumerate(item.workflow.tasks):
            yield WorkflowTaskAdded(task_index=index, task=task)
    if isinstance(item, AssistantMessageItem):
        (part,) = item.content
        begun = AssistantMessageContent(text="")
        yield AssistantMessageContentPartAdded(content_index=0, content=begun)
        for start in range(0, len(part.text), 7):
            delta = part.text[start : start + 7]
            yield AssistantMessageContentPartTextDelta(content_index=0, delta=delta)
        for index, annotation in enumerate(part.annotations):
            yield AssistantMessageContentPartAnnotationAdded(
                content_index=0, annotation_index=index, annotation=annotation
            )
