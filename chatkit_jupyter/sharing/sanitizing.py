"""The wall between what a model or user wrote and the notebook that shows it."""

from __future__ import annotations

import re

import nh3

from chatkit_jupyter.sharing.style import NUMBER_COLUMNS

# What GitHub keeps of an output, so that nothing of a conversation's sense is lost there.
_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "code", "del", "details", "div", "em", "figcaption"),
    *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p"),
    *("pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td"),
    *("th", "thead", "tr", "ul"),
}
_CLASSES = {
    *("badge", "button", "card", "col", "field", "meta", "row", "title"),
    *(f"n{place}" for place in range(1, NUMBER_COLUMNS + 1)),
}
_SCHEMES = {"http", "https", "mailto", "data"}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
# HTML knows where these end, and a table is mostly made of them.
_IMPLIED = re.compile(
    r"</(?:td|th|tr|li)>|</?(?:tbody|thead)>"
    r"|</p>(?=<(?:p|[uo]l|table|pre|h\d|hr|div|blockquote)\b|</(?:li|blockquote|div)>)"
)
_DATA = re.compile(r"\s*data:", re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if _PICTURE.match(value) else None
    if name == "href" and _DATA.match(value):
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "td": {"colspan"},
        "th": {"colspan"},
    },
    attribute_filter=_attribute,
    allowed_classes=dict.fromkeys(_TAGS, _CLASSES),
    link_rel=None,
    url_schemes=_SCHEMES,
)


def clean(html: str) -> str:
    """Keep of a piece of HTML what shows a conversation, and nothing that runs or loads.

    Args:
        html: Any HTML.

    Returns:
        HTML on one line, whose pictures are in it; other addresses are only followed by a click.
    """
    kept = _IMPLIED.sub("", _cleaner.clean(html).strip())
    # In a notebook turned into Markdown, an empty line would end the HTML.
    return kept.replace("\r", "").replace("\n", "&#10;")
