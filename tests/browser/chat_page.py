"""The chat under a cell, found by the names a screen reader uses."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, expect


class ChatPage:
    """One chat shown in a page.

    Args:
        host: The part of the page that holds the chat: a cell, or the page.
    """

    def __init__(self, host):
        self.host = host
        self.frame: FrameLocator = host.frame_locator("iframe[title='Chat']")

    @property
    def composer(self) -> Locator:
        return self.frame.get_by_role("textbox", name="Message the AI")

    @property
    def log(self) -> Locator:
        return self.frame.get_by_role("log")

    @property
    def questions(self) -> Locator:
        return self.log.locator("article[data-item-type='user_message']")

    @property
    def answers(self) -> Locator:
        return self.log.locator("article[data-item-type='assistant_message']")

    @property
    def streaming(self) -> Locator:
        return self.log.locator("article[aria-busy='true']")

    @property
    def error(self) -> Locator:
        return self.frame.get_by_role("alert")

    def status(self, text: str) -> Locator:
        """A notice that says this."""
        return self.frame.get_by_role("status").filter(has_text=text)

    @property
    def history(self) -> Locator:
        return self.frame.get_by_role("dialog", name="History")

    def button(self, name: str) -> Locator:
        return self.frame.get_by_role("button", name=name, exact=True)

    def ask(self, text: str) -> None:
        """Type a message and press Enter."""
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.questions.last).to_contain_text(text)

    def settle(self) -> None:
        """Wait until the response has ended."""
        expect(self.button("Stop")).to_have_count(0, timeout=30_000)
        expect(self.streaming).to_have_count(0)

    def answer_to(self, text: str) -> Locator:
        """Ask, wait for the whole answer, and return the newest one."""
        before = self.answers.count()
        self.ask(text)
        expect(self.answers).to_have_count(before + 1, timeout=30_000)
        self.settle()
        return self.answers.last
