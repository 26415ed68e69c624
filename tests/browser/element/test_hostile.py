"""Hostile input is shown as what it is: nothing runs, nothing leaves, nothing reaches the page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from queue import SimpleQueue
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from chatkit.types import ErrorEvent, NoticeEvent, ProgressUpdateEvent, ThreadStreamEvent
from tests.browser.element.element_page import ElementPage
from tests.browser.element.element_server import ElementServer
from tests.browser.element.every_item import answer, question
from tests.browser.element.hostile import ADDRESSES, BEACONS, HEAVY, INPUTS, PLACES
from tests.browser.element.responder import ANSWERS
from tests.browser.element.stored_thread import store_thread
from tests.browser.element.widget_samples import part, text
from tests.waiting import eventually

# What the chat itself never makes, and what its own document has once.
DANGEROUS = """
() => [...document.querySelectorAll('*')].flatMap((element) => {
    const LOADING = /^(srcdoc|srcset|action|formaction|background)$/;
    const names = element.getAttributeNames();
    const link = element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '';
    const wrong = [
        element.localName === 'img' && !/^(data|blob):/.test(element.src) && 'picture',
        /^(iframe|frame|object|embed|base|link|audio|video|foreignobject|animate)$/i
            .test(element.localName) && 'element',
        names.some((name) => name.startsWith('on')) && 'handler',
        names.some((name) => LOADING.test(name)) && 'attribute',
        !/^(|#.*|https?:.*|mailto:.*|tel:.*|chatkit-link:.*)$/is.test(link) && 'link',
        /url\\(/i.test(element.getAttribute('style') ?? '') && 'style',
    ].filter(Boolean);
    const where = element.closest('article')?.dataset.itemId ?? 'outside of items';
    return wrong.map((reason) => `${reason} in ${where}: ${element.outerHTML.slice(0, 200)}`);
})
"""

# Waits until it is on the page word for word, and looks then.
SHOWN = f"""async (said) => {{
    const last = performance.now() + 15000;
    while (!document.body.textContent.includes(said)) {{
        if (performance.now() > last) return [`not shown: ${{said}}`];
        await new Promise(requestAnimationFrame);
    }}
    return ({DANGEROUS})();
}}"""
EVENTS = {
    "progress_update": lambda said: ProgressUpdateEvent(text=said),
    "notice": lambda said: NoticeEvent(level="danger", title=said, message=said),
    "error": lambda said: ErrorEvent(message=said, allow_retry=True),
}
FORGER_PAGE = """<script>
    let left = 40;
    const knock = () => {
        const targets = [parent, ...Array.from({ length: parent.length }, (_, i) => parent[i])];
        for (const target of targets) {
            if (target === self) continue;
            for (const secret of ['', '__CSP_NONCE__', 'undefined', null, {}]) {
                target.postMessage({ type: 'chatkit.hello', secret }, '*');
            }
            const channel = new MessageChannel();
            channel.port1.onmessage = ({ data }) => parent.postMessage({ gotten: data }, '*');
            channel.port1.postMessage({ type: 'deleteThread', threadId: 'x' });
            target.postMessage('chatkit.port', '*', [channel.port2]);
        }
        if (--left > 0) setTimeout(knock, 25);
        else parent.postMessage('forger is done', '*');
    };
    addEventListener('message', ({ data }) => parent.postMessage({ gotten: String(data) }, '*'));
    knock();
</script>"""
FORGER = f'<iframe sandbox="allow-scripts" srcdoc="{FORGER_PAGE}"></iframe>'


class Watch:
    """Notices what a page does that hostile input could have made it do."""

    def __init__(self, page: Page):
        self.noticed: list[str] = []
        page.on("dialog", lambda dialog: self.noticed.append(f"dialog: {dialog.message}"))
        page.on("popup", lambda popup: self.noticed.append(f"popup: {popup.url}"))
        page.on("download", lambda download: self.noticed.append(f"download: {download.url}"))
        page.on("pageerror", lambda error: self.noticed.append(f"error: {error}"))
        # The policy is the second wall: what it had to stop has got through the first.
        page.on(
            "console",
            lambda message: (
                "Content Security Policy" in message.text and self.noticed.append(message.text)
            ),
        )


@pytest.fixture
def watch(page: Page, react: ElementPage) -> Watch:
    return Watch(page)


def assert_harmless(chat: ElementPage, watch: Watch) -> None:
    """Nothing has run, and there is nothing on the page that could."""
    page, frame = chat.page, inner(chat)
    assert page.evaluate("self.ran") is None
    assert frame.evaluate("self.ran") is None
    assert frame.url == "about:srcdoc"
    assert frame.evaluate(DANGEROUS) == []
    assert page.evaluate("Object.keys(Object.prototype)") == []
    assert watch.noticed == []


def inner(chat: ElementPage) -> Frame:
    """The document of the chat."""
    handle = chat.page.locator("iframe[title='Chat']").element_handle()
    frame = handle.content_frame()
    assert frame is not None
    return frame


def opened(
    chat: ElementPage, server: ElementServer, items: list[dict[str, Any]], **fields: Any
) -> Locator:
    """The articles of a new thread that ends with a harmless widget and answer, all drawn."""
    thread_id = f"hostile-{uuid4()}"
    end = [{"type": "widget", "widget": part("Card", text("The end"))}, answer("$e$ n d")]
    # So tall that the whole thread is in view, and is fetched and drawn at once.
    chat.page.add_style_tag(content="openai-chatkit { height: 60000px !important }")
    store_thread(server, thread_id, [*items, *end], **fields)
    chat.show(f"initialThread: '{thread_id}'")
    shown = chat.log.get_by_role("article")
    # What draws widgets and formulas comes later than the items, and then draws all of them.
    expect(shown.nth(-2)).to_have_text("The end")
    expect(shown.last.locator("math")).to_be_attached()
    expect(shown).to_have_count(len(items) + len(end))
    return shown


def assert_usable(chat: ElementPage) -> None:
    """The chat answers."""
    expect(chat.answer_to("Still there?")).to_contain_text("You said Still there?")


@pytest.mark.parametrize("place", PLACES)
def test_inputs_are_harmless_as(place, react, server, watch):
    inputs = INPUTS | ADDRESSES
    items = [item for said in inputs.values() for item in PLACES[place](said)]
    opened(react, server, items)
    assert_harmless(react, watch)


@pytest.mark.parametrize("allowed", [[], ["127.0.0.1"]])
def test_pictures_of_other_hosts_are_not_loaded_where_some_are_allowed(
    allowed, react, server, watch
):
    items = [answer(said) for said in BEACONS.values()]
    opened(react, server, items, allowed_image_domains=allowed)
    assert_harmless(react, watch)
    assert inner(react).evaluate("document.images.length") == 0


@pytest.mark.parametrize("event", EVENTS)
def test_inputs_are_harmless_in_passing_as(event, react, server, watch, monkeypatch):
    async def send(_server: Any, _thread: Any, _context: Any) -> AsyncIterator[ThreadStreamEvent]:
        while said := await asyncio.to_thread(to_say.get, timeout=60):
            yield EVENTS[event](said)

    to_say: SimpleQueue[str | None] = SimpleQueue()
    monkeypatch.setitem(ANSWERS, "hostile", send)
    react.show().ask("hostile")
    frame = inner(react)
    for said in INPUTS.values():
        to_say.put(said)
        assert frame.evaluate(SHOWN, said) == []
        assert react.page.evaluate("self.ran") is None, said
    assert_harmless(react, watch)
    to_say.put(None)
    react.settle()
    assert_usable(react)


def test_titles_are_harmless_in_the_header_and_in_the_history(react, server, watch):
    for number, said in enumerate(INPUTS.values()):
        store_thread(server, f"hostile_{number}", [question("x")], title=said)
    react.show("initialThread: 'hostile_0', history: { enabled: true }")
    expect(react.questions).to_have_count(1)
    react.button("History").click()
    expect(react.history.get_by_role("listitem").first).to_be_visible()
    assert_harmless(react, watch)


@pytest.mark.parametrize("name", HEAVY)
def test_a_chat_is_not_held_up_by(name, react, server, watch):
    opened(react, server, [answer(HEAVY[name]), question(HEAVY[name])])
    assert_harmless(react, watch)
    assert_usable(react)


@pytest.mark.parametrize(
    "key", ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]
)
def test_names_of_objects_own_properties_are_names_like_others(key, react, server, watch):
    pollution = {key: {"polluted": "yes", key: {"polluted": "yes"}}}
    card = part(
        "Card",
        part("Input", name=f"{key}.polluted", defaultValue="yes"),
        part("Input", name=f"a.{key}.polluted", defaultValue="yes"),
        part("Select", name=key, options=[{"value": key, "label": key}]),
        part(key, text(key)),
        part(
            "Chart",
            data=[pollution | {"x": key, "n": 1}],
            xAxis={"dataKey": key},
            series=[{"type": "bar", "dataKey": key}],
        ),
        asForm=True,
        confirm={"label": "Order", "action": {"type": key, "payload": pollution}},
        **pollution,
    )
    call = {"type": "client_tool_call", "status": "completed", "call_id": key, "name": key}
    entity = {"type": "entity", "id": key, "title": key, "icon": "bolt", "data": {key: key}}
    items = [
        {"type": "widget", "widget": card},
        call | {"arguments": pollution, "output": pollution},
        answer("Cited.", entity),
        {"type": "structured_input", "inputs": [{"type": "freeform", "id": key, "question": key}]},
    ]
    opened(react, server, items)
    react.button("Order").click()
    expect(react.answers.last).to_contain_text("Action")
    assert server.asked("threads.custom_action")[-1]["action"]["type"] == key
    assert_harmless(react, watch)
    assert inner(react).evaluate("({}).polluted") is None
    assert react.page.evaluate("({}).polluted") is None
    assert_usable(react)


def test_other_frames_can_not_speak_for_the_chat_or_listen_to_it(react, server, watch):
    page = react.page
    # It says hello as the chat does, and offers the chat a channel as the page does.
    page.evaluate(f"document.body.insertAdjacentHTML('beforeend', {FORGER!r})")
    page.evaluate("self.heard = []; addEventListener('message', (e) => heard.push(e.data))")
    react.show()
    expect(react.answer_to("Hello")).to_contain_text("You said Hello")
    eventually(lambda: page.evaluate("heard.filter((each) => each === 'forger is done').length"))
    assert page.evaluate("heard.filter((each) => each.gotten !== undefined)") == []
    assert_usable(react)
    asked = [request["type"] for request in server.requests]
    assert asked.count("threads.delete") == 0


def test_a_document_that_took_the_frame_s_place_gets_nothing(react, server):
    react.show()
    page = react.page
    page.route("**/forger", lambda route: route.fulfill(content_type="text/html", body=FORGER_PAGE))
    page.evaluate("self.heard = []; addEventListener('message', (e) => heard.push(e.data))")
    inner(react).evaluate("url => { location.href = url }", f"{server.url}/forger")
    eventually(lambda: page.evaluate("heard.filter((each) => each === 'forger is done').length"))
    assert page.evaluate("heard.filter((each) => each.gotten !== undefined)") == []


def test_what_runs_is_noticed(react, server, watch):
    react.show()
    inner(react).evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=self.ran=1>')"
    )
    with pytest.raises(AssertionError):
        assert_harmless(react, watch)
    eventually(lambda: watch.noticed)
