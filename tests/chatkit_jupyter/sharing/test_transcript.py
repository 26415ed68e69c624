from __future__ import annotations

import re

from chatkit.redaction import Redactor
from chatkit_jupyter.sharing import transcript
from chatkit_jupyter.sharing.transcript import Transcript
from tests.chatkit_jupyter.sharing.conversation import (
    PIXEL,
    answered,
    asked,
    chart,
    hidden,
    tool_call,
    widget,
)

TOOL = (
    "<details><summary>Used stock</summary><ul>"
    '<li>stock(item="apples")<pre><code>42</code></pre></ul></details>'
)
KEY = "sk-proj-abcdefghijklmnop1234567890"


async def newest_first(items):
    for item in reversed(items):
        yield item


async def html(items, save="full", redact=(), keep=None):
    drawing = keep or Transcript(Redactor(redact, environment={}))
    return await drawing.html(newest_first(items), save)


async def test_each_side_speaks_under_its_name_in_order():
    items = [
        asked("Hi", "1"),
        hidden("2"),
        tool_call(item_id="3"),
        answered("Yo", "4"),
        asked("Bye", "5"),
    ]
    assert (await html(items)).splitlines() == [
        f"<b>You</b><blockquote>Hi</blockquote><div><b>Assistant</b>{TOOL}<p>Yo</p></div>",
        "<b>You</b><blockquote>Bye</blockquote>",
    ]


async def test_the_last_turn_alone():
    items = [asked("one", "1"), answered("1", "2"), asked("two", "3"), answered("2", "4")]
    last = await html(items, "last")
    assert "two" in last
    assert "one" not in last


async def test_secrets_are_taken_out_of_everything():
    table = {"type": "Table.Cell", "children": [{"type": "Text", "value": f"x {KEY}"}]}
    row = {"type": "Table.Row", "children": [table]}
    items = [
        asked(f"key {KEY}", "1"),
        tool_call(f"`{KEY}`", "2"),
        answered(f"ACME-42 {KEY}", "3"),
        widget({"type": "Table", "children": [row]}, item_id="4"),
        widget({"type": "Image", "src": PIXEL, "alt": f"of {KEY}"}, item_id="5"),
    ]
    drawn = await html(items, redact=[r"ACME-\d+"])
    assert KEY not in drawn
    assert "ACME-42" not in drawn
    assert drawn.count("[redacted]") == 6


async def test_what_has_not_changed_is_not_drawn_again(monkeypatch):
    drawn: list[str] = []
    drawing = Transcript(Redactor(environment={}))
    draw = drawing._draw
    monkeypatch.setattr(drawing, "_draw", lambda item: drawn.append(item.id) or draw(item))
    await html([asked("Hi", "1"), answered("Yo", "2")], keep=drawing)
    await html([asked("Hi", "1"), answered("Yo!", "2"), asked("And", "3")], keep=drawing)
    assert drawn == ["2", "1", "3", "2"]


async def test_a_long_conversation_keeps_its_end(monkeypatch):
    monkeypatch.setattr(transcript, "MOST_TEXT", 2_000)
    items = [asked(f"question {number} {'x' * 100}", str(number)) for number in range(50)]
    drawn = await html(items)
    assert len(drawn) < 2_500
    assert "question 49 " in drawn
    assert "question 1 " not in drawn
    assert drawn.startswith("<p><em>Earlier messages are not saved.</em></p>")


async def test_pictures_beyond_the_budget_leave_their_words(monkeypatch):
    monkeypatch.setattr(transcript, "MOST_PICTURES", 200)
    heavy = f"data:image/png;base64,{'A' * 150}"
    items = [
        widget({"type": "Image", "src": heavy, "alt": name}, item_id=name)
        for name in ("old", "new")
    ]
    drawn = await html(items)
    assert 'alt="new"' in drawn
    assert "<em>old (not saved)</em>" in drawn


async def test_the_markup_is_at_most_half_of_the_text():
    table = "| customer | orders | total |\n|---|--:|--:|\n" + "".join(
        f"| Customer {n} of London | {n * 1000} | {n * 1234.5} |\n" for n in range(20)
    )
    prose = "The late orders are those whose *promised* day is past, sorted by **value**. " * 4
    items = [asked("Which orders are late, and why? Sort them by their value.", "q")]
    items += [tool_call("```\n" + "customer,orders\n" * 20 + "```", "f")]
    items += [answered(f"{prose}\n\n{table}\n\n{prose}", "a")]
    drawn = await html(items)
    text = re.sub(r"<[^>]*>", "", drawn.replace("&#10;", "\n"))
    assert len(drawn) <= 1.5 * len(text)


async def test_a_chart_counts_as_a_picture():
    drawn = await html([chart()])
    assert drawn.count("<img") == 1
