"""Markdown of messages as HTML that loads nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import takewhile
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from chatkit_jupyter.sharing.style import number_columns

# A notebook's table of contents lists the headings of outputs too; these are below its own. Most
# answers have no heading above the second level.
_HEADINGS = {"h1": "h4", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_SHORT = {"strong": "b", "em": "i"}  # they look alike, and answers are full of them
_BETWEEN_BLOCKS = re.compile(r"(?<=>)\n+(?=<|$)|\n+(?=</(?:li|blockquote)>)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FORMULA = re.compile(
    r"\$\$[\s\S]{1,2000}?\$\$|\\\([\s\S]{1,2000}?\\\)|\\\[[\s\S]{1,2000}?\\\]"
    r"|\$(?=[^\s$])[^$\n]{0,500}?[^\s$\\]\$(?![\d$])"
)
_CODE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


class _Renderer(RendererHTML):
    """Shows a picture from elsewhere as a link to it, and names no language of code."""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        alt = escape(self.renderInlineAsText(tokens[idx].children, options, env))
        source = escape(str(tokens[idx].attrs.get("src", "")))
        if source.startswith("data:"):
            return f'<img src="{source}" alt="{alt}">'
        return f'<a href="{source}">{alt or source}</a>'

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<pre><code>{escape(tokens[idx].content.rstrip(), quote=False)}</code></pre>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        row = takewhile(lambda token: token.type != "tr_close", tokens[idx:])
        heads = [token for token in row if token.type == "th_open"]
        right = [str(head.attrs.get("style", "")).endswith("right") for head in heads]
        names = number_columns(right)
        return f'<table class="{names}">' if names else "<table>"


def _line_break(state: StateInline, silent: bool) -> bool:
    """The one tag that models use for layout."""
    found = _BREAK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """A formula as it was written: where MathJax is, it is typeset."""
    found = _FORMULA.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("text", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _any_link(url: str) -> bool:
    return bool(url)


_parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}, renderer_cls=_Renderer)
_parser.inline.ruler.before("escape", "formula", _formula)
_parser.inline.ruler.before("escape", "line_break", _line_break)
_parser.enable(["table", "strikethrough"])
_parser.validateLink = _any_link  # what may be linked to is for the sanitiser to say


def to_html(markdown: str) -> str:
    """Turn Markdown into HTML, which is yet to be sanitised.

    Args:
        markdown: Text as a model writes it, with tables and strikethrough; HTML in it is text.

    Returns:
        HTML without white space between its blocks.
    """
    tokens = _parser.parse(markdown)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        for inline in token.children or ():
            inline.tag = _SHORT.get(inline.tag, inline.tag)
    html = cast("str", _parser.renderer.render(tokens, _parser.options, {}))
    parts = _CODE.split(html)
    parts[::2] = [
        _BETWEEN_BLOCKS.sub("", part.lstrip("\n").replace("<br>\n", "<br>")).replace("\n", " ")
        for part in parts[::2]
    ]
    return "".join(parts)
