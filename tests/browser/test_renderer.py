"""A chat shown by OpenAI's front end: a stand-in for its script, served on loopback, or none."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import expect

STAND_IN = Path(__file__).parent / "stand_in.js"
CELLS = (
    """
%load_ext chatkit_jupyter
from chatkit_jupyter import Chat

chat = Chat(
    "demo", store="memory", title="Demo",
    renderer="hosted", domain_key="domain_pk_1", hosted_script="/files/{folder}/{script}",
)

@chat.respond
def respond(message):
    return f"You said {message.text}"
""",
    "chat",
)


def cells(folder: str, script: str) -> list[str]:
    return [cell.replace("{folder}", folder).replace("{script}", script) for cell in CELLS]


def test_openai_s_front_end_talks_to_the_kernel(open_cells, page, jupyter, folder):
    shutil.copy(STAND_IN, jupyter.root / folder)
    notebook = open_cells(*cells(folder, STAND_IN.name))
    element = notebook.cell(1).locator("openai-chatkit")
    element.get_by_role("button", name="Ask").click()
    expect(element.locator("output")).to_have_text("You said hello")
    expect(page.locator("chatkit-notebook")).to_have_count(0)
    (options,) = page.evaluate("given")
    assert options["api"]["domainKey"] == "domain_pk_1"
    assert options["header"] == {"title": {"text": "Demo"}}
    notebook.rewrite(0, "assert chat.thread_id; chat.thread_id")


def test_a_script_that_does_not_come_gives_way_to_the_local_one(open_cells, chat, folder):
    notebook = open_cells(*cells(folder, "missing.js"))
    line = notebook.cell(1).get_by_role("status").filter(has_text="own front end")
    expect(line).to_contain_text("OpenAI's ChatKit could not be loaded")
    expect(chat.answer_to("hello")).to_contain_text("You said hello")
