"""Two readers of a streamed answer: a Python client, and a page in Chromium."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Page

_STAMP = re.compile(rb'"delta":"(\d+\.\d+) "')
_FETCH = """
async ({ url, headers, body }) => {
    const answer = await fetch(url, { method: "POST", headers, body });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const stamps = [];
    let rest = "";
    for (;;) {
        const { value, done } = await reader.read();
        if (done) return stamps;
        const now = performance.timeOrigin + performance.now();
        const events = (rest + value).split("\\n\\n");
        rest = events.pop();
        for (const event of events) {
            const stamp = /"delta":"(\\d+\\.\\d+) "/.exec(event);
            if (stamp) stamps.push([Number(stamp[1]), now]);
        }
    }
}
"""


@dataclass(frozen=True, eq=False)
class Address:
    """Where a chat is asked.

    Attributes:
        url: Address of the chat's endpoint.
        page: Address of a page of the same origin.
        headers: What to send along.
    """

    url: str
    page: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """When the deltas of an answer were made and when they were there, in ms since the epoch."""

    stamps: list[tuple[float, float]]

    @property
    def rate(self) -> float:
        """Deltas per second, from when the first was made until the last was there."""
        return len(self.stamps) * 1000 / (self.stamps[-1][1] - self.stamps[0][0])

    @property
    def delay(self) -> float:
        """Delay of a delta, p50, in ms."""
        return median(there - made for made, there in self.stamps)


def in_python(address: Address, question: str) -> Answer:
    """Ask with a client that does as little as it can."""
    return asyncio.run(_read(address, question))


def in_chromium(page: Page, address: Address, question: str) -> Answer:
    """Ask from a page of the chat's own origin."""
    if page.url != address.page:
        page.goto(address.page)
    asked = {
        "url": address.url,
        "headers": _headers(address),
        "body": _body(question).decode(),
    }
    return Answer([tuple(pair) for pair in page.evaluate(_FETCH, asked)])


async def _read(address: Address, question: str) -> Answer:
    parts = urlsplit(address.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    body = _body(question)
    headers = {
        "Host": parts.netloc,
        "Connection": "close",
        "Content-Length": str(len(body)),
        **_headers(address),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"POST {parts.path} HTTP/1.1\r\n{head}\r\n".encode() + body)
    stamps: list[tuple[float, float]] = []
    rest = b""
    while data := await reader.read(1 << 16):
        now = time.time() * 1000
        *events, rest = (rest + data).split(b"\n\n")
        found = filter(None, map(_STAMP.search, events))
        stamps.extend((float(stamp[1]), now) for stamp in found)
    writer.close()
    return Answer(stamps)


def _headers(address: Address) -> dict[str, str]:
    return {"Content-Type": "application/json", **address.headers}


def _body(question: str) -> bytes:
    content = [{"type": "input_text", "text": question}]
    message = {"content": content, "attachments": [], "inference_options": {}}
    return json.dumps({"type": "threads.create", "params": {"input": message}}).encode()
