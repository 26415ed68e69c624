"""Items of a thread as HTML that reads well without any style."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from chatkit.types import (
    AssistantMessageItem,
    ClientToolCallItem,
    CustomSummary,
    CustomTask,
    FileSource,
    GeneratedImageItem,
    SearchTask,
    StructuredInputItem,
    Task,
    TaskItem,
    ThoughtTask,
    ThreadItem,
    URLSource,
    UserMessageItem,
    WidgetItem,
    Workflow,
    WorkflowItem,
)
from chatkit_jupyter.preview.static_html import widget_html
from chatkit_jupyter.sharing.markdown import to_html
from chatkit_jupyter.sharing.pictures import picture
from chatkit_jupyter.sharing.sanitizing import clean

_MOST_TEXT = 100_000  # characters of one item
_TITLES = {
    "custom": "Step",
    "web_search": "Searched the web",
    "thought": "Thought",
    "file": "Read files",
    "image": "Worked on a picture",
}


def item_html(item: ThreadItem) -> str:
    """Draw an item.

    Args:
        item: Any item.

    Returns:
        Sanitised HTML on one line; the empty text for what users do not see.
    """
    draw = _DRAWN.get(type(item))
    return clean(draw(item)) if draw is not None else ""


def _user(item: UserMessageItem) -> str:
    parts = [(part.type == "input_tag", part.text) for part in item.content]
    said = "".join(f"@{text}" if is_tag else text for is_tag, text in parts)
    quote = f"<em>“{_lines(item.quoted_text)}”</em><br>" if item.quoted_text else ""
    files = "".join(_attachment(each) for each in item.attachments)
    return f"<blockquote>{quote}{_lines(said.strip())}{files}</blockquote>"


def _attachment(attachment: Any) -> str:
    url = str(getattr(attachment, "preview_url", ""))
    if url.startswith("data:"):
        return f"<br>{picture(url, attachment.name)}"
    return f"<br>📎 {escape(attachment.name)}"


def _assistant(item: AssistantMessageItem) -> str:
    text = "\n\n".join(part.text for part in item.content)
    sources = [note.source for part in item.content for note in part.annotations]
    return to_html(_cut(text)) + _sources(sources)


def _sources(sources: Sequence[Any]) -> str:
    lines = list(dict.fromkeys(line for line in map(_source, sources) if line))
    if not lines:
        return ""
    listed = "".join(f"<li>{line}</li>" for line in lines)
    return f'<div class="meta">Sources<ol>{listed}</ol></div>'


def _source(source: Any) -> str:
    title = escape(source.title or "")
    if isinstance(source, URLSource):
        return f'<a href="{escape(source.url)}">{title or escape(source.url)}</a>'
    if isinstance(source, FileSource):
        return escape(source.filename) if not title else f"{title} ({escape(source.filename)})"
    return title


def _widget(item: WidgetItem) -> str:
    return widget_html(item.widget)


def _generated(item: GeneratedImageItem) -> str:
    if item.image is None:  # the response was stopped, or failed
        return "<p><i>The picture was not finished.</i></p>"
    return picture(item.image.url, "Generated picture")


def _workflow(item: WorkflowItem) -> str:
    tasks = [_task(task) for task in item.workflow.tasks]
    if not tasks:
        return ""
    inside = "".join(f"<li>{title}{body}</li>" for title, body in tasks)
    title = _workflow_title(item.workflow)
    return f"<details><summary>{escape(title)}</summary><ul>{inside}</ul></details>"


def _workflow_title(workflow: Workflow) -> str:
    if isinstance(workflow.summary, CustomSummary):
        return workflow.summary.title
    if workflow.summary is not None:
        return f"Thought for {workflow.summary.duration} s"
    if workflow.type == "reasoning":
        return "Thought"
    titles = [task.title for task in workflow.tasks if task.title]
    return titles[0] if len(titles) == 1 else f"{len(workflow.tasks)} steps"


def _single(item: TaskItem) -> str:
    title, body = _task(item.task)
    return f"<details><summary>{title}</summary>{body}</details>" if body else f"<div>{title}</div>"


def _task(task: Task) -> tuple[str, str]:
    title = task.title or (task.title_query if isinstance(task, SearchTask) else None)
    heading = escape(title or _TITLES[task.type])
    if isinstance(task, CustomTask | ThoughtTask):
        return heading, to_html(_cut(task.content)) if task.content else ""
    queries = task.queries if isinstance(task, SearchTask) else []
    asked = "".join(f"<br><em>{escape(query)}</em>" for query in queries)
    return heading, asked + _sources([*getattr(task, "sources", [])])


def _tool(item: ClientToolCallItem) -> str:
    body = _code(item.arguments)
    if item.status == "completed":
        body += _code(item.output)
    return f"<details><summary>{escape(item.name)}</summary>{body}</details>"


def _code(data: Any) -> str:
    text = _cut(json.dumps(data, ensure_ascii=False, indent=1, default=str))
    return f"<pre><code>{escape(text, quote=False)}</code></pre>"


def _questions(item: StructuredInputItem) -> str:
    asked: list[str] = []
    for each in item.inputs:
        answer = each.answer
        if answer is not None and not answer.skipped and answer.values:
            said = escape(", ".join(answer.values))
        else:
            said = "<em>skipped</em>" if item.status != "pending" else "<em>not answered yet</em>"
        asked.append(f"<li>{escape(each.question)}<br>{said}</li>")
    return f"<ul>{''.join(asked)}</ul>"


def _lines(text: str) -> str:
    return "<br>".join(escape(_cut(text), quote=False).splitlines())


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else text[:_MOST_TEXT] + "…"


_DRAWN: dict[type, Callable[[Any], str]] = {
    UserMessageItem: _user,
    AssistantMessageItem: _assistant,
    ClientToolCallItem: _tool,
    GeneratedImageItem: _generated,
    StructuredInputItem: _questions,
    TaskItem: _single,
    WidgetItem: _widget,
    WorkflowItem: _workflow,
}
