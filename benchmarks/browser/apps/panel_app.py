"""Panel's chat."""

from __future__ import annotations

import sys

import panel as pn
from script import deltas, history


async def respond(contents, _user, _instance):
    text = ""
    async for delta in deltas(contents):
        text += delta
        yield text


def page():
    messages = [
        pn.chat.ChatMessage(text, user="Assistant" if number % 2 else "User")
        for number, text in enumerate(history())
    ]
    return pn.chat.ChatInterface(
        *messages, callback=respond, callback_exception="verbose", height=700
    )


pn.extension()
pn.serve(page, address="127.0.0.1", port=int(sys.argv[1]), show=False)
