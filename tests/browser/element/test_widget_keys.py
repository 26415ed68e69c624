"""Widgets without a mouse: by keyboard, with what a screen reader is told, and without motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.element.stored_thread import store_thread
from tests.browser.element.widget_samples import part, table, text
from tests.waiting import eventually

FRUIT = [
    {"value": "a", "label": "Apple"},
    {"value": "b", "label": "Banana", "description": "Yellow"},
    {"value": "c", "label": "Cherry", "disabled": True},
    {"value": "d", "label": "Date"},
]


@pytest.fixture
def keys(react, server):
    """A thread with what opens, and with a chart; gives the keyboard."""
    action = {"type": "picked", "loadingBehavior": "none"}
    common = {"clearable": True, "onChangeAction": action}
    fields = part(
        "Card",
        part("Select", name="plain", placeholder="Plain", options=FRUIT, **common),
        part("Select", name="found", placeholder="Found", options=FRUIT, searchable=True, **common),
        part("DatePicker", name="due", placeholder="Due", defaultValue="2026-11-21",
             min="2026-11-10", max="2026-12-05", **common),
        part("Transition", text("It moved", key="moved")),
    )  # fmt: skip
    store_thread(server, "keys", [{"type": "widget", "widget": each} for each in (fields, table())])
    react.show("initialThread: 'keys'")
    expect(react.frame.get_by_role("img", name="Desktop, Mobile, Target")).to_be_visible()
    return react.page.keyboard


def payloads(server):
    return [asked["action"]["payload"] for asked in server.asked("threads.custom_action")]


def sent(server, *expected):
    eventually(lambda: payloads(server) == list(expected))


def press(keyboard, *keys):
    for key in keys:
        keyboard.press(key)


def test_a_select_is_opened_typed_into_and_left(react, server, keys):
    plain = react.frame.get_by_role("button", name="Plain")
    plain.focus()
    press(keys, "ArrowDown")
    options = react.frame.get_by_role("listbox", name="Plain")
    expect(options).to_be_focused()
    press(keys, "b", "ArrowDown", "Enter")
    sent(server, {"plain": "d"})
    expect(options).to_have_count(0)
    expect(plain).to_be_focused()
    expect(plain).to_have_accessible_name("Plain, Date")


def test_a_select_is_searched_and_cleared(react, server, keys):
    found = react.frame.get_by_role("button", name="Found")
    found.focus()
    press(keys, "Enter")
    search = react.frame.get_by_role("combobox", name="Search")
    expect(search).to_be_focused()
    keys.type("yell")
    option = react.frame.get_by_role("option")
    expect(option).to_have_count(1)
    expect(search).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    press(keys, "Enter")
    sent(server, {"found": "b"})
    expect(found).to_be_focused()
    press(keys, "Enter", "ArrowDown", "Escape")
    expect(search).to_have_count(0)
    expect(found).to_be_focused()
    press(keys, "Tab")
    expect(react.frame.get_by_role("button", name="Clear").first).to_be_focused()
    press(keys, "Enter")
    sent(server, {"found": "b"}, {"found": None})
    expect(found).to_be_focused()


def test_a_day_is_found_across_months_within_its_limits(react, server, keys):
    due = react.frame.get_by_role("button", name="Due")
    due.focus()
    press(keys, "Enter")
    calendar = react.frame.get_by_role("dialog")
    expect(calendar.get_by_role("button", name="November 21")).to_be_focused()
    press(keys, "ArrowDown", "ArrowRight", "PageDown")
    expect(calendar).to_contain_text("December 2026")
    expect(calendar.get_by_role("button", name="December 5")).to_be_focused()
    press(keys, "ArrowUp", "Enter")
    sent(server, {"due": "2026-11-28"})
    expect(due).to_be_focused()
    press(keys, "Enter", "ArrowUp", "Escape")
    expect(calendar).to_have_count(0)
    expect(due).to_be_focused()
    press(keys, "Tab", "Enter")
    sent(server, {"due": "2026-11-28"}, {"due": None})


def test_a_chart_is_read_with_the_arrow_keys(react, keys):
    chart = react.frame.get_by_role("img", name="Desktop, Mobile, Target")
    chart.focus()
    reading = react.log.get_by_role("status").filter(has_text="Desktop")
    press(keys, "ArrowRight")
    expect(reading).to_contain_text("Jan")
    expect(reading).to_contain_text("120")
    press(keys, "ArrowRight", "ArrowRight")
    expect(reading).to_contain_text("Feb")
    press(keys, "ArrowLeft")
    expect(reading).to_contain_text("Jan")
    press(keys, "Tab")
    expect(reading).to_have_count(0)


def test_nothing_moves_where_motion_is_not_wanted(react, keys):
    moved = react.frame.get_by_text("It moved")
    duration = "part => parseFloat(getComputedStyle(part).animationDuration)"
    assert moved.evaluate(duration) < 0.001
    react.page.emulate_media(reduced_motion="no-preference")
    eventually(lambda: moved.evaluate(duration) > 0.1)
