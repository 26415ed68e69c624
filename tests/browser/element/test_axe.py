"""No rule of axe is broken, wherever the chat can be, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.element.element_page import ElementPage
from tests.browser.element.element_server import ElementServer
from tests.browser.element.every_item import everything
from tests.browser.element.stored_thread import store_thread

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"

# A change of the scheme is on the page one frame later.
RUN = """async () => {
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
    return axe.run(document, { resultTypes: ['violations'] });
}"""

OPTIONS = """
    initialThread: %s,
    theme: '%s',
    header: { leftAction: { icon: 'menu', onClick() {} } },
    startScreen: { prompts: [{ label: 'Late orders', prompt: 'x', icon: 'bolt' }] },
    threadItemActions: { feedback: true, retry: true },
    disclaimer: { text: 'Answers can be **wrong**.' },
    composer: {
        attachments: { enabled: true },
        tools: [
            { id: 'web', label: 'Search the web', icon: 'globe' },
            { id: 'charts', label: 'Charts', icon: 'chart', pinned: true },
        ],
        models: [
            { id: 's', label: 'Small', description: 'Fast' },
            { id: 'l', label: 'Large', default: true },
            { id: 'h', label: 'Huge', disabled: true },
        ],
        dictation: { enabled: true },
    },
    entities: {
        onTagSearch: async () => [{ id: 'o', title: 'Orders', group: 'Tables' }],
        showComposerMenu: true,
    },
    commands: { enabled: true, onSearch: async () => [{ id: 'e', label: 'Export' }] },
"""


@pytest.fixture(params=["light", "dark"])
def show(
    request: pytest.FixtureRequest, react: ElementPage, server: ElementServer
) -> Callable[[str | None], ElementPage]:
    """Shows a thread, or with None a new chat, in one of the two schemes."""

    def show(thread_id: str | None = None) -> ElementPage:
        if thread_id is not None:
            store_thread(server, thread_id, everything())
        chosen = "null" if thread_id is None else f"'{thread_id}'"
        react.show(OPTIONS % (chosen, request.param))
        scheme = react.frame.locator("html")
        expect(scheme).to_have_attribute("data-theme", request.param)
        return react

    return show


def violations(chat: ElementPage) -> list[str]:
    """What axe finds in the chat: the rule, and the elements that break it."""
    frame: Frame = chat.page.frames[1]
    frame.evaluate(AXE.read_text())
    found = frame.evaluate(RUN)
    return [
        f"{broken['id']}: {node['target']} {node.get('failureSummary')}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


def test_start_screen(show: Callable[..., ElementPage]) -> None:
    assert violations(show()) == []


def test_thread_with_every_kind_of_item(show: Callable[..., ElementPage]) -> None:
    chat = show("axe")
    expect(chat.log.locator("math").first).to_be_visible()
    chat.button("2 sources").click()
    chat.frame.get_by_role("link", name="Source 1: Report on delays").focus()
    expect(chat.frame.get_by_role("tooltip")).to_be_visible()
    assert violations(chat) == []


def test_history(show: Callable[..., ElementPage]) -> None:
    chat = show("axe_history")
    chat.button("History").click()
    expect(chat.history.get_by_role("listitem").first).to_be_visible()
    assert violations(chat) == []
    chat.history.get_by_role("button", name="Delete").first.click()
    expect(chat.frame.get_by_role("alertdialog")).to_be_visible()
    assert violations(chat) == []


@pytest.mark.parametrize("menu", ["Tools", "Model: Large"])
def test_menus_of_the_composer(show: Callable[..., ElementPage], menu: str) -> None:
    chat = show()
    chat.button(menu).press("Enter")
    expect(chat.frame.locator("[role=menuitemradio]:focus")).to_be_visible()
    assert violations(chat) == []
    chat.page.keyboard.press("Escape")
    expect(chat.button(menu)).to_be_focused()


@pytest.mark.parametrize("sign", ["@", "/"])
def test_suggestions(show: Callable[..., ElementPage], sign: str) -> None:
    chat = show()
    chat.composer.press_sequentially(sign)
    expect(chat.frame.get_by_role("option").first).to_be_visible()
    assert violations(chat) == []


def test_error(show: Callable[..., ElementPage]) -> None:
    chat = show()
    chat.ask("fail")
    expect(chat.error).to_be_visible()
    assert violations(chat) == []
