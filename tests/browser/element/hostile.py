"""What a model, a file or another user may write to attack the notebook, and where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from tests.browser.element.every_item import answer, question
from tests.browser.element.widget_samples import part, text

Item = dict[str, Any]

HOST = "hostile.example"
RUN = "top.ran=1;self.ran=1"

MARKUP = {
    "script": f"<script>{RUN}</script>",
    "script that ends the document's own": f"</script><script>{RUN}</script><!--",
    "picture that fails": f'<img src=x onerror="{RUN}">',
    "picture in an unclosed tag": f"<img src=x onerror={RUN} ",
    "SVG": f'<svg onload="{RUN}"><animate attributeName=href values="javascript:{RUN}"/></svg>',
    "SVG with a foreign object": f"<svg><foreignObject><img src=x onerror={RUN}></svg>",
    "details": f'<details open ontoggle="{RUN}"><summary>x</summary></details>',
    "focus": f'<input autofocus onfocus="{RUN}">',
    "frame": f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    "object": f'<object data="data:text/html,<script>{RUN}</script>"></object>',
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>',
    "MathML": f"<math><mtext><table><mglyph><style><!--</style><img src=x onerror={RUN}>",
    "template": f"<template><img src=x onerror={RUN}></template>",
    "comment": f"<!--><img src=x onerror={RUN}>-->",
    "character references": f"&lt;img src=x onerror={RUN}&gt; &#60;script&#62;{RUN}",
    "expressions": f"{{{{constructor.constructor('{RUN}')()}}}} ${{{RUN}}} <%= {RUN} %>",
}
LINKS = {
    "javascript link": f"[x](javascript:{RUN})",
    "javascript link in capitals and white space": f"[x](<\tJaVa\tScRiPt:{RUN}>)",
    "javascript link in character references": f"[x](&#106;avascript&colon;{RUN})",
    "javascript autolink": f"<javascript:{RUN}>",
    "javascript reference": f"[x][r]\n\n[r]: javascript:{RUN}",
    "vbscript link": f"[x](vbscript:{RUN})",
    "data link": f"[x](data:text/html,<script>{RUN}</script>)",
    "blob link": "[x](blob:null/1)",
    "link to the notebook's server": "[x](/api/contents)",
    "formula with a link": f"$\\href{{javascript:{RUN}}}{{x}}$ $\\url{{javascript:{RUN}}}$",
    "formula with a handler": f"$\\htmlData{{onclick={RUN}}}{{x}}$",
    "formula with markup": f"$\\text{{<img src=x onerror={RUN}>}}$",
    "name of a language": f'```"><img src=x onerror={RUN}>\nx\n```',
    "footnote": f"x[^1]\n\n[^1]: <img src=x onerror={RUN}>",
}
BEACONS = {
    "picture": f"![x](https://{HOST}/a.png)",
    "picture by reference": f"![x][p]\n\n[p]: https://{HOST}/b.png",
    "picture without a scheme": f"![x](//{HOST}/c.png)",
    "picture of a host that ends like an allowed one": f"![x](https://127.0.0.1.{HOST}/d.png)",
    "picture with a user name": f"![x](https://127.0.0.1@{HOST}/e.png)",
    "picture in HTML": f"<img src='https://{HOST}/f.png' srcset='https://{HOST}/g.png 2x'>",
    "SVG picture": f"![x](data:image/svg+xml,<svg><image href='https://{HOST}/h.png'/></svg>)",
    "style": f"<style>@import 'https://{HOST}/i.css'; * {{ background: url(https://{HOST}/j) }}",
    "style attribute": f'<p style="background:url(https://{HOST}/k)">x</p>',
    "formula with a picture": f"$\\includegraphics{{https://{HOST}/l.png}}$",
    "media": f"<video src=https://{HOST}/m poster=https://{HOST}/n></video>",
    "prefetch": f"<link rel=prefetch href=https://{HOST}/o><link rel=stylesheet href=//{HOST}/p>",
    "refresh": f'<meta http-equiv="refresh" content="0;url=https://{HOST}/q">',
    "base": f'<base href="https://{HOST}/">![x](r.png)',
    "form": f"<form action=https://{HOST}/s><button autofocus>x</button></form>",
    "address as a value of CSS": f"url(https://{HOST}/t)",
    "end of a declaration": f"red; background: url(https://{HOST}/u)",
    "end of a rule": f"}} * {{ background: url(https://{HOST}/v) }}",
}
ADDRESSES = {
    "javascript": f"javascript:{RUN}",
    "data": f"data:text/html,<script>{RUN}</script>",
    "SVG": f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>",
    "other host": f"https://{HOST}/w.png",
}
# What a parser may need very long for, or more stack than there is.
HEAVY = {
    "nested quotes": ">" * 5_000 + " x",
    "nested lists": "".join(f"{'  ' * depth}- x\n" for depth in range(300)),
    "brackets": "[" * 20_000,
    "links in links": "[a](" * 5_000,
    "emphasis": "*a _b " * 5_000,
    "backticks": "".join("`" * (n % 50) + " " for n in range(5_000)),
    "references": "[a]: x\n" * 5_000 + "[a]" * 5_000,
    "a table of many columns": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "|" * 2_000,
    "HTML that never ends": "<a " * 20_000,
    "a long word": "x" * 200_000,
    "nested formulas": "$" + "\\frac{1}{" * 500 + "x" + "}" * 500 + "$",
    "a formula that grows": "$\\def\\a{xx}\\def\\b{\\a\\a}" + "\\b" * 500 + "$",
    "marks above marks": "a" + "\u0301" * 20_000,
    "text that runs the other way": "\u202e" * 1_000 + "abc",
    "no characters": "\u0000\ufffe\u200b" * 1_000,
}
INPUTS = MARKUP | LINKS | BEACONS


def _icon(said: str) -> str:
    """An icon's name that the server takes."""
    return f"lucide:{said}"


