"""The states worth looking at, photographed in JupyterLab; `--screenshots DIR` keeps them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.notebook_page import NotebookPage

AGENT_CELL = 9
SLOW = """
from chatkit.testing import Call, Hold, Say, ScriptedModel
slow = ScriptedModel([
    Call("average", {"measure": "body_mass_g", "by": "island"}),
    [Say("The penguins on **Biscoe** are the heaviest:\\n\\n| island | mass in g |\\n|---|---|\\n"
         "| Biscoe | 4716.0 |\\n| Dream | 3712.9 |\\n| Torgersen |"), Hold()],
])
penguin_chat.agent = penguin_chat.agent.clone(model=slow)
"""
BROKEN = """
@penguin_chat.respond
async def respond(message, thread, context):
    raise KeyError("body_mass_kg")
"""


@pytest.fixture
def look(request: pytest.FixtureRequest, tmp_path, page):
    folder = request.config.getoption("--screenshots") or tmp_path

    def look(name: str, of=page) -> None:
        of.screenshot(path=folder / f"{name}.png")

    folder.mkdir(parents=True, exist_ok=True)
    return look


@pytest.fixture(autouse=True)
def light_again(quickstart: NotebookPage):
    """The theme is a setting of the server, which other tests share."""
    yield
    set_theme(quickstart, "JupyterLab Light")


def set_theme(notebook: NotebookPage, theme: str) -> None:
    notebook.page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
    )
    light = str(theme.endswith("Light")).lower()
    expect(notebook.page.locator("body")).to_have_attribute("data-jp-theme-light", light)


def set_width(page: Page, width: int) -> None:
    """Give every chat this width in px, as a narrow or a wide window would."""
    box = f"flex: none !important; width: {width}px !important; padding: 0 !important"
    page.add_style_tag(content=f".jp-OutputArea-output {{ {box} }}")
    page.set_viewport_size({"width": width + 400, "height": 900})


@pytest.mark.parametrize("width", [400, 1200])
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_every_state_of_the_chat(quickstart: NotebookPage, look, theme: str, width: int):
    page = quickstart.page
    quickstart.command("application:toggle-left-area")
    set_theme(quickstart, theme)
    suffix = f"{theme.split()[1].lower()}-{width}"
    cell = quickstart.cell(AGENT_CELL)
    cell.scroll_into_view_if_needed()
    chat = ChatPage(cell)
    box = cell.locator("iframe[title='Chat']")
    set_width(page, width)
    output = cell.locator(".jp-OutputArea-output").filter(has=page.locator("iframe[title='Chat']"))
    expect(output).to_have_js_property("clientWidth", width)

    expect(chat.composer).to_be_visible()
    look(f"empty-{suffix}", box)

    quickstart.rewrite(AGENT_CELL + 2, SLOW)
    chat.ask("How heavy are they on each island?")
    expect(chat.answers.last).to_contain_text("Torgersen")
    look(f"answering-{suffix}", box)
    chat.button("Stop").click()
    chat.settle()

    quickstart.rewrite(AGENT_CELL + 2, BROKEN)
    chat.ask("And in kilograms?")
    expect(chat.error).to_contain_text("KeyError")
    look(f"error-{suffix}", box)

    chat.button("History").click()
    expect(chat.history.get_by_role("listitem")).not_to_have_count(0)
    look(f"history-{suffix}", box)


def test_the_notebook_as_a_reader_sees_it(quickstart: NotebookPage, look):
    quickstart.page.set_viewport_size({"width": 1200, "height": 1020})
    quickstart.command("application:toggle-left-area")
    set_theme(quickstart, "JupyterLab Light")
    cell = quickstart.cell(AGENT_CELL)
    chat = ChatPage(cell)
    expect(chat.answer_to("How heavy are they on each island?")).to_contain_text("Biscoe")
    workflow = chat.log.locator("article[data-item-type='workflow']").last
    workflow.get_by_role("button", name="Used average").click()
    expect(workflow).to_contain_text("Torgersen")
    cell.evaluate("cell => cell.scrollIntoView({ block: 'start' })")
    look("notebook-light")
    set_theme(quickstart, "JupyterLab Dark")
    look("notebook-dark")
