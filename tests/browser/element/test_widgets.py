"""Widgets in the sandboxed frame: drawn, used, and sent to the server."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.element.stored_thread import store_thread
from tests.browser.element.test_axe import violations
from tests.browser.element.widget_samples import all_widgets
from tests.waiting import eventually

WIDGETS = "article[data-item-type='widget']"


@pytest.fixture
def chat(react, server):
    """A thread with every component."""
    store_thread(server, "widgets", all_widgets())
    react.show("initialThread: 'widgets'")
    expect(react.log.locator(WIDGETS).locator("section").first).to_be_visible()
    return react


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_axe_is_broken(chat, scheme):
    chat.set(f"initialThread: 'widgets', theme: '{scheme}'")
    expect(chat.frame.locator("html")).to_have_attribute("data-theme", scheme)
    expect(chat.frame.get_by_role("img", name="Desktop, Mobile, Target")).to_be_visible()
    assert violations(chat) == []
    chat.frame.get_by_role("button", name="Fruit").click()
    expect(chat.frame.get_by_role("listbox")).to_be_visible()
    assert violations(chat) == []
    chat.page.keyboard.press("Escape")
    chat.frame.get_by_role("button", name="Due").click()
    expect(chat.frame.get_by_role("dialog")).to_be_visible()
    assert violations(chat) == []


def test_a_form_is_checked_and_sent_with_all_its_values(chat, server):
    frame = chat.frame
    frame.get_by_role("button", name="Save").click()
    expect(frame.get_by_role("alert")).to_have_text("Fill this in.")
    name = frame.get_by_role("textbox", name="Customer")
    expect(name).to_be_focused()
    name.fill("Ada")
    frame.get_by_role("button", name="Fruit").click()
    frame.get_by_role("combobox", name="Search").fill("ban")
    frame.get_by_role("option", name="Banana").click()
    frame.get_by_role("button", name="Due").click()
    frame.get_by_role("button", name="November 24").click()
    frame.get_by_role("radio", name="Apple").check()
    frame.get_by_role("button", name="Save").click()
    eventually(lambda: len(server.asked("threads.custom_action")) == 1)
    action = server.asked("threads.custom_action")[0]["action"]
    assert action["type"] == "order.save"
    assert action["payload"] == {
        "customer": {"name": "Ada"},
        "notes": "",
        "fruit": "b",
        "due": "2026-11-24",
        "pick": "a",
        "gift": True,
        "title": "Editable",
    }


def test_a_list_shows_more_and_its_entries_are_pressed(chat, server):
    entries = chat.log.get_by_role("listitem").filter(has_text="Report")
    expect(entries).to_have_count(2)
    chat.button("Show more").click()
    expect(entries).to_have_count(4)
    chat.frame.get_by_role("button", name="Report 3").dblclick()
    expect(chat.answers.last).to_contain_text("Action report.open")
    assert len(server.asked("threads.custom_action")) == 1


def test_an_unknown_component_leaves_a_note_and_its_children(chat):
    expect(chat.log).to_contain_text("A component of type “Hologram” is not known here.")
    expect(chat.log).to_contain_text("from a newer server")
