"""A widget whose messages carry requests."""

from __future__ import annotations

import threading

from chatkit_jupyter.runtime.activity import Activity
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.users import User
from chatkit_jupyter.widget.comm.carry import carry_requests
from tests.chatkit_jupyter.widget.comm.page import Page
from tests.waiting import eventually


class RememberingComm:
    """A comm as ipykernel 7.4 makes it: it prefers the subshell that wrote to it last."""

    def _reply_subshell_for(self, _data, _asked):
        return "the cells' own"


class Widget:
    """A widget whose pages speak to it from any thread."""

    def __init__(self):
        self.comm = RememberingComm()
        self.transport_in_use = None
        self.page = Page(self._say)

    def on_msg(self, callback):
        self._callback = callback

    def send(self, content, buffers=None):
        self.page.take(content, buffers)

    def _say(self, content, body):
        threading.Thread(target=self._callback, args=(self, content, [memoryview(body)])).start()


class Service:
    activity = Activity(lambda _: None)

    def owner(self, user):
        return user

    async def answer(self, request, user):
        return b'"%b for %b"' % (request, user.encode())


def carrying():
    widget = Widget()
    get_runtime().publish("carried", Service())
    carry_requests(widget, get_runtime(), User("ada"))
    return widget


def test_requests_are_answered_whichever_thread_they_come_in():
    widget = carrying()
    answers = [widget.page.ask("POST", "/chats/carried", b"%d" % n) for n in range(20)]
    eventually(lambda: all(answer.ended for answer in answers))
    assert [answer.body for answer in answers] == [b'"%d for ada"' % n for n in range(20)]


def test_a_message_for_something_else_is_left_alone():
    widget = carrying()
    for content in ("text", None, {"kind": "other", "op": "chosen", "transport": "comm"}):
        widget._callback(widget, content, [])
    widget._callback(widget, {"kind": "chatkit", "op": "chosen", "transport": "comm"}, [])
    eventually(lambda: widget.transport_in_use == "comm")


def test_messages_go_to_the_subshell_that_the_page_asks_for():
    widget = carrying()
    assert widget.comm._reply_subshell_for({}, "the page's own") == "the page's own"
    assert widget.comm._reply_subshell_for({}, None) is None
