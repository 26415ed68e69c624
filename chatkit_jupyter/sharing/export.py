"""A conversation as one page that needs no network and no server."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import secrets
from collections.abc import AsyncIterator
from html import escape
from pathlib import Path
from typing import Any, Protocol

from chatkit.redaction import Redactor
from chatkit.types import Thread, ThreadItem
from chatkit_jupyter.errors import ExportError, FrontEndMissingError
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.sharing.output import SavedOutput
from chatkit_jupyter.sharing.saved import SavedConversation
from chatkit_jupyter.sharing.transcript import Transcript
from chatkit_jupyter.widget.front_end import STATIC, FrontEnd

_FRAME = "frame.html"
_FRAME_SCRIPT = re.compile(r'<script type="module" nonce="__CSP_NONCE__">(.*?)</script>', re.DOTALL)
# What shows that a thread needs a part of the front end, in its JSON.
_SIGNS = {
    "widgets.js": re.compile(r'"type": "widget"'),
    "math.js": re.compile(r"\$|\\\\[(\[]"),
    "code.js": re.compile(r"(?:```|~~~)[ \t]*[^\s`~\\\"]"),  # in a language
}
_ICON = re.compile(r'"(?:icon|iconStart|iconEnd|name)": ?"(?:lucide:)?([a-z0-9-]+)"')
_STYLE = """
:root{color-scheme:light dark}
body{margin:0;height:100vh;display:flex;flex-direction:column;font:15px/1.5 system-ui,sans-serif;
background:light-dark(#fff,#181818);color:light-dark(#0d0d0d,#f3f3f3)}
header{display:flex;gap:1em;align-items:center;justify-content:space-between;padding:.6em 1.2em;
border-bottom:1px solid light-dark(#e5e5e5,#333)}
h1{font-size:1rem;font-weight:600;margin:0}
button{font:inherit;padding:.35em 1.1em;border-radius:99px;border:1px solid currentColor;
background:none;color:inherit;cursor:pointer}
button:disabled{opacity:.45;cursor:default}
main{flex:1;min-height:0;width:100%;max-width:860px;margin:0 auto}
noscript{display:block;overflow:auto;padding:1em}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1><button type="button">Play</button></header>
<main></main>
<noscript>{transcript}</noscript>
<script type="application/json" id="content">{content}</script>
<script type="module" nonce="{nonce}">{program}</script>
</body>
</html>
"""


class Exportable(Protocol):
    """A chat's session as it is exported."""

    name: str
    saved: SavedConversation

    @property
    def options(self) -> dict[str, Any]:
        """The front end's options."""
        ...


def export_chat(chat: Exportable, path: str | os.PathLike[str]) -> Path:
    """Write the conversation that a chat shows as a page; see `export_page`.

    Args:
        chat: The chat's session.
        path: The page's file.

    Returns:
        Where it is.

    Raises:
        ExportError: There is no conversation yet, or the file is not to be an HTML file.
    """
    target = Path(path).expanduser()
    if target.suffix.lower() not in (".html", ".htm"):
        raise ExportError(f"A page's name ends in .html: {target.with_suffix('.html').name}")
    thread = get_runtime().submit(chat.saved.thread()).result()
    if thread is None or not thread.items.data:
        raise ExportError(f"Chat {chat.name!r} has no conversation to export yet.")
    redactor = chat.saved.redactor
    title = thread.title or chat.name
    plain = get_runtime().submit(_transcript(thread, redactor)).result()
    shown = thread.model_dump(mode="json", exclude_none=True, context={"exclude_metadata": True})
    export_page(
        target,
        title=title,
        thread={**shown, "metadata": {}},
        transcript=plain,
        options=chat.options,
        redactor=redactor,
    )
    return target


async def _transcript(thread: Thread, redactor: Redactor) -> str:
    async def newest_first() -> AsyncIterator[ThreadItem]:
        for item in reversed(thread.items.data):
            yield item

    return await Transcript(redactor).html(newest_first(), "full")


def export_page(
    path: Path,
    *,
    title: str,
    thread: dict[str, Any],
    transcript: str,
    options: dict[str, Any],
    redactor: Redactor,
) -> None:
    """Write a page that shows a thread with the chat's own front end, and can play it again.

    Args:
        path: Where to write it.
        title: The page's title.
        thread: The thread with its items, as ``threads.get_by_id`` answers.
        transcript: The thread as sanitised HTML, for browsers without script.
        options: The front end's options.
        redactor: Takes secrets out.

    Raises:
        FrontEndMissingError: The front end was not built.
        OSError: The page can not be written.
    """
    shown: dict[str, Any] = {**redactor.data(thread), "allowed_image_domains": []}
    parts = _parts(STATIC / FrontEnd.read().build, json.dumps(shown))
    program = parts.pop("page.js")
    content = {"thread": shown, "options": redactor.data(options), "parts": parts}
    nonce = secrets.token_urlsafe(16)
    saved = SavedOutput("page", title, 1, transcript).bundle()["text/html"]
    page = _PAGE.format(
        policy=_policy(nonce, parts[_FRAME]),
        title=escape(redactor.text(title)),
        style=_STYLE,
        transcript=saved,
        content=json.dumps(content, ensure_ascii=False).replace("<", "\\u003c"),
        nonce=nonce,
        # In a program's strings "\x3C" is "<", but not for the parser of the page.
        program=re.sub(r"<(?=/script|!--)", r"\\x3C", program, flags=re.IGNORECASE),
    )
    path.write_text(page, encoding="utf-8")


def _parts(build: Path, thread: str) -> dict[str, str]:
    """Read of the front end what this thread needs."""
    try:
        needed = [name for name, sign in _SIGNS.items() if sign.search(thread)]
        names = ["page.js", _FRAME, *needed]
        parts = {name: (build / name).read_text(encoding="utf-8") for name in names}
        icons: dict[str, Any] = json.loads((build / "icons.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FrontEndMissingError(
            f"The front end was built without {Path(error.filename).name}. Run: make setup"
        ) from None
    named = {name: icons[name] for name in _ICON.findall(thread) if name in icons}
    parts["icons.json"] = json.dumps(named)
    return parts


def _policy(nonce: str, frame: str) -> str:
    """Allow the page's program, the frame's, and nothing from anywhere else.

    The frame inherits this policy beside its own, and its own nonce is made in the page.
    """
    script = _FRAME_SCRIPT.search(frame)
    assert script is not None, "the frame's page has one script"
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    rules = [
        "default-src 'none'",
        f"script-src 'nonce-{nonce}' 'sha256-{digest}' blob:",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "font-src data:",
        "connect-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
    ]
    return "; ".join(rules)
