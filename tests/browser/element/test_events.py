"""Every event of the element, as the unmodified React bindings hear it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.waiting import eventually


def test_ready(react):
    react.show()
    react.noted("onReady", None)


def test_response_start_and_end_and_log(react):
    react.show()
    react.answer_to("Hi")
    assert react.calls("onResponseStart") == [None]
    assert react.calls("onResponseEnd") == [None]
    assert {"name": "request", "data": {"type": "threads.create"}} in react.calls("onLog")


def test_effect(react):
    react.show()
    react.ask("effect")
    react.noted("onEffect", {"name": "glow", "data": {"hue": 7}})


def test_deeplink(react):
    react.show()
    react.answer_to("link").get_by_text("the order").click()
    react.noted("onDeeplink", {"name": "order", "data": {"id": "7"}})


def test_error(react):
    react.show()
    react.ask("fail")
    expect(react.error).to_contain_text("That did not work.")
    react.noted("onError", {"error": "That did not work."})


def test_thread_change_and_load(react):
    react.show()
    react.answer_to("first")
    eventually(lambda: react.calls("onThreadChange"))
    thread_id = react.calls("onThreadChange")[-1]["threadId"]
    react.button("New chat").click()
    react.noted("onThreadChange", {"threadId": None})
    react.button("History").click()
    react.history.get_by_text("first").first.click()
    react.noted("onThreadLoadStart", {"threadId": thread_id})
    react.noted("onThreadLoadEnd", {"threadId": thread_id})
    react.noted("onThreadChange", {"threadId": thread_id})


def test_history_open_and_close(react):
    react.show()
    react.button("History").click()
    react.noted("onHistoryOpen", None)
    react.frame.get_by_role("button", name="Close").click()
    react.noted("onHistoryClose", None)


def test_tool_change(react):
    react.show("composer: { tools: [{ id: 'a', label: 'Ask', icon: 'bolt', pinned: true }] }")
    react.button("Ask").click()
    react.noted("onToolChange", {"toolId": "a"})
    react.button("Ask").click()
    react.noted("onToolChange", {"toolId": None})