def _said(content: str, *sources: Item) -> list[Item]:
    return [answer(content, *sources)]


def _cited(kind: str, **fields: Any) -> list[Item]:
    return [answer("Cited. And more.", {"type": kind} | fields)]


def _asked(content: str, **fields: Any) -> list[Item]:
    return [question(content, **fields)]


def _worked(task: Item, **summary: Any) -> list[Item]:
    shown = {"type": "custom", "expanded": True, "tasks": [task], "summary": summary or None}
    return [{"type": "workflow", "workflow": shown}]


def _drawn(*parts: Item, root: str = "Card", **fields: Any) -> list[Item]:
    return [{"type": "widget", "widget": part(root, *parts, **fields)}]


def _tag(said: str) -> list[Item]:
    tag = {"type": "input_tag", "id": said, "text": said, "data": {said: said}, "group": said}
    return [question("x") | {"content": [tag | {"interactive": True}]}]


def _attached(said: str) -> list[Item]:
    common = {"id": "a", "name": said, "mime_type": said}
    preview = f"javascript:{RUN}//{quote(said)}"
    attached = [{"type": "file"} | common, {"type": "image", "preview_url": preview} | common]
    return _asked("x", attachments=[entry | {"id": f"a{n}"} for n, entry in enumerate(attached)])


def _called(said: str) -> list[Item]:
    call = {"call_id": "c", "name": said, "arguments": {said: said}, "output": said}
    return [{"type": "client_tool_call", "status": "completed"} | call]


def _questions(said: str) -> list[Item]:
    options = [{"value": said, "description": said}]
    choice = {"type": "multiple_choice", "id": "a", "question": said, "options": options}
    return [{"type": "structured_input", "inputs": [choice]}]


