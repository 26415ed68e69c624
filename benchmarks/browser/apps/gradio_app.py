"""Gradio's chat."""

from __future__ import annotations

import sys

import gradio
from script import deltas, history


async def respond(message, _past):
    text = ""
    async for delta in deltas(message):
        text += delta
        yield text


messages = [
    {"role": "assistant" if number % 2 else "user", "content": text}
    for number, text in enumerate(history())
]
gradio.ChatInterface(respond, chatbot=gradio.Chatbot(value=messages)).launch(
    server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True
)
