"""HTML of objects, made safe by keeping only what it says."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = {"script", "style", "template", "head", "noscript", "iframe", "object", "svg", "math"}
_BLOCKS = {"p", "div", "section", "article", "table", "ul", "ol", "pre", "blockquote", "br", "dl"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def html_to_markdown(html: str) -> str:
    """Word HTML as Markdown.

    Text, headings, lists, emphasis and tables stay; no script, style, link, picture, attribute
    or raw HTML does.

    Args:
        html: Any HTML.

    Returns:
        Markdown; empty if the HTML says nothing.
    """
    try:
        reader = _read(html)
    except AssertionError:  # a declaration that is none
        reader = _read(html.replace("<!", "&lt;!"))
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen: list[str] = []
        self._cells = 0
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag == "table":
            self._rows = 0
        self.parts.append(self._opening(tag))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag == "tr":
            self._rows += 1
            rule = "|" + " --- |" * self._cells if self._rows == 1 else ""
            self.parts.append(f"\n{rule}\n" if rule else "\n")
        elif tag in ("td", "th"):
            self.parts.append(" |")
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.parts.append("\n\n")
        else:
            self.parts.append(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(_SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", data)).lstrip("\n"))

    def _opening(self, tag: str) -> str:
        if tag == "tr":
            self._cells = 0
            return "\n|" if not self.parts or not self.parts[-1].endswith("\n") else "|"
        if tag in ("td", "th"):
            self._cells += 1
            return " "
        if tag == "li":
            return "\n- "
        if tag in _HEADINGS:
            return f"\n\n{_HEADINGS[tag]} "
        return "\n\n" if tag in _BLOCKS else _MARKS.get(tag, "")
