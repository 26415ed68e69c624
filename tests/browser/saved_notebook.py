"""A notebook's file after it was saved from the page, and the conversation that is in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
from playwright.sync_api import Page

from tests.browser.jupyter_server import TOKEN, JupyterServer
from tests.waiting import eventually

SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"
VIEW = "application/vnd.jupyter.widget-view+json"


def save(page: Page) -> None:
    """Save the notebook that is open."""
    page.evaluate(SAVE)


def outputs(path: Path) -> list[dict]:
    """All outputs of a notebook file, in order."""
    notebook = nbformat.read(path, as_version=4)
    return [out for cell in notebook.cells for out in cell.get("outputs", [])]


def saved_html(path: Path) -> list[str]:
    """The conversations in a notebook file, without the outputs that point elsewhere."""
    marked = [out for out in outputs(path) if "chatkit" in out.get("metadata", {})]
    return [
        out["data"]["text/html"] for out in marked if not out["metadata"]["chatkit"].get("pointer")
    ]


def text_of(html: str) -> str:
    """What a reader sees of HTML whose styles were stripped."""
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", html)


def save_until(page: Page, path: Path, text: str) -> str:
    """Save until the only conversation in the file has this text; returns its HTML."""

    def has_it():
        save(page)
        return [text in html for html in saved_html(path)] == [True]

    eventually(has_it)
    return saved_html(path)[0]


def notebook7_url(jupyter: JupyterServer, notebook: str) -> str:
    return f"{jupyter.url}notebooks/{notebook}?token={TOKEN}"


def distrust(path: Path, copy: Path) -> Path:
    """Copy a notebook so that its server has not signed it."""
    notebook = json.loads(path.read_text())
    notebook["metadata"]["title"] = copy.stem
    copy.write_text(json.dumps(notebook))
    return copy
