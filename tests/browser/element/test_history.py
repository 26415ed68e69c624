"""The list of conversations, used with the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.element.element_page import ElementPage
from tests.waiting import eventually


def test_rename_and_delete_by_keyboard(react: ElementPage) -> None:
    keyboard = react.page.keyboard
    react.show()
    react.answer_to("the first of May")
    react.button("New chat").click()
    react.answer_to("the second of May")
    react.button("History").focus()
    keyboard.press("Enter")
    entry = react.history.get_by_role("listitem").filter(has_text="the first of May")
    rename = entry.get_by_role("button", name="Rename")
    press_until_focused(react, "Tab", rename)
    keyboard.press("Enter")
    keyboard.type("Orders of spring")
    keyboard.press("Enter")
    entry = react.history.get_by_role("listitem").filter(has_text="Orders of spring")
    expect(entry.get_by_role("button", name="Rename")).to_be_focused()

    keyboard.press("Tab")
    delete = entry.get_by_role("button", name="Delete")
    expect(delete).to_be_focused()
    keyboard.press("Enter")
    question = react.frame.get_by_role("alertdialog", name=re.compile("Orders of spring"))
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(delete).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(entry).to_have_count(0)
    eventually(lambda: react.history.evaluate("(list) => list.contains(document.activeElement)"))

    keyboard.press("Escape")
    expect(react.history).to_have_count(0)
    expect(react.button("History")).to_be_focused()
    expect(react.questions).to_have_text("the second of May")


def press_until_focused(chat: ElementPage, key: str, element) -> None:
    """Press a key until an element has the focus."""
    for _ in range(20):
        if element.evaluate("(each) => each === document.activeElement"):
            return
        chat.page.keyboard.press(key)
    expect(element).to_be_focused()


# How far the words are from the side of the list where they begin.
ROOM = """(title, side) => {
    const words = document.createRange();
    words.selectNodeContents(title);
    const row = title.closest('li').getBoundingClientRect();
    return Math.abs(words.getBoundingClientRect()[side] - row[side]);
}"""


def test_titles_begin_where_the_list_does(react: ElementPage) -> None:
    react.show()
    react.answer_to("short")
    react.button("History").click()
    title = react.frame.get_by_role("dialog").get_by_text("short", exact=True).first
    assert title.evaluate(ROOM, "left") < 20
    react.set("locale: 'ar'")
    expect(react.frame.locator("html")).to_have_attribute("dir", "rtl")
    assert title.evaluate(ROOM, "right") < 20
