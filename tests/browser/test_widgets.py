"""Widgets in a notebook: what the author writes in cells, and the user does in the chat."""

from __future__ import annotations

import re

from playwright.sync_api import expect

SETUP = """
%load_ext chatkit_jupyter
import asyncio, json, pathlib
from datetime import datetime, timezone
from chatkit.actions import ActionConfig
from chatkit.types import ClientEffectEvent, ClientToolCallItem, ThreadItemDoneEvent
from chatkit.widgets import *
from chatkit_jupyter import Chat

chat = Chat("demo", store="memory")

async def opened(gate):
    while not pathlib.Path(gate).exists():
        await asyncio.sleep(0.01)
"""
WIDGET = "article[data-item-type='widget']"

CLIENT_TOOL = """
import time

@chat.respond
def respond(message, thread, history):
    if message is not None:
        return ThreadItemDoneEvent(item=ClientToolCallItem(
            id=f"call{len(history)}", thread_id=thread.id, created_at=datetime.now(timezone.utc),
            call_id="c", name=message.text, arguments={"n": 6}))
    return "It gave " + json.dumps(history[-1].output)

@chat.client_tool
def kernel(n: int):
    return {"twice": n * 2}

chat.client_tool("page", javascript="({ n }) => ({ title: document.title !== '', more: n + 1 })")
chat
"""


def test_client_tools_run_in_the_kernel_or_the_page(open_cells, chat, jupyter):
    notebook = open_cells(SETUP, CLIENT_TOOL, "1")
    notebook.start(2, f"while not pathlib.Path({str(jupyter.root / 'tool.gate')!r}).exists(): 1")
    expect(chat.answer_to("kernel")).to_have_text('It gave {"twice": 12}')
    (jupyter.root / "tool.gate").touch()
    expect(chat.answer_to("page")).to_have_text('It gave {"title": true, "more": 7}')
    chat.ask("neither")
    expect(chat.error).to_contain_text("This chat has no client tool “neither”. Define it with")


ACTIONS = """
import pydantic

class Order(pydantic.BaseModel):
    number: int

heard = []

@chat.on("effect")
def on_effect(name, data):
    heard.append(f"{name} {data['n']}")

@chat.respond
def respond():
    yield ClientEffectEvent(name="glow", data={"n": 1})
    yield Card(children=[
        Button(label="In the kernel", onClickAction=ActionConfig(type="here", handler="client")),
        Button(label="In the page", onClickAction=ActionConfig(type="there", handler="client")),
        Button(label="Wrong", onClickAction=ActionConfig(type="typed", payload={"number": "x"})),
        Button(label="Right", onClickAction=ActionConfig(type="typed", payload={"number": "7"})),
    ])

@chat.client_action("here")
def here(sender):
    return f"Here for {sender.type}, heard {heard}"

chat.client_action("there", javascript="({ type }, { id }) => { document.title = `${type}!`; }")

@chat.action("typed")
def typed(payload: Order):
    return f"Order {payload.number} of {type(payload).__name__}"

chat
"""


def test_actions_run_where_they_say_with_typed_payloads(open_cells, chat, page):
    notebook = open_cells(SETUP, ACTIONS)
    chat.ask("Show me")
    chat.button("In the kernel").click()
    expect(chat.answers.last).to_have_text("Here for widget, heard ['glow 1']")
    chat.button("In the page").click()
    page.wait_for_function("document.title.startsWith('there!')")
    chat.settle()
    chat.button("Wrong").click()
    expect(chat.error).to_contain_text("came with a payload that does not fit: number: Input")
    expect(notebook.output(1).first).to_contain_text("ActionError")
    expect(chat.log.locator(WIDGET)).to_have_count(1)
    chat.settle()
    chat.button("Right").click()
    expect(chat.answers.last).to_have_text("Order 7 of Order")
    expect(chat.error).to_have_count(0)


ASKING = """
from typing import Literal

class Trip(pydantic.BaseModel):
    city: Literal["Rome", "Oslo"]
    days: int

@chat.respond
async def respond(message):
    trip = await chat.ask(Trip)
    yield f"Then **{trip!r}**." if trip else "Then not."

chat
"""


def test_a_question_survives_a_reload_and_gives_typed_values(open_cells, chat):
    notebook = open_cells(SETUP, "import pydantic", ASKING)
    chat.ask("A trip, please")
    form = chat.frame.get_by_role("form")
    expect(form).to_be_visible()
    notebook.save().reload()
    form.get_by_role("radio", name="Oslo").check()
    form.get_by_role("textbox", name="Days").fill("many")
    form.get_by_role("button", name="Submit").click()
    days = form.get_by_role("textbox", name=re.compile(r"Days \(Input should be a valid integer"))
    days.fill("3")
    form.get_by_role("button", name="Submit").click()
    expect(chat.answers.last).to_have_text("Then Trip(city='Oslo', days=3).")
    chat.ask("Another")
    form.get_by_role("button", name="Skip").click()
    expect(chat.answers.last).to_have_text("Then not.")


APPROVAL = """
from agents import Agent, function_tool
from chatkit.testing import Call, ScriptedModel

deleted = []

@function_tool(needs_approval=True)
def delete(number: int) -> str:
    deleted.append(number)
    return "gone"

turns = [Call("delete", {"number": 7}), "First.", Call("delete", {"number": 8}), "Second."]
chat.agent = Agent(name="A", model=ScriptedModel(turns), tools=[delete])
chat
"""


