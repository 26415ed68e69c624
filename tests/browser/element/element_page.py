"""The chat in a page, set up with JavaScript and used as a person does it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.waiting import eventually

API = "api: { url: '/chatkit', domainKey: 'local', uploadStrategy: { type: 'two_phase' } }"


class ElementPage(ChatPage):
    """A page with one chat whose options, methods and events are reached from Python."""

    def __init__(self, page: Page):
        super().__init__(page)
        self.page = page

    def show(self, options: str = "", *, api: str = API) -> ElementPage:
        """Set the options, written in JavaScript; `note(name, …)` in them notes a call."""
        self.set(options, api=api)
        expect(self.composer).to_be_visible(timeout=15_000)
        return self

    def set(self, options: str = "", *, api: str = API) -> None:
        """Set other options, all of them."""
        source = f"(note) => ({{ {api}, {options} }})"
        self.page.evaluate(f"window.drive.set({source})")

    def method(self, name: str, *arguments: Any) -> None:
        """Call a method of the element and wait until it is done."""
        script = "async ([name, args]) => { await window.drive.chat[name](...args) }"
        self.page.evaluate(script, [name, list(arguments)])

    def calls(self, name: str) -> list[Any]:
        """What was noted under a name: calls of the page's functions, and events as `onReady`."""
        return self.page.evaluate("name => window.drive.calls[name] ?? []", name)

    def noted(self, name: str, value: Any) -> None:
        """Wait until the last call under this name is this one."""
        eventually(lambda: self.calls(name)[-1:] == [value])
