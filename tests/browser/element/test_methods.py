"""The eight methods of the element, called by the unmodified React bindings."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.waiting import eventually


def test_focus_composer(react):
    react.show()
    react.method("focusComposer")
    expect(react.composer).to_be_focused()


def test_set_thread_id(react, server):
    react.show()
    react.answer_to("first")
    eventually(lambda: react.calls("onThreadChange"))
    thread_id = react.calls("onThreadChange")[-1]["threadId"]
    react.method("setThreadId", None)
    expect(react.questions).to_have_count(0)
    react.noted("onThreadChange", {"threadId": None})
    react.method("setThreadId", thread_id)
    expect(react.questions).to_have_text("first")
    react.noted("onThreadLoadStart", {"threadId": thread_id})
    react.noted("onThreadLoadEnd", {"threadId": thread_id})


def test_send_user_message(react, server):
    react.show("composer: { tools: [{ id: 'search', label: 'Search', icon: 'search' }] }")
    react.composer.fill("half a draft")
    react.method(
        "sendUserMessage",
        {
            "content": [{"type": "input_tag", "id": "7", "text": "Order 7"}],
            "reply": "as you said",
            "toolChoice": {"id": "search"},
            "model": "deep",
        },
    )
    (sent,) = server.asked("threads.create")
    assert sent["input"]["inference_options"] == {"model": "deep", "tool_choice": {"id": "search"}}
    assert sent["input"]["quoted_text"] == "as you said"
    expect(react.composer).to_have_value("half a draft")
    react.method("sendUserMessage", {"text": "more"})
    react.method("sendUserMessage", {"text": "elsewhere", "newThread": True})
    expect(react.questions).to_have_count(1)
    assert len(server.asked("threads.add_user_message")) == 1
    assert len(server.asked("threads.create")) == 2


def test_set_composer_value(react, server):
    react.show(
        "composer: { tools: [{ id: 'search', label: 'Search', icon: 'search', pinned: true }],"
        " models: [{ id: 'fast', label: 'Fast' }, { id: 'deep', label: 'Deep' }] }"
    )
    react.method(
        "setComposerValue",
        {"text": "From the page", "selectedToolId": "search", "selectedModelId": "deep"},
    )
    expect(react.composer).to_have_value("From the page")
    expect(react.button("Search")).to_have_attribute("aria-pressed", "true")
    react.noted("onToolChange", {"toolId": "search"})
    react.composer.press("Enter")
    expect(react.answers).to_have_count(1)
    (sent,) = server.asked("threads.create")
    assert sent["input"]["inference_options"] == {"model": "deep", "tool_choice": {"id": "search"}}
    react.noted("onToolChange", {"toolId": None})


def test_set_composer_value_with_files(react, server):
    react.show("composer: { attachments: { enabled: true } }")
    react.page.evaluate(
        "() => window.drive.chat.setComposerValue({ text: 'look',"
        " files: [new File(['hello'], 'a.txt', { type: 'text/plain' })] })"
    )
    expect(react.frame.get_by_role("list", name="Attachments")).to_contain_text("a.txt")
    eventually(lambda: list(server.uploads.values()) == [5])
    expect(react.button("Send")).to_be_enabled()
    react.button("Send").click()
    expect(react.answers).to_have_count(1)
    assert server.asked("threads.create")[0]["input"]["attachments"] == list(server.uploads)


def test_set_composer_value_with_a_picture(react, server):
    react.show("composer: { attachments: { enabled: true } }")
    react.page.evaluate(
        "async () => { const canvas = new OffscreenCanvas(800, 600); canvas.getContext('2d');"
        " const blob = await canvas.convertToBlob();"
        " await window.drive.chat.setComposerValue({"
        "   files: [new File([blob], 'p.png', { type: 'image/png' })] }) }"
    )
    picture = react.frame.get_by_role("list", name="Attachments").locator("img")
    expect(picture).to_have_js_property("naturalWidth", 192)
    expect(react.button("Send")).to_be_enabled()
    react.button("Send").click()
    sent = react.questions.get_by_role("img", name="Attachment: p.png")
    expect(sent).to_have_js_property("naturalWidth", 1)


def test_show_and_hide_history(react):
    react.show()
    react.answer_to("first")
    react.method("showHistory")
    expect(react.history).to_contain_text("first")
    react.noted("onHistoryOpen", None)
    react.method("hideHistory")
    expect(react.history).to_have_count(0)
    react.noted("onHistoryClose", None)


def test_fetch_updates(react, server):
    react.show()
    react.answer_to("first")
    react.method("fetchUpdates")
    assert len(server.asked("threads.get_by_id")) == 1
    expect(react.answers).to_have_count(1)


def test_send_custom_action(react, server):
    react.show()
    react.answer_to("first")
    react.method("sendCustomAction", {"type": "order.approve", "payload": {"id": 7}})
    expect(react.answers.last).to_contain_text("Action order.approve with {'id': 7}")