def test_a_tool_that_needs_approval_waits_for_it_also_after_a_reload(open_cells, chat):
    notebook = open_cells(SETUP, APPROVAL, "1")
    chat.ask("Delete 7")
    card = chat.log.locator(WIDGET)
    expect(card.get_by_role("heading", name="Run delete?")).to_be_visible()
    notebook.rewrite(2, "print(deleted)")
    expect(notebook.output(2)).to_have_text("[]")
    notebook.save().reload()
    card.get_by_role("button", name="Approve").click()
    expect(chat.answers.last).to_have_text("First.")
    expect(card.first).to_contain_text("Approved")
    chat.settle()
    chat.ask("And 8")
    chat.button("Deny").click()
    expect(chat.answers.last).to_have_text("Second.")
    expect(card.last).to_contain_text("Denied")
    notebook.rewrite(2, "print(deleted)")
    expect(notebook.output(2)).to_have_text("[7]")


FRAME = """
import pandas as pd

frame = pd.DataFrame({"n": [(7 * i) % 30 for i in range(30)], "s": [None, "x", "<b>"] * 10})

@chat.respond
def respond():
    return frame

chat
"""


def test_a_frame_turns_its_pages_and_sorts(open_cells, chat):
    open_cells(SETUP, FRAME)
    chat.ask("The data")
    table = chat.frame.get_by_role("table")
    rows = table.get_by_role("row")
    expect(rows).to_have_count(11)
    expect(rows.nth(1)).to_have_text(re.compile(r"^0\W*-\W*$"))
    expect(rows.nth(3)).to_contain_text("<b>")
    chat.button("Next").click()
    expect(chat.log).to_contain_text("Rows 11 to 20 of 30")
    table.get_by_role("button", name="n", exact=True).click()
    expect(chat.log).to_contain_text("Rows 1 to 10 of 30")
    expect(rows.nth(2)).to_contain_text("1")
    table.get_by_role("button", name="n ▲").click()
    expect(rows.nth(1)).to_contain_text("29")
    expect(chat.log.locator(WIDGET)).to_have_count(1)


GROWING = """
@chat.respond
async def respond():
    async def states():
        def card(title, text, streaming):
            return Card(children=[
                Title(id="title", value=title),
                Text(id="text", value=text, streaming=streaming),
                Form(children=[Input(name="note")], onSubmitAction=ActionConfig(type="save")),
            ])
        yield card("Orders", "One", True)
        for number, word in enumerate(["two", "three"]):
            await opened(f"{gate}{number}")
            yield card("Orders", "One " + " ".join(["two", "three"][:number + 1]), True)
        await opened(f"{gate}2")
        yield card("Late orders", "Done.", False)
    yield states()

chat
"""


def test_a_card_that_grows_keeps_its_elements_and_what_is_typed(open_cells, chat, jupyter):
    gate = jupyter.root / "growing"
    open_cells(SETUP, f"gate = {str(gate)!r}", GROWING)
    chat.ask("Go")
    card = chat.log.locator(WIDGET)
    field = card.get_by_role("textbox", name="note")
    field.press_sequentially("half a note")
    field.press("Home")
    field.press("ArrowRight")
    field.evaluate("field => { field.kept = true }")
    card.locator("section").evaluate("section => { section.kept = true }")
    card.get_by_text("One").evaluate("text => { text.kept = true }")
    jupyter.root.joinpath("growing0").touch()
    expect(card.get_by_text("One two")).to_have_js_property("kept", True)
    jupyter.root.joinpath("growing1").touch()
    expect(card.get_by_text("One two three")).to_have_js_property("kept", True)
    jupyter.root.joinpath("growing2").touch()
    expect(card.get_by_role("heading", name="Late orders")).to_be_visible()
    expect(card.locator("section")).to_have_js_property("kept", True)
    expect(field).to_have_js_property("kept", True)
    expect(field).to_be_focused()
    expect(field).to_have_value("half a note")
    expect(field).to_have_js_property("selectionStart", 1)


BROKEN = """
@chat.respond
def respond(message):
    deep = Text(value="deep")
    for _ in range(60):
        deep = Box(children=[deep])
    wrong = Card.model_construct(type="Card", children=[Text.model_construct(type="Text", value=3)])
    yield "Before. "
    yield {"deep": deep, "wrong": wrong, "big": Text(value="x" * 1_100_000)}[message.text]

chat
"""


def test_a_widget_that_can_not_be_drawn_is_refused_and_the_thread_goes_on(open_cells, chat):
    notebook = open_cells(SETUP, BROKEN)
    for text, message in {
        "deep": "nested over 50 deep",
        "wrong": "Card > Text.value: Input should be a valid string, got int",
        "big": "over 1 MB",
    }.items():
        chat.ask(text)
        expect(chat.error).to_contain_text(message)
        expect(notebook.output(1).first).to_contain_text("WidgetError")
    expect(chat.answers).to_have_count(3)
    expect(chat.log.locator(WIDGET)).to_have_count(0)


MAGIC = """%%chatkit_widget order
{"type": "Card", "children": [
  {"type": "Title", "value": {{ customer | tojson }}},
  {"type": "Button", "label": "Approve", "onClickAction": {"type": "order.approve"}}
]}"""


def test_a_template_is_drawn_as_it_is_written(open_cells, page):
    notebook = open_cells(SETUP, MAGIC, MAGIC.replace("tojson }}", "tojson"))
    frame = notebook.cell(1).frame_locator("iframe[title='Chat']")
    expect(frame.get_by_role("heading", name="customer")).to_be_visible(timeout=30_000)
    expect(frame.get_by_role("textbox")).to_have_count(0)
    frame.get_by_role("button", name="Approve").click()
    expect(frame.get_by_role("log")).to_contain_text("order.approve")
    expect(notebook.output(2)).to_contain_text("order: line 2: ")
