"""Options that change while the chat is open show at once, and what they do not name is gone."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.element.element_page import API, ElementPage
from tests.browser.element.element_server import ElementServer
from tests.waiting import eventually

ELSEWHERE = "api: { url: '/jupyter/chatkit/kernels/k', domainKey: 'local' }"
NO_UPLOADS = "api: { url: '/chatkit', domainKey: 'local' }"


def test_where_the_server_is(react: ElementPage, server: ElementServer) -> None:
    react.show()
    react.answer_to("here")
    with react.page.expect_request(re.compile("/jupyter/chatkit/kernels/k$")):
        react.set(api=ELSEWHERE)
        react.ask("there")
    react.settle()
    expect(react.answers).to_have_count(2)


def test_the_start_screen(react: ElementPage) -> None:
    react.show("startScreen: { greeting: 'One', prompts: [{ label: 'Late', prompt: 'x' }] }")
    react.set("startScreen: { greeting: 'Two', prompts: [{ label: 'Early', prompt: 'y' }] }")
    expect(react.frame.get_by_text("Two")).to_be_visible()
    expect(react.button("Early")).to_be_visible()
    expect(react.button("Late")).to_have_count(0)
    react.set()
    expect(react.button("Early")).to_have_count(0)


def test_the_header_and_its_actions(react: ElementPage) -> None:
    react.show("header: { leftAction: { icon: 'home', onClick: () => note('one') } }")
    react.set(
        "header: { leftAction: { icon: 'menu', onClick: () => note('two') },"
        " rightAction: { icon: 'share', onClick: () => note('three') } }"
    )
    for place, name in ((0, "two"), (-1, "three")):
        react.frame.locator("header button").nth(place).click()
        eventually(lambda name=name: react.calls(name) == [None])
    assert react.calls("one") == []
    before = react.frame.locator("header button").count()
    react.set()
    expect(react.frame.locator("header button")).to_have_count(before - 2)


def test_what_the_history_offers(react: ElementPage) -> None:
    react.show("history: { showDelete: false, showRename: false }")
    react.answer_to("what it offers")
    react.button("History").click()
    expect(react.history.get_by_text("what it offers")).to_be_visible()
    expect(react.history.get_by_role("button", name="Delete")).to_have_count(0)
    react.set()
    for name in ("Rename", "Delete"):
        expect(react.history.get_by_role("button", name=name).first).to_be_visible()


def test_the_composer(react: ElementPage) -> None:
    react.show(api=NO_UPLOADS)
    for name in ("Attach", "Dictate", "Tools", "Model: Fast"):
        expect(react.button(name)).to_have_count(0)
    react.set(
        "composer: { placeholder: 'Ask away', attachments: { enabled: true },"
        " dictation: { enabled: true },"
        " tools: [{ id: 'a', label: 'Ask', icon: 'bolt', pinned: true }],"
        " models: [{ id: 'fast', label: 'Fast' }, { id: 'deep', label: 'Deep' }] }"
    )
    for name in ("Attach", "Dictate", "Ask", "Model: Fast"):
        expect(react.button(name)).to_be_visible()
    react.button("Ask").click()
    # A tool that is not offered any more is not chosen either.
    react.set("composer: { tools: [{ id: 'b', label: 'Draw', icon: 'images', pinned: true }] }")
    expect(react.button("Draw")).to_have_attribute("aria-pressed", "false")
    for name in ("Attach", "Dictate", "Ask", "Model: Fast"):
        expect(react.button(name)).to_have_count(0)


def test_what_may_be_attached(react: ElementPage) -> None:
    file: Any = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}
    react.show("composer: { attachments: { enabled: true, maxSize: 1 } }")
    files = react.frame.locator("input[type=file]")
    files.set_input_files([file])
    expect(react.frame.get_by_text("“a.txt” is larger than")).to_be_visible()
    react.set("composer: { attachments: { enabled: true, maxSize: 9, accept: { 'image/*': [] } } }")
    files.set_input_files([file])
    expect(react.frame.get_by_text("Files like “a.txt” can not")).to_be_visible()
    react.set("composer: { attachments: { enabled: true, maxCount: 1 } }")
    files.set_input_files([file])
    expect(react.button("Remove a.txt")).to_be_visible()
    expect(react.button("Attach")).to_be_disabled()
    react.set("composer: { attachments: { enabled: true, maxCount: 2 } }")
    expect(react.button("Attach")).to_be_enabled()


def test_entities_and_commands(react: ElementPage) -> None:
    react.show()
    react.composer.press_sequentially("@o")
    react.set(
        "entities: { showComposerMenu: true,"
        "   onTagSearch: async () => [{ id: '7', title: 'Order', interactive: true }],"
        "   onClick: (entity) => note('one', entity.id) },"
        " commands: { enabled: true, onSearch: async () => [{ id: 's', label: 'Sum' }],"
        "   onSelect: ({ id }) => note('select', id) }"
    )
    react.composer.fill("")
    react.composer.press_sequentially("/")
    react.frame.get_by_role("option", name="Sum").click()
    eventually(lambda: react.calls("select") == ["s"])
    react.composer.fill("")
    react.composer.press_sequentially("@o")
    react.frame.get_by_role("option", name="Order").click()
    react.composer.press("Enter")
    expect(react.answers).to_have_count(1)
    react.set("entities: { onClick: (entity) => note('two', entity.id) }")
    react.questions.get_by_text("Order", exact=True).click()
    eventually(lambda: react.calls("two") == ["7"])
    assert react.calls("one") == []
    react.composer.press_sequentially("/")
    expect(react.composer).to_have_value("/")
    expect(react.frame.get_by_role("option")).to_have_count(0)


def test_the_page_s_own_functions(react: ElementPage, server: ElementServer) -> None:
    react.show(
        "onClientTool: () => ({ by: 'one' }), widgets: { onAction: async () => note('one') }"
    )
    react.set("onClientTool: () => ({ by: 'two' }), widgets: { onAction: async () => note('two') }")
    react.ask("tool")
    expect(react.answers.last).to_contain_text("Thank you.")
    assert server.asked("threads.add_client_tool_output")[0]["result"] == {"by": "two"}
    react.ask("widget")
    react.frame.get_by_role("button", name="look").click()
    eventually(lambda: react.calls("two") == [None])
    assert react.calls("one") == []


def test_the_theme_in_every_part(react: ElementPage) -> None:
    react.show()
    root, body = react.frame.locator("html"), react.frame.locator("body")

    def color() -> str:
        return body.evaluate("(e) => getComputedStyle(e).getPropertyValue('--color-surface')")

    def radius() -> str:
        return react.button("Send").evaluate("(e) => getComputedStyle(e).borderRadius")

    def padding() -> str:
        return root.evaluate("(e) => getComputedStyle(e).getPropertyValue('--density')")

    plain = (color(), radius(), padding())
    react.set(
        "theme: { colorScheme: 'dark', radius: 'sharp', density: 'spacious',"
        " typography: { baseSize: 18, fontFamily: 'Georgia', fontFamilyMono: 'Courier' },"
        " color: { grayscale: { hue: 30, tint: 9, shade: 2 } } }"
    )
    expect(root).to_have_css("font-size", "18px")
    expect(body).to_have_css("font-family", re.compile("Georgia"))
    eventually(
        lambda: all(a != b for a, b in zip((color(), radius(), padding()), plain, strict=True))
    )
    react.set()
    expect(root).to_have_css("font-size", "16px")
    eventually(lambda: (color(), radius(), padding()) == plain)


def test_whether_an_answer_is_followed(react: ElementPage) -> None:
    assert "thread" not in API
    react.show("thread: { autoScroll: true }")
    for number in range(6):
        react.answer_to(f"{number} " + "many words " * 40)
    expect(react.answers.last).to_be_in_viewport()
    react.set("disclaimer: { text: 'Check **everything**.', highContrast: true }")
    expect(react.frame.locator("footer strong")).to_have_text("everything")
    react.set("disclaimer: { text: 'Fine.' }")
    expect(react.frame.locator("footer strong")).to_have_count(0)
