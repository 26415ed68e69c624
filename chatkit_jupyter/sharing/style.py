"""How a saved conversation looks where styles are kept; it must read well where they are not."""

from __future__ import annotations

import re
from collections.abc import Iterable

ROOT_CLASS = "chatkit-saved"

NUMBER_COLUMNS = 9
"""How many of a table's columns can stand on the right, by the table's classes n1, n2, …"""

# Colours are the page's own, or shades that are seen on white and on black. A style counts in every
# notebook, so each rule stands behind the tag or class without which it is not needed.
_RULES = (
    ("", "max-width:46rem;line-height:1.5;"),
    ("<b>You", "&>div{margin:.5em 0 1em}&>b,&>div>b{display:block;font-size:.8em;opacity:.7}"),
    ("<b>You", "&>b{text-align:right}"),
    ("<b>You", "&>blockquote{width:fit-content;max-width:85%;margin:0 0 0 auto;padding:.5em 1em}"),
    ("<b>You", "&>blockquote{border:0;border-radius:1em;background:#8882;color:inherit}"),
    ("card", ".card{border:1px solid #8885;border-radius:12px;padding:.75em 1em;margin:.5em 0}"),
    ("card", ".card{overflow-x:auto}"),
    ("row", ".row{display:flex;flex-flow:wrap;gap:.25em 1em;place-content:space-between}"),
    ("row", ".row{align-items:center}"),
    ("title", ".title{font-size:1.15em}"),
    ("badge", ".badge small{border:1px solid #8886;border-radius:6px;padding:0 .5em}"),
    (
        "button",
        ".button{font:inherit;border:1px solid #8886;border-radius:6px;padding:.1em .7em}",
    ),
    ("button", ".button{background:none;color:inherit}"),
    ("field", ".field{border:1px solid #8886;border-radius:6px;padding:.15em .6em;opacity:.75}"),
    ("<table", "table{border-collapse:collapse;margin:.5em 0}"),
    ("<table", "th,td{padding:.2em .7em;border:0;border-bottom:1px solid #8884}"),
    ("<table", "th,td{text-align:left!important;vertical-align:top}"),  # Jupyter sets them right
    ("<pre", "pre{background:#8881;padding:.5em .75em;margin:.5em 0;border-radius:8px}"),
    ("<pre", "pre{white-space:pre-wrap;word-break:break-word}"),
    ("<pre", "pre *{background:none}"),
    ("<h", "h4,h5,h6{font-weight:600}"),
    ("<img", "img{max-width:100%;max-height:420px;border-radius:8px}"),
    ("<summary", "summary{opacity:.75}"),
    ("<details", "@media print{details::details-content{content-visibility:visible;height:auto}}"),
    ("<small", "small{opacity:.75}"),
    ("meta", ".meta{opacity:.75}"),
)
_CLASS = re.compile(r' class="([^"]*)"')


def style_of(html: str) -> str:
    """Give the rules that a piece of a conversation needs.

    Args:
        html: Sanitised HTML.

    Returns:
        A style sheet on one line, without an empty one: a notebook turned into Markdown would take
        that for the end of the HTML.
    """
    names = {"", *(name for found in set(_CLASS.findall(html)) for name in found.split())}
    rules = [rule for mark, rule in _RULES if mark in names or (mark[:1] == "<" and mark in html)]
    columns = [place for place in range(1, NUMBER_COLUMNS + 1) if f"n{place}" in names]
    if columns:
        cells = ",".join(f".n{place} :nth-child({place})" for place in columns)
        rules.append(f"{cells}{{text-align:right!important}}")
    return f".{ROOT_CLASS}{{{''.join(rules)}}}"


def number_columns(right: Iterable[bool]) -> str:
    """Give the classes of a table's columns that stand on the right: shorter than one each cell.

    Args:
        right: Which of the columns do, in order.
    """
    places = [place for place, stands in enumerate(right, 1) if stands]
    return " ".join(f"n{place}" for place in places if place <= NUMBER_COLUMNS)


def styled(html: str) -> str:
    """Put a style beside sanitised HTML.

    Args:
        html: The HTML.
    """
    return f'<div class="{ROOT_CLASS}"><style>{style_of(html)}</style>{html}</div>'
