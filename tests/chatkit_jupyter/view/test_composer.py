"""``chat.composer`` and ``chat.focus``."""

from __future__ import annotations

import pytest

from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.session import session_of


@pytest.fixture
def chat(request) -> Chat:
    chat = Chat(request.node.name, store="memory", tools_menu=["search"], models=["small", "large"])
    chat.respond(lambda: "ok")
    return chat


def shown(chat: Chat) -> dict:
    return session_of(chat.name).widget().composer.get("value", {})


@pytest.mark.parametrize("before", [False, True])
def test_it_is_shown_in_views_that_are_open_or_will_be(chat, before):
    if before:
        session_of(chat.name).widget()
    chat.composer.set("Hi", tool="search")
    chat.composer.set(reply="as you said", model="large")
    value = {"text": "Hi", "selectedToolId": "search", "reply": "as you said"}
    assert shown(chat) == value | {"selectedModelId": "large"}
    chat.composer.clear()
    assert shown(chat)["text"] == shown(chat)["reply"] == ""


def test_it_waits_until_a_message_is_sent(chat):
    chat.composer.set("Hi")
    chat.send_sync("Hi")
    assert shown(chat) == {}
    chat.composer.set(tool=None)
    assert shown(chat) == {"selectedToolId": None}


def test_the_same_again_is_news(chat):
    widget = session_of(chat.name).widget()
    chat.composer.set("Hi")
    first = widget.composer["revision"]
    chat.composer.set("Hi")
    assert widget.composer["revision"] > first
    chat.focus()
    focused = widget.focused
    chat.focus()
    assert widget.focused > focused > 0


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"tool": "x"}, "the composer has no tool 'x'; there is: search"),
        ({"model": "x"}, "there is: small, large"),
        ({"text": 5}, "takes text, not int"),
        ({"text": None}, "takes text, not NoneType"),
    ],
)
def test_what_is_not_there_is_named(chat, value, problem):
    with pytest.raises(HandlerError, match=problem):
        chat.composer.set(**value)
    assert shown(chat) == {}


def test_a_chat_without_menus_says_how_to_give_some():
    with pytest.raises(HandlerError, match=r"give some with Chat\(tools_menu=…\)"):
        Chat("plain", store="memory").composer.set(tool="x")
