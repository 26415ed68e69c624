"""The notebook's variables and functions in the chat under a cell."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.waiting import eventually

SETUP = """
%load_ext chatkit_jupyter
import pathlib, threading
import pandas as pd
from agents import Agent
from chatkit.testing import Call, Rule, RuleModel
from chatkit_jupyter import Chat

orders = pd.DataFrame({"customer": ["Ada", "Bob"], "total": [30, 45]})
api_key = "not to be seen"
_private = 1

def late_orders(days: int = 3) -> list:
    "List the orders that are late."

chat = Chat("demo", store="memory")
"""


def test_a_variable_is_found_previewed_and_told_to_the_model(open_cells, chat, page, jupyter):
    gate = jupyter.root / "variables.gate"
    notebook = open_cells(
        SETUP,
        """
@chat.respond
async def respond(message):
    [frame] = message.variables.values()
    yield f"{message.text}: {frame['total'].sum()}"
""",
        "chat",
        "0",
    )
    # The kernel is busy: what follows must not wait for its cell.
    notebook.start(3, f"while not pathlib.Path({str(gate)!r}).exists(): pass")
    chat.composer.fill("Add up ")
    chat.composer.press_sequentially("@")
    options = chat.frame.get_by_role("option")
    expect(options).to_have_count(3)
    option = chat.frame.get_by_role("option", name="orders", exact=True)
    expect(option).to_contain_text("DataFrame · 2 × 2")  # noqa: RUF001 - the sign of times
    expect(options.last).to_contain_text("late_orders")
    chat.composer.press_sequentially("or")
    expect(options.first).to_contain_text("orders")
    chat.composer.press("Enter")
    chat.composer.press("Enter")
    expect(chat.answers).to_contain_text(["@orders: 75"])
    chat.settle()
    chat.questions.get_by_text("orders", exact=True).hover()
    expect(chat.frame.get_by_role("tooltip")).to_contain_text("Bob")
    gate.touch()
    notebook.finished()


def test_a_tool_shows_what_it_prints_and_how_far_it_is(open_cells, chat, jupyter, folder):
    gate = jupyter.root / folder / "gate"
    notebook = open_cells(
        SETUP,
        f"""
@chat.tool
def load(context, rows: int) -> pd.DataFrame:
    \"\"\"Load orders.\"\"\"
    print("loading", rows)
    context.progress("Reading", 30, rows)
    while not pathlib.Path({str(gate)!r}).exists():
        pass
    return orders

rules = [Rule(when=r"load (?P<rows>\\d+)", call="load", say="Loaded.")]
chat.agent = Agent(name="Shop", tools=[load], model=RuleModel(rules, otherwise="What?"))
""",
        "chat",
    )
    chat.ask("load 40")
    workflow = chat.log.locator("article[data-item-type='workflow']")
    expect(workflow).to_contain_text("Reading 30/40 (75%)")
    workflow.get_by_role("button").first.click()
    expect(workflow).to_contain_text("loading 40")
    gate.touch()
    expect(chat.answers).to_contain_text(["Loaded."])
    chat.settle()
    expect(chat.log.get_by_role("cell", name="Ada")).to_be_visible()
    expect(notebook.page.locator(".jp-RenderedText", has_text="loading 40")).to_have_count(0)


def test_stop_ends_a_plain_tool(open_cells, chat, jupyter):
    begun, ended = jupyter.root / "begun", jupyter.root / "ended"
    open_cells(
        SETUP,
        f"""
@chat.tool
def busy() -> None:
    pathlib.Path({str(begun)!r}).touch()
    try:
        while True:
            pass
    finally:
        pathlib.Path({str(ended)!r}).touch()

model = RuleModel([Rule(when="work", call="busy", say="Done.")], otherwise="Hello.")
chat.agent = Agent(name="Shop", tools=[busy], model=model)
""",
        "chat",
    )
    chat.ask("work")
    eventually(begun.exists)
    chat.button("Stop").click()
    chat.settle()
    eventually(ended.exists)
    expect(chat.answer_to("hello")).to_contain_text("Hello.")
