"""The chat over widget messages, where no server extension answers."""

from __future__ import annotations

from playwright.sync_api import expect

SETUP = """
%load_ext chatkit_jupyter
from chatkit_jupyter import Chat
chat = Chat("demo", store="memory", transport="comm")
"""
ECHO = """
@chat.respond
async def respond(message, thread, context):
    yield "You said "
    yield f"**{message.text}**"
"""


def test_a_question_is_answered_in_widget_messages(open_cells, chat, page):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    notebook = open_cells(SETUP, ECHO, "chat", "0")
    expect(chat.answer_to("hello")).to_contain_text("You said hello")
    assert [url for url in requests if "/chatkit/" in url] == []
    notebook.rewrite(3, "%chatkit status")
    expect(notebook.output(3)).to_contain_text("reached by comm")
