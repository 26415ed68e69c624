"""A conversation with one of everything, as a store gives it."""

from __future__ import annotations

from datetime import datetime, timezone

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    CustomSummary,
    CustomTask,
    HiddenContextItem,
    InferenceOptions,
    StructuredInputAnswer,
    StructuredInputFreeform,
    StructuredInputItem,
    UserMessageItem,
    UserMessageTextContent,
    WidgetItem,
    Workflow,
    WorkflowItem,
)
from chatkit.widgets import BarSeries, Card, Chart, DynamicWidgetRoot

BASE = {"thread_id": "t", "created_at": datetime(2026, 1, 1, tzinfo=timezone.utc)}
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def asked(text: str, item_id: str = "q") -> UserMessageItem:
    return UserMessageItem(
        id=item_id,
        content=[UserMessageTextContent(text=text)],
        inference_options=InferenceOptions(),
        **BASE,
    )


def answered(text: str, item_id: str = "a") -> AssistantMessageItem:
    return AssistantMessageItem(id=item_id, content=[AssistantMessageContent(text=text)], **BASE)


def widget(*children: dict, item_id: str = "w") -> WidgetItem:
    root = DynamicWidgetRoot.model_validate({"type": "Card", "children": list(children)})
    return WidgetItem(id=item_id, widget=root, **BASE)


def chart(item_id: str = "c") -> WidgetItem:
    data = [{"day": "Mon", "sales": 3}, {"day": "Tue", "sales": 5}]
    series = [BarSeries(label="Sales", dataKey="sales")]
    root = Card(children=[Chart(data=data, series=series, xAxis="day")])
    return WidgetItem(id=item_id, widget=root, **BASE)


def tool_call(result: str = "```\n42\n```", item_id: str = "f") -> WorkflowItem:
    task = CustomTask(title='stock(item="apples")', content=result)
    workflow = Workflow(type="custom", tasks=[task], summary=CustomSummary(title="Used stock"))
    return WorkflowItem(id=item_id, workflow=workflow, **BASE)


def question(item_id: str = "s") -> StructuredInputItem:
    given = StructuredInputAnswer(values=["Ada"])
    asking = StructuredInputFreeform(id="1", question="Who?", answer=given)
    return StructuredInputItem(id=item_id, status="answered", inputs=[asking], **BASE)


def hidden(item_id: str = "h") -> HiddenContextItem:
    return HiddenContextItem(id=item_id, content="not for users", **BASE)
