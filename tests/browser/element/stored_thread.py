"""Threads that are in the store before a test opens them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any

from pydantic import TypeAdapter

from chatkit.types import ThreadItem, ThreadMetadata
from tests.browser.element.element_server import ElementServer

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
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


def store_thread(
    server: ElementServer,
    thread_id: str,
    items: list[dict[str, Any]],
    first: int = 0,
    **fields: Any,
) -> None:
    """Put a thread with these items into the server's store; `first` numbers them."""

    async def save() -> None:
        known = {"id": thread_id, "created_at": START, "title": "Late orders"}
        thread = ThreadMetadata.model_validate(known | fields)
        await server.store.save_thread(thread, {})
        for number, item in enumerate(items, first):
            common = {
                "id": f"{thread_id}_{number}",
                "thread_id": thread_id,
                "created_at": START + timedelta(seconds=number),
            }
            stored = ITEM.validate_python(common | item)
            await server.store.add_thread_item(thread_id, stored, {})

    # Playwright's own loop runs in this thread.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, save()).result()
