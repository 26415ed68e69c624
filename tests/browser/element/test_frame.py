"""What goes in and out of the frame: pictures, icons, keys, files, the focus."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.waiting import eventually

FILES = """
(_, name) => {
    const data = new DataTransfer();
    data.items.add(new File(['p'], name, { type: 'image/png' }));
    return data;
}
"""
ATTACHMENTS = "composer: { attachments: { enabled: true } }"


def test_pictures_come_from_the_thread_s_domains_only(react, page):
    react.show()
    # Nothing serves the picture: that the browser asks for it shows that the policy lets it. The
    # console says so each time, where `requestfailed` now and then misses a new document's request.
    with page.expect_console_message(
        lambda message: message.text == "Failed to load resource: net::ERR_CONNECTION_REFUSED"
    ) as failed:
        react.ask("picture")
    assert failed.value.location["url"] == "https://127.0.0.1/picture.gif"
    frame = page.locator("iframe[title='Chat']")
    allowed = re.compile("img-src data: blob: https://127.0.0.1;")
    expect(frame).to_have_attribute("srcdoc", allowed)
    react.button("New chat").click()
    expect(react.questions).to_have_count(0)
    expect(frame).to_have_attribute("srcdoc", re.compile("img-src data: blob:;"))
    expect(react.composer).to_be_visible()


def test_a_new_policy_takes_nothing_from_who_is_typing(react, page):
    react.show()
    react.composer.fill("picture")
    react.composer.press("Enter")
    expect(react.questions).to_have_count(1)
    policy = re.compile("https://127.0.0.1;")
    expect(page.locator("iframe[title='Chat']")).to_have_attribute("srcdoc", policy)
    expect(react.composer).to_be_focused()
    page.keyboard.type("half a draft")
    page.keyboard.press("Enter")
    expect(react.questions.last).to_have_text("half a draft")
    expect(react.answers).to_have_count(2)


def test_keys_typed_while_the_policy_changes_arrive(react, page):
    react.show()
    react.composer.fill("picture")
    react.composer.press("Enter")
    frame = page.locator("iframe[title='Chat']")
    typed = ""
    for letter in "abcdefghijklmnopqrstuvwxyz" * 20:
        page.keyboard.press(letter)
        typed += letter
        changed = "127.0.0.1;" in (frame.get_attribute("srcdoc") or "")
        if changed and typed.endswith("xyz"):
            break
    expect(react.composer).to_have_value(typed)
    expect(page.locator("iframe")).to_have_count(1)


def test_the_composer_shows_all_of_a_draft_that_came_while_it_was_hidden(react, page):
    react.show()
    hide = "hidden => { document.querySelector('openai-chatkit').hidden = hidden }"
    page.add_style_tag(content="openai-chatkit[hidden] { display: none !important }")
    page.evaluate(hide, True)
    react.method("setComposerValue", {"text": "one\ntwo\nthree"})
    page.evaluate(hide, False)
    shows_all = "box => box.clientHeight > 72 && box.scrollHeight <= box.clientHeight"
    eventually(lambda: react.composer.evaluate(shows_all))


def test_the_composer_shows_all_of_a_draft_where_the_chat_becomes_narrow(react, page):
    react.show()
    react.composer.fill("word " * 12)
    before = react.composer.evaluate("box => box.clientWidth")
    page.evaluate("document.querySelector('openai-chatkit').style.width = '300px'")
    eventually(lambda: react.composer.evaluate("box => box.clientWidth") < before / 2)
    shows_all = "box => box.scrollHeight <= box.clientHeight"
    eventually(lambda: react.composer.evaluate(shows_all))


def test_lucide_icons_are_drawn_from_shapes(react):
    react.show(
        "startScreen: { prompts: [{ label: 'Far', prompt: 'x', icon: 'lucide:telescope' }] }"
    )
    icon = react.frame.get_by_role("button", name="Far").locator("svg")
    expect(icon.locator("circle")).to_have_count(1)


@pytest.mark.parametrize(("event", "target"), [("paste", "#composer"), ("drop", "form")])
def test_files_arrive_by(react, server, event, target):
    react.show(ATTACHMENTS)
    element = react.frame.locator(target)
    data = element.evaluate_handle(FILES, "p.png")
    if event == "paste":
        element.evaluate(
            "(box, data) => box.dispatchEvent(new ClipboardEvent('paste',"
            " { clipboardData: data, bubbles: true, cancelable: true }))",
            data,
        )
    else:
        element.dispatch_event("dragover", {"dataTransfer": data})
        element.dispatch_event("drop", {"dataTransfer": data})
    expect(react.button("Remove p.png")).to_be_visible()
    eventually(lambda: list(server.uploads.values()) == [1])


def test_tab_goes_in_and_out(react, page):
    page.evaluate(
        "for (const place of ['prepend', 'append']) {"
        "  const button = document.createElement('button');"
        "  button.textContent = place; document.body[place](button); }"
    )
    react.show()
    page.get_by_role("button", name="prepend").focus()
    page.keyboard.press("Tab")
    expect(react.button("New chat")).to_be_focused()
    react.composer.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="append")).to_be_focused()


def test_keys_stay_inside_but_for_saving(react, page):
    react.show()
    page.evaluate("window.keys = []; addEventListener('keydown', (e) => keys.push(e.key))")
    react.composer.press_sequentially("dd")
    react.composer.press("Escape")
    react.composer.press("Control+s")
    eventually(lambda: page.evaluate("keys.length") == 1)
    assert page.evaluate("keys") == ["s"]


def test_the_clipboard_takes_what_is_copied(react, page, context, server):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    react.show()
    react.answer_to("copy me").hover()
    react.button("Copy").last.click()
    eventually(lambda: "copy me" in page.evaluate("navigator.clipboard.readText()"))


def test_moving_the_element_keeps_the_draft_and_the_thread(react, page):
    react.show()
    react.answer_to("Hi")
    react.composer.fill("half a draft")
    page.evaluate(
        "const box = document.createElement('section'); document.body.prepend(box);"
        "box.append(document.querySelector('openai-chatkit'))"
    )
    expect(react.composer).to_have_value("half a draft")
    expect(react.answers).to_have_count(1)


def test_a_page_that_forbids_frames_says_so(page, server):
    page.goto(f"{server.url}/strict")
    expect(page.locator("openai-chatkit")).to_be_attached()
    page.clock.install()
    page.evaluate(
        "document.querySelector('openai-chatkit')"
        ".setOptions({ api: { url: '/chatkit', domainKey: 'local' } })"
    )
    expect(page.locator("iframe")).to_have_attribute("srcdoc", re.compile("."))
    page.clock.fast_forward(11_000)
    expect(page.get_by_role("alert")).to_contain_text("security policy")
