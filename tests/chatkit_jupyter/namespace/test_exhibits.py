"""Objects in a thread: tables that turn, and what the model reads."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import polars as pl
import pytest
from agents import Agent, function_tool
from hypothesis import given, settings
from hypothesis import strategies as st

from chatkit.testing import Call, ScriptedModel
from chatkit.widgets import Card, Text
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import ActionError, RefusalError
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.session import session_of
from tests.chatkit_jupyter.clients import create, decode, said

NUMBERS = [3.0, None, 1.0, 2.0]


def first_column(item) -> list[str]:
    data = item if isinstance(item, dict) else item.model_dump()
    (table,) = [part for part in data["widget"]["children"] if part["type"] == "Table"]
    rows = table["children"][1:]
    return [row["children"][0]["children"][0]["value"] for row in rows]


def buttons(item) -> dict[str, dict]:
    found = {}

    def look(component):
        if component["type"] == "Button":
            found[component["label"]] = component
        for child in component.get("children") or []:
            look(child)

    look(item["widget"] if isinstance(item, dict) else item.widget.model_dump())
    return found


@pytest.fixture
def exhibits() -> Exhibits:
    return Exhibits()


def press(exhibits, item, label):
    return exhibits.turn(item, buttons(item)[label]["onClickAction"]["payload"])


@pytest.mark.parametrize(
    "frame", [pd.DataFrame({"n": range(25)}), pl.DataFrame({"n": range(25)}), pd.Series(range(25))]
)
def test_pages_go_on_and_back(exhibits, frame):
    item = exhibits.item(frame, "t", "1")
    assert first_column(item) == [str(n) for n in range(10)]
    assert buttons(item)["Previous"]["disabled"] is True
    item = press(exhibits, press(exhibits, item, "Next"), "Next")
    assert first_column(item) == [str(n) for n in range(20, 25)]
    assert buttons(item)["Next"]["disabled"] is True
    assert first_column(press(exhibits, item, "Previous")) == [str(n) for n in range(10, 20)]


@pytest.mark.parametrize("frame", [pd.DataFrame({"n": NUMBERS}), pl.DataFrame({"n": NUMBERS})])
def test_a_heading_sorts_and_sorts_the_other_way_with_missing_values_last(exhibits, frame):
    item = exhibits.item(frame, "t", "1")
    item = press(exhibits, item, "n")
    assert first_column(item) == ["1", "2", "3", "-"]
    item = press(exhibits, item, "n ▲")
    assert first_column(item) == ["3", "2", "1", "-"]
    assert first_column(press(exhibits, item, "n ▼")) == ["1", "2", "3", "-"]


def test_nan_of_polars_comes_last_too(exhibits):
    item = exhibits.item(pl.DataFrame({"n": [float("nan"), 2.0, 1.0]}), "t", "1")
    assert first_column(press(exhibits, item, "n")) == ["1", "2", "-"]


def test_an_index_and_values_of_several_types_can_be_sorted(exhibits):
    frame = pd.DataFrame({"v": ["b", 1, None]}, index=pd.Index([3, 1, 2], name="key"))
    item = exhibits.item(frame, "t", "1")
    assert first_column(press(exhibits, item, "key")) == ["1", "2", "3"]
    assert first_column(press(exhibits, item, "v")) == ["1", "3", "2"]


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.none() | st.integers(-9, 9), max_size=30),
    st.booleans(),
    st.integers(0, 40),
    st.integers(1, 50),
    st.sampled_from([pd, pl]),
)
def test_a_sorted_page_is_that_part_of_all_sorted_rows(values, descending, offset, limit, library):
    exhibits = Exhibits()
    column = pd.array(values, dtype="Int64") if library is pd else pl.Series(values, dtype=pl.Int64)
    item = exhibits.item(library.DataFrame({"n": column}), "t", "1")
    view = {"offset": offset, "limit": limit, "sort": 0, "descending": descending}
    ordered = sorted([v for v in values if v is not None], reverse=descending)
    rows = [str(v) for v in ordered] + ["-"] * values.count(None)
    last_page = max(0, len(values) - 1) // limit * limit
    start = min(offset, last_page)
    assert first_column(exhibits.turn(item, view)) == rows[start : start + limit]


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"limit": 51}, "limit: Input should be less than or equal to 50"),
        ({"offset": -1}, "offset: "),
        ({"sort": "n"}, "sort: "),
        ("x", "There is no such view"),
    ],
)
def test_at_most_fifty_rows_can_be_asked_for(exhibits, payload, message):
    item = exhibits.item(pd.DataFrame({"n": range(100)}), "t", "1")
    with pytest.raises(ActionError, match=message):
        exhibits.turn(item, payload)


def test_many_tables_do_not_fill_the_memory_for_ever(exhibits):
    items = [exhibits.item(pd.DataFrame({"n": [n]}), "t", str(n)) for n in range(65)]
    assert first_column(exhibits.turn(items[-1], {})) == ["64"]
    with pytest.raises(ActionError, match="not in the kernel any more"):
        exhibits.turn(items[0], {})
    with pytest.raises(ActionError, match="not in the kernel any more"):
        exhibits.turn(None, {})


def test_complex_columns_are_shown(exhibits):
    frame = pd.DataFrame({"n": np.array([1 + 2j])})
    assert first_column(exhibits.item(frame, "t", "1")) == ["(1+2j)"]


class TestInAChat:
    @pytest.fixture
    def chat(self, request) -> Chat:
        return Chat(request.node.name, store="memory")

    async def stream(self, chat, body) -> list[dict]:
        answer = await session_of(chat.name).answer(json.dumps(body).encode(), "")
        return decode(b"".join([frame async for frame in answer]).decode().splitlines())

    @staticmethod
    def widget(events) -> dict:
        (item,) = [
            e["item"]
            for e in events
            if e["type"] == "thread.item.done" and e["item"]["type"] == "widget"
        ]
        return item

    @pytest.mark.parametrize("streaming", [True, False])
    async def test_a_frame_that_is_yielded_turns_its_pages_when_asked(self, chat, streaming):
        @chat.respond
        async def respond():
            yield "Here: "
            yield pd.DataFrame({"n": range(12)})

        item = self.widget(await self.stream(chat, create("x")))
        action = buttons(item)["Next"]["onClickAction"]
        assert action["streaming"] is False
        params = {"thread_id": item["thread_id"], "item_id": item["id"], "action": action}
        if streaming:
            body = {"type": "threads.custom_action", "params": params}
            events = await self.stream(chat, body)
            (item,) = [e["item"] for e in events if e["type"] == "thread.item.replaced"]
        else:
            body = {"type": "threads.sync_custom_action", "params": params}
            answer = await session_of(chat.name).answer(json.dumps(body).encode(), "")
            item = json.loads(answer)["updated_item"]
        assert first_column(item) == ["10", "11"]

    async def test_a_table_whose_data_is_gone_says_so(self, chat):
        chat.respond(lambda: pd.DataFrame({"n": range(12)}))
        item = self.widget(await self.stream(chat, create("x")))
        session_of(chat.name).exhibits._tables.clear()
        action = buttons(item)["Next"]["onClickAction"]
        params = {"thread_id": item["thread_id"], "item_id": item["id"], "action": action}
        body = {"type": "threads.sync_custom_action", "params": params}
        with pytest.raises(RefusalError, match="Ask for the table again"):
            await session_of(chat.name).answer(json.dumps(body).encode(), "")

    async def test_the_model_reads_the_summary_and_of_the_authors_widgets_the_json(self, chat):
        async def states():
            for text in ("o", "on", "one"):
                yield Card(children=[Text(id="t", value=text)])

        @chat.respond
        async def respond():
            yield pd.DataFrame({"city": ["Rome"]})
            yield states()

        events = await self.stream(chat, create("x"))
        assert [e["update"]["delta"] for e in events if "delta" in e.get("update", {})] == [
            "n",
            "e",
        ]
        model = ScriptedModel(["Rome."])
        chat.agent = Agent(name="A", model=model)
        content = [{"type": "input_text", "text": "And?"}]
        message = {"content": content, "attachments": [], "inference_options": {}}
        params = {"thread_id": events[0]["thread"]["id"], "input": message}
        await self.stream(chat, {"type": "threads.add_user_message", "params": params})
        read = json.dumps(model.calls[-1].input, ensure_ascii=False)
        assert "DataFrame: 1 rows" in read
        assert "Table.Row" not in read
        assert '\\"value\\":\\"one\\"' in read.replace(": ", ":")

    async def test_what_a_tool_returns_is_shown_if_it_is_for_the_eye(self, chat):
        @function_tool
        def load() -> object:
            return pd.DataFrame({"city": ["Rome"]})

        @function_tool
        def count() -> object:
            return {"orders": 2}

        model = ScriptedModel([Call("load", {}), Call("count", {}), "Done."])
        chat.agent = Agent(name="A", model=model, tools=[load, count])
        events = await self.stream(chat, create("x"))
        assert first_column(self.widget(events)) == ["Rome"]
        assert said(events) == "Done."
        assert "Rome" in str(model.calls[-1].input)

    async def test_the_author_chooses_for_a_chat(self, chat):
        chat.show_as(pd.DataFrame, lambda frame: f"**{len(frame)} rows**", summary=lambda _: "few")
        chat.respond(lambda: pd.DataFrame({"n": [1]}))
        item = self.widget(await self.stream(chat, create("x")))
        assert item["widget"]["children"][0]["value"] == "**1 rows**"
        assert item["copy_text"] == "few"
