from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatkit_jupyter.namespace.html import html_to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<ul><li>a<li><b>b</b></ul>", "- a\n- **b**"),
        ("a<br>b", "a\n\nb"),
        ("<h1>T</h1>x", "# T\n\nx"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<a href='javascript:alert(1)'>link</a>", "link"),
        ("<img src=x onerror=alert(1)>seen", "seen"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", r"\<script\>alert(1)\</script\>"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("<style>p{}</style><svg><script>1</script></svg>ok", "ok"),
        ("<script>never closed", ""),
        ("", ""),
    ],
)
def test_what_html_says(html, markdown):
    assert html_to_markdown(html) == markdown


@example("<![;")
@given(st.text(alphabet="<>/ab=\"' scriptonh&;[]()!`\n"))
def test_no_tag_or_link_ever_comes_through(html):
    said = html_to_markdown(html)
    for mark in ("<", "](", "!["):
        assert mark not in said.replace("\\\\", "").replace("\\" + mark[0], "")
