from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.types import GeneratedImageItem
from chatkit_jupyter.sharing.items import item_html
from tests.chatkit_jupyter.sharing.conversation import (
    BASE,
    PIXEL,
    answered,
    asked,
    chart,
    hidden,
    question,
    tool_call,
    widget,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/p.png)",
    "<style>*{display:none}</style>",
    '"><iframe src=//evil.example></iframe>',
    '![x](data:image/png;base64,AA==" onload="alert(1))',
    '<a href="jav&#x61;script:alert(1)">x</a>',
]
TAG = re.compile(r"<[^>]*>")


def tags(html: str) -> list[str]:
    return TAG.findall(html)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "make",
    [
        asked,
        answered,
        tool_call,
        lambda text: widget({"type": "Text", "value": text}),
        lambda text: widget({"type": "Markdown", "value": text}),
        lambda text: widget({"type": "Image", "src": text, "alt": text}),
        lambda text: widget({"type": "Button", "label": text}),
    ],
)
def test_nothing_in_a_conversation_runs_or_loads(make, text):
    inside = " ".join(tags(item_html(make(text))))
    assert not re.search(r"<(?:script|style|iframe|object|embed|link|form|input)\b", inside)
    assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', inside))
    assert not re.search(r'(?:src|href)="\s*(?:javascript|data:(?!image/))', inside, re.IGNORECASE)
    assert 'src="http' not in inside


def test_a_question_is_quoted_as_it_was_typed():
    assert item_html(asked("one <b>\ntwo")) == "<blockquote>one &lt;b&gt;<br>two</blockquote>"


def test_an_answer_is_markdown_below_the_notebooks_own_headings():
    html = item_html(answered("# Late\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- x\n- y"))
    assert html == (
        '<h4>Late</h4><table class="n2"><tr><th>a<th>b<tr><td>1<td>2</table><ul><li>x<li>y</ul>'
    )


def test_code_keeps_its_lines_without_an_empty_line_in_the_html():
    html = item_html(answered("```python\nx = 1\n\ny = 2\n```"))
    assert html == "<pre><code>x = 1&#10;&#10;y = 2</code></pre>"


def test_a_formula_stays_as_it_was_written():
    html = item_html(answered("Euler: $e^{i_1*\\pi*x}$ and \\(a_1*b_2*c\\), for $5 or $6"))
    assert html == "<p>Euler: $e^{i_1*\\pi*x}$ and \\(a_1*b_2*c\\), for $5 or $6</p>"


def test_what_a_tool_did_is_folded():
    assert item_html(tool_call()) == (
        "<details><summary>Used stock</summary><ul>"
        '<li>stock(item="apples")<pre><code>42</code></pre></ul></details>'
    )


def test_a_chart_is_a_picture_with_its_data_in_words():
    html = item_html(chart())
    assert 'src="data:image/svg+xml,%3Csvg' in html
    assert 'alt="Chart of Sales by Mon to Tue"' in html
    assert "<tr><td>Tue<td>5<" in html


def test_a_picture_that_was_not_finished_is_said_to_be_so():
    item = GeneratedImageItem(id="g", image=None, **BASE)
    assert item_html(item) == "<p><i>The picture was not finished.</i></p>"


def test_questions_are_shown_with_their_answers():
    assert item_html(question()) == "<ul><li>Who?<br>Ada</ul>"


def test_what_users_do_not_see_is_not_there():
    assert item_html(hidden()) == ""


def test_pictures_are_in_it_and_others_are_links():
    html = item_html(answered(f"![here]({PIXEL}) ![there](https://x.example/a.png)"))
    assert f'<img src="{PIXEL}" alt="here">' in html
    assert '<a href="https://x.example/a.png">there</a>' in html


@given(st.text(alphabet="<>&\"'`#*_[](){}|\\$!-\n abcx:/=."))
def test_no_text_opens_a_tag_that_is_not_closed(text):
    html = item_html(answered(text))
    assert "\n" not in html
    allowed = r"</?(?:p|h[4-6]|i|b|s|code|pre|ul|ol|li|blockquote|a|br|hr|table|thead|tbody"
    allowed += r"|tr|th|td|img)\b"
    assert all(re.match(allowed, tag) for tag in tags(html))
