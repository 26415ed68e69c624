"""Notebooks that programs run and convert."""

from __future__ import annotations

import json
import re

import nbclient
import nbformat
import nh3
import pandas as pd
import pytest
from nbconvert import HTMLExporter, MarkdownExporter

SETUP = """
%load_ext chatkit_jupyter
from chatkit_jupyter import Chat
import pandas as pd
chat = Chat("orders", store="memory")

@chat.respond
async def respond(message, thread, context):
    yield f"You said **{message.text}**, and\\n\\n```python\\nx = 1\\n\\ny = 2\\n```"
    yield pd.DataFrame({"customer": ["Ada", "Grace"], "total": [1.5, 2]})
"""
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
# What GitHub's viewer leaves of HTML, as far as this is known: no styles, classes or scripts.
GITHUB = nh3.Cleaner(
    tags=nh3.ALLOWED_TAGS | {"details", "summary"},
    clean_content_tags={"script", "style"},
    attributes={"a": {"href"}, "img": {"alt"}},
    link_rel=None,
)


@pytest.fixture(scope="module")
def notebook():
    cells = [SETUP, "chat", "import ipywidgets\nipywidgets.VBox([chat.widget])"]
    cells += ["reply = await chat.send('hello')", "chat.clear_saved"]
    code = [nbformat.v4.new_code_cell(source) for source in cells]
    made = nbformat.v4.new_notebook(cells=code, metadata=METADATA)
    return nbclient.NotebookClient(made, timeout=60).execute()


def saved(notebook):
    marked = [
        output
        for cell in notebook.cells
        for output in cell.outputs
        if "chatkit" in output.get("metadata", {})
    ]
    (holder,) = [each for each in marked if not each.metadata.chatkit.get("pointer")]
    return holder.data["text/html"]


def test_the_conversation_is_in_it_once_and_no_code_of_the_front_end(notebook):
    assert "hello</b>" in saved(notebook)
    text = json.dumps(notebook)
    assert text.count("hello</b>") == 1
    assert "_esm" not in text
    assert "anywidget" not in text


def test_it_reads_well_where_everything_but_text_is_stripped(notebook):
    kept = GITHUB.clean(saved(notebook))
    assert "chatkit" not in kept
    words = " ".join(re.sub(r"<[^>]*>", " ", kept).split())
    assert "You hello Assistant You said hello , and x = 1 y = 2" in words
    text = pd.Series(["Ada"]).dtype  # which its version of pandas names
    assert f"customer {text} total float64 Ada 1.5 Grace 2" in words


def test_it_is_in_what_nbconvert_writes(notebook):
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "<blockquote>hello</blockquote>" in page
    assert "<small>float64</small>" in page
    text, _ = MarkdownExporter().from_notebook_node(notebook)
    assert saved(notebook).strip() in text
    # An empty line would end the HTML, and the rest would be taken for Markdown.
    assert "\n\n" not in saved(notebook)


def test_nothing_in_it_runs_or_is_loaded(notebook):
    assert not re.search(r"<script|<link|<iframe|\son\w+=|(?:src|url\()\W*http", saved(notebook))