def _fields(said: str) -> list[Item]:
    options = [{"value": said, "label": said}]
    return _drawn(
        part("Label", value=said, fieldName="a"),
        part("Input", name="a", placeholder=said, defaultValue=said, inputType="text"),
        part("Textarea", name="b", placeholder=said, defaultValue=said),
        part("Select", name="c", placeholder=said, options=options, defaultValue=said),
        part("RadioGroup", name="d", ariaLabel=said, options=options),
        part("Checkbox", name="e", label=said),
        part("DatePicker", name="f", placeholder=said),
        part("Button", label=said, iconStart=said, onClickAction={"type": said}),
    )


def _sized(said: str) -> list[Item]:
    border = {"size": 1, "color": said, "style": said}
    css = {"background": said, "width": said, "border": border, "padding": said, "radius": said}
    return _drawn(
        part("Box", text("x", color=said, size=said, weight=said), **css, gap=said, flex=said),
        part("Icon", name="bolt", color=said, size=said),
        part("Title", value="x", color=said),
        part("Divider", color=said, size=said, spacing=said),
    )


def _chart(said: str) -> list[Item]:
    series = [{"type": "bar", "dataKey": "n", "label": said, "color": said}]
    return _drawn(part("Chart", data=[{"x": said, "n": 1}], series=series, xAxis={"dataKey": "x"}))


def _table(said: str) -> list[Item]:
    row = part("Table.Row", part("Table.Cell", text(said), background=said), header=True)
    return _drawn(part("Table", row))


def _list(said: str) -> list[Item]:
    entry = part("ListViewItem", text(said), onClickAction={"type": said, "payload": {said: said}})
    return _drawn(entry, root="ListView", status={"text": said, "icon": said})


PLACES: dict[str, Callable[[str], list[Item]]] = {
    "answer": _said,
    "answer with a table": lambda said: _said(f"| {said} |\n|---|\n| {said} |"),
    "source's title": lambda said: _cited("url", title=said, url="https://example.com"),
    "source's words": lambda said: _cited(
        "url", title="x", url="https://example.com", description=said, attribution=said, group=said
    ),
    "source's address": lambda said: _cited("url", title="x", url=said),
    "source's file name": lambda said: _cited("file", title=said, filename=said, description=said),
    "cited entity": lambda said: _cited(
        "entity",
        id=said,
        title=said,
        inline_label=said,
        icon=_icon(said),
        label=said,
        data={said: said},
    ),
    "question": _asked,
    "quoted text": lambda said: _asked("x", quoted_text=said),
    "tag": _tag,
    "attachment": _attached,
    "client tool": _called,
    "task": lambda said: _worked(
        {"type": "custom", "title": said, "content": said, "icon": _icon(said)}
    ),
    "thought": lambda said: _worked({"type": "thought", "title": said, "content": said}),
    "search": lambda said: _worked(
        {
            "type": "web_search",
            "title": said,
            "title_query": said,
            "queries": [said],
            "sources": [{"type": "url", "title": said, "url": said}],
        }
    ),
    "summary": lambda said: _worked(
        {"type": "thought", "content": "x"}, title=said, icon=_icon(said)
    ),
    "generated picture": lambda said: [
        {"type": "generated_image", "image": {"id": said, "url": said}}
    ],
    "structured input": _questions,
    "widget's text": lambda said: _drawn(
        text(said), part("Title", value=said), part("Caption", value=said)
    ),
    "widget's Markdown": lambda said: _drawn(part("Markdown", value=said)),
    "widget's badge and icon": lambda said: _drawn(
        part("Badge", label=said, color=said), part("Icon", name=said)
    ),
    "widget's lucide icon": lambda said: _drawn(part("Icon", name=_icon(said))),
    "widget's picture": lambda said: _drawn(part("Image", src=said, alt=said)),
    "widget's fields": _fields,
    "widget's properties": _sized,
    "chart": _chart,
    "table": _table,
    "list": _list,
    "card's status and buttons": lambda said: _drawn(
        text("x"),
        status={"text": said, "icon": said},
        confirm={"label": said, "action": {"type": said}},
        background=said,
        theme=said,
    ),
    "unknown component": lambda said: _drawn(part(said, text("x"), dangerous=said)),
}
