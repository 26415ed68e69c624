"""Every group of options, set by the unmodified React bindings and changed at run time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.element.element_page import ElementPage
from tests.waiting import eventually

HOSTED = "api: { getClientSecret: async (old) => { note('secret', old); return old ? 'b' : 'a' } }"
DIRECT = (
    "api: { url: '/chatkit', domainKey: 'local', "
    "uploadStrategy: { type: 'direct', uploadUrl: '/upload' } }"
)
FETCH = (
    "api: { url: '/chatkit', domainKey: 'local', fetch: (url, init) => "
    "fetch(url, { ...init, headers: { ...init.headers, 'X-Own': 'yes' } }) }"
)
# OpenAI's address, answered by the server of the test without asking another host.
REROUTE = """
const real = window.fetch;
window.fetch = (url, init) =>
    real(String(url) === 'https://api.openai.com/v1/chatkit/conversation' ? '/chatkit' : url, init);
"""
TEXT_FILE = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}


def test_api_fetch(react, server):
    react.show(api=FETCH)
    react.answer_to("Hi")
    assert server.headers[0]["x-own"] == "yes"


def test_api_client_secret_is_refreshed(react, server):
    react.page.evaluate(REROUTE)
    server.accepts = "a"
    react.show(api=HOSTED)
    react.answer_to("Hi")
    server.accepts = "b"
    react.answer_to("Again")
    assert react.calls("secret") == [None, "a"]


@pytest.mark.parametrize("api", [None, DIRECT], ids=["two_phase", "direct"])
def test_api_upload_strategy(react: ElementPage, server, api):
    options = "composer: { attachments: { enabled: true } }"
    react.show(options, **({} if api is None else {"api": api}))
    react.frame.locator("input[type=file]").set_input_files([TEXT_FILE])
    eventually(lambda: list(server.uploads.values()) == [5])
    expect(react.button("Send")).to_be_enabled()
    react.ask("look")
    eventually(lambda: server.asked("threads.create"))
    assert server.asked("threads.create")[0]["input"]["attachments"] == list(server.uploads)


def test_locale(react):
    react.show("locale: 'xx-unknown'")
    expect(react.button("New chat")).to_be_visible()
    react.set("locale: 'de-DE'")
    expect(react.frame.locator("html")).to_have_attribute("lang", re.compile("^de"))


def test_theme(react):
    react.show("theme: 'dark'")
    root = react.frame.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    react.set("theme: { colorScheme: 'light' }")
    expect(root).to_have_attribute("data-theme", "light")


def test_theme_details(react, server):
    react.show(
        "theme: { typography: { baseSize: 18, fontFamily: 'Test', fontFamilyMono: 'Test Mono',"
        "   fontSources: [{ family: 'Test', src: '/fonts/KaTeX_Main-Regular.woff2' }] },"
        " radius: 'sharp', density: 'compact',"
        " color: { grayscale: { hue: 200, tint: 9, shade: -1 },"
        "   accent: { primary: '#ff0000', level: 3 },"
        "   surface: { background: '#fff8e0', foreground: '#102030' } } }"
    )
    root = react.frame.locator("html")
    expect(root).to_have_css("font-size", "18px")
    expect(react.composer).to_have_css("font-family", re.compile("Test"))
    fonts = "() => [...document.fonts].map(({ family, status }) => `${family} ${status}`)"
    eventually(lambda: "Test loaded" in root.evaluate(fonts))
    expect(react.frame.locator("body")).to_have_css("background-color", "rgb(255, 248, 224)")
    expect(react.composer).to_have_css("color", "rgb(16, 32, 48)")
    react.composer.fill("Hi")
    painted = "(button) => getComputedStyle(button, '::before').backgroundColor"
    eventually(lambda: react.button("Send").evaluate(painted) == "rgb(255, 0, 0)")
    expect(react.button("Send")).to_have_css("border-radius", "0px")
    react.set()
    expect(root).to_have_css("font-size", "16px")


def test_frame_title(react):
    react.show("frameTitle: 'Chat'")
    react.set("frameTitle: 'Sales'")
    expect(react.page.locator("iframe")).to_have_attribute("title", "Sales")


def test_initial_thread(react, server, page):
    react.show()
    react.answer_to("remember me")
    eventually(lambda: react.calls("onThreadChange"))
    thread_id = react.calls("onThreadChange")[-1]["threadId"]
    page.reload()
    page.wait_for_function("window.drive !== undefined")
    react.show(f"initialThread: {thread_id!r}")
    expect(react.questions).to_have_text("remember me")


def test_header(react):
    react.show(
        "header: { title: { text: 'Orders' },"
        " leftAction: { icon: 'home', onClick: () => note('left') },"
        " rightAction: { icon: 'settings-cog', onClick: () => note('right') } }"
    )
    expect(react.frame.get_by_role("heading", name="Orders")).to_be_visible()
    for side, place in (("left", 0), ("right", -1)):
        react.frame.locator("header button").nth(place).click()
        react.noted(side, None)
    react.set("header: { title: { enabled: false, text: 'Orders' } }")
    expect(react.frame.get_by_role("heading", name="Orders")).to_have_count(0)
    react.set("header: { enabled: false }")
    expect(react.frame.locator("header")).to_have_count(0)


def test_history(react):
    react.show("history: { enabled: true, showDelete: false, showRename: false }")
    react.answer_to("first")
    react.button("History").click()
    expect(react.history.get_by_role("button", name=re.compile("Rename|Delete"))).to_have_count(0)
    react.frame.get_by_role("button", name="Close").click()
    react.set("history: { enabled: false }")
    expect(react.button("History")).to_have_count(0)


def test_start_screen(react, server):
    react.show(
        "startScreen: { greeting: 'Good day', prompts: ["
        "{ label: 'Late', prompt: 'Which are late?', icon: 'lucide:telescope' },"
        "{ label: 'Tag', prompt: [{ type: 'input_tag', id: '7', text: 'Order 7' }] }] }"
    )
    expect(react.frame.get_by_text("Good day")).to_be_visible()
    react.frame.get_by_role("button", name="Tag").click()
    expect(react.answers).to_have_count(1)
    assert server.asked("threads.create")[0]["input"]["content"][0]["id"] == "7"


def test_thread_item_actions(react, server):
    react.show("threadItemActions: { feedback: true, retry: true }")
    react.answer_to("Hi").hover()
    react.button("Good response").first.click()
    eventually(lambda: server.asked("items.feedback"))
    assert server.asked("items.feedback")[0]["kind"] == "positive"
    react.button("Retry").first.click()
    eventually(lambda: server.asked("threads.retry_after_item"))
    react.set("threadItemActions: {}")
    expect(react.button("Good response")).to_have_count(0)


def test_disclaimer(react):
    react.show("disclaimer: { text: 'Check **everything**.', highContrast: true }")
    expect(react.frame.locator("footer strong")).to_have_text("everything")
    react.set()
    expect(react.frame.locator("footer strong")).to_have_count(0)


def test_composer_placeholder(react):
    react.show()
    react.set("composer: { placeholder: 'Ask away' }")
    expect(react.frame.get_by_role("textbox", name="Ask away")).to_be_visible()


def test_composer_attachments_are_checked(react, server):
    react.show(
        "composer: { attachments: { enabled: true, maxCount: 2, maxSize: { 'text/*': 5, '*': 99 },"
        " accept: { 'text/plain': ['.txt'] } } }"
    )
    files = react.frame.locator("input[type=file]")
    files.set_input_files([TEXT_FILE | {"name": "big.txt", "buffer": b"123456"}])
    expect(react.frame.get_by_text("“big.txt” is larger than")).to_be_visible()
    files.set_input_files([{"name": "p.png", "mimeType": "image/png", "buffer": b"p"}])
    expect(react.frame.get_by_text("Files like “p.png” can not be attached here.")).to_be_visible()
    files.set_input_files([TEXT_FILE, TEXT_FILE | {"name": "b.txt"}])
    eventually(lambda: len(server.uploads) == 2)
    expect(react.button("Attach")).to_be_disabled()
    react.button("Remove a.txt").click()
    eventually(lambda: len(server.files.deleted) == 1)


def test_composer_tools(react, server):
    react.show(
        "composer: { tools: [{ id: 'draw', label: 'Draw', icon: 'images', persistent: true,"
        " shortLabel: 'D', placeholderOverride: 'What to draw?' },"
        " { id: 'ask', label: 'Ask', icon: 'lucide:telescope', pinned: true }] }"
    )
    react.button("Tools").click()
    react.frame.get_by_role("menuitemcheckbox", name="Draw").or_(
        react.frame.get_by_role("menuitemradio", name="Draw")
    ).click()
    box = react.frame.get_by_role("textbox")
    expect(box).to_have_attribute("placeholder", "What to draw?")
    box.fill("a cat")
    box.press("Enter")
    expect(react.answers).to_have_count(1)
    options = server.asked("threads.create")[0]["input"]["inference_options"]
    assert options == {"tool_choice": {"id": "draw"}}
    expect(react.button("Draw")).to_have_attribute("aria-pressed", "true")


def test_composer_models(react, server):
    react.show(
        "composer: { models: [{ id: 'fast', label: 'Fast' },"
        " { id: 'deep', label: 'Deep', description: 'slow', default: true },"
        " { id: 'old', label: 'Old', disabled: true }] }"
    )
    react.answer_to("one")
    assert server.asked("threads.create")[0]["input"]["inference_options"] == {"model": "deep"}
    react.button("Model: Deep").click()
    expect(react.frame.get_by_role("menuitemradio", name=re.compile("Old"))).to_be_disabled()
    react.frame.get_by_role("menuitemradio", name=re.compile("Fast")).click()
    react.answer_to("two")
    sent = server.asked("threads.add_user_message")[0]["input"]
    assert sent["inference_options"] == {"model": "fast"}


def test_entities(react, server):
    react.show(
        "entities: { showComposerMenu: true,"
        " onTagSearch: async (q) => { note('search', q);"
        "   return [{ id: '7', title: 'Order seven', group: 'Orders', interactive: true }] },"
        " onClick: (entity) => note('click', entity.id) }"
    )
    react.composer.press_sequentially("See @ord")
    react.frame.get_by_role("option", name="Order seven").click()
    react.noted("search", "ord")
    react.composer.press("Enter")
    expect(react.answers).to_have_count(1)
    content = server.asked("threads.create")[0]["input"]["content"]
    assert [part.get("id") for part in content if part["type"] == "input_tag"] == ["7"]
    react.questions.get_by_text("Order seven").click()
    react.noted("click", "7")


def test_commands(react):
    react.show(
        "commands: { enabled: true,"
        " onSearch: async (q) => [{ id: 'sum', label: 'Summarise' }],"
        " onSelect: async ({ id }) => { note('select', id); return id === 'sum'"
        "   ? { type: 'menu', commands: [{ id: 'short', label: 'In short' }] }"
        "   : { type: 'entity', entity: { id: '7', title: 'Order seven' } } } }"
    )
    react.composer.press_sequentially("/sum")
    react.frame.get_by_role("option", name="Summarise").click()
    react.frame.get_by_role("option", name="In short").click()
    react.noted("select", "short")
    expect(react.composer).to_have_value(re.compile("Order seven"))


def test_on_client_tool(react, server):
    react.show(
        "onClientTool: ({ name, params }) => { note(name, params); return { color: 'red' } }"
    )
    react.ask("tool")
    react.noted("pick", {"from": "palette"})
    expect(react.answers.last).to_contain_text("Thank you.")
    assert server.asked("threads.add_client_tool_output")[0]["result"] == {"color": "red"}


def test_structured_input_is_submitted(react, server):
    react.show()
    react.ask("questions")
    react.frame.get_by_role("textbox", name=re.compile("Who asks")).fill("Ada")
    react.button("Submit").click()
    expect(react.answers.last).to_contain_text("Thank you.")
    sent = server.asked("threads.add_structured_input")[0]["input"]
    assert sent["answers"]["who"]["values"] == ["Ada"]


def test_wrong_options_are_named(react):
    react.show()
    wrong = "() => document.querySelector('openai-chatkit').setOptions({ api: {}, theme: 'blue' })"
    with pytest.raises(Exception, match=r"ChatKit's option “api\.url” is missing"):
        react.page.evaluate(wrong)


def test_options_replace_each_other(react):
    react.show("startScreen: { greeting: 'One' }")
    react.set("header: { title: { text: 'Two' } }")
    expect(react.frame.get_by_text("Two")).to_be_visible()
    expect(react.frame.get_by_text("One", exact=True)).to_have_count(0)


def test_composer_dictation(react, server):
    # The recording is real; only its source is not, because there is no microphone here.
    react.page.evaluate(
        "navigator.mediaDevices.getUserMedia = async () =>"
        " new AudioContext().createMediaStreamDestination().stream"
    )
    react.show("composer: { dictation: { enabled: true } }")
    react.composer.fill("Remember")
    react.button("Dictate").click()
    react.button("Finish dictation").click()
    expect(react.composer).to_have_value("Remember what was dictated")
    (sent,) = server.asked("input.transcribe")
    assert sent["mime_type"].startswith("audio/")
    assert sent["audio_base64"] != ""


def test_entity_preview(react):
    react.show(
        "entities: { onTagSearch: async () => [{ id: '7', title: 'Order', interactive: true }],"
        " onRequestPreview: async (entity) => { note('preview', entity.id);"
        "   return { preview: { type: 'Basic', children: [{ type: 'Text', value: 'Late' }] } } } }"
    )
    react.composer.press_sequentially("@o")
    react.frame.get_by_role("option", name="Order").click()
    react.composer.press("Enter")
    react.questions.get_by_text("Order", exact=True).hover()
    react.noted("preview", "7")


def test_widgets_on_action(react, server):
    react.show("widgets: { onAction: async (action, item) => note(item.widget.type, action) }")
    react.ask("widget")
    react.frame.get_by_role("button", name="look").click()
    react.noted("Card", {"type": "order.look"})
    assert server.asked("threads.custom_action") == []


def test_actions_of_widgets_on_the_server(react, server):
    react.show()
    react.ask("widget")
    react.frame.get_by_role("button", name="approve").click()
    expect(react.answers.last).to_contain_text("Action order.approve with {'id': 7}")
    react.frame.get_by_role("button", name="refresh").click()
    expect(react.log.get_by_text("Updated")).to_be_visible()
    assert server.asked("threads.sync_custom_action")[0]["action"]["type"] == "order.refresh"
