"""Every component in the gallery notebook, compared with how it was: its tree, and its picture.

`pytest tests/browser/test_widget_gallery.py --keep-gallery` takes what is there now as right.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.conftest import NOTEBOOKS
from tests.browser.kept_pictures import difference, keep
from tests.browser.notebook_page import NotebookPage
from tests.waiting import eventually

KEPT = Path(__file__).parent / "gallery"
SCHEMA = Path(__file__).parents[1] / "protocol" / "widgets.schema.json"
NOTEBOOK = json.loads((NOTEBOOKS / "widgets.ipynb").read_text())
COMPONENT = re.compile(r"\*\*(.+?)\*\*")
FONT = Path(__file__).parents[2] / "node_modules/katex/dist/fonts/KaTeX_SansSerif-Regular.woff2"
# Every machine draws the same letters.
USE_FONT = """
async (_, data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    document.fonts.add(await new FontFace("Kept", bytes).load());
    for (const name of ["--font-sans", "--font-mono"])
        document.documentElement.style.setProperty(name, "Kept");
}
"""
PICTURES_ARE_THERE = "widget => [...widget.querySelectorAll('img')].every((img) => img.complete)"


def examples() -> dict[int, str]:
    """The cells that draw a widget, with a name made of what the text before each says."""
    found: dict[int, str] = {}
    name = ""
    for index, cell in enumerate(NOTEBOOK["cells"]):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            name = "-".join(re.findall(r"\w+", source.partition(":")[0].lower()))
        elif any("text/html" in output.get("data", {}) for output in cell["outputs"]):
            found[index] = name if name not in found.values() else f"{name}-2"
    return found


@pytest.fixture
def gallery(page, jupyter, folder) -> NotebookPage:
    shutil.copytree(NOTEBOOKS, jupyter.root / folder, dirs_exist_ok=True)
    return NotebookPage(page).open(jupyter.lab_url(f"{folder}/widgets.ipynb")).run_all()


def widget_in(cell: Locator) -> Locator:
    cell.scroll_into_view_if_needed()
    frame = cell.frame_locator("iframe[title='Chat']")
    widget = frame.locator("article[data-item-type='widget'] section").first
    expect(widget).to_be_visible(timeout=30_000)
    widget.evaluate(USE_FONT, base64.b64encode(FONT.read_bytes()).decode())
    eventually(lambda: widget.evaluate(PICTURES_ARE_THERE))
    return widget


def picture_of(widget: Locator, cell: Locator) -> bytes:
    """A picture of a widget, once JupyterLab has stopped scrolling away from its cell."""

    def taken() -> bytes | None:
        cell.locator("iframe[title='Chat']").scroll_into_view_if_needed()
        try:
            return widget.screenshot(timeout=5_000)
        except TookTooLong:  # a frame that is out of sight is not painted
            return None

    return eventually(taken, timeout=60)


@pytest.mark.timeout(300)
def test_every_component_is_as_it_was(gallery, request):
    wrong: dict[str, str] = {}
    for index, name in examples().items():
        cell = gallery.cell(index)
        widget = widget_in(cell)
        tree, picture = KEPT / f"{name}.yml", KEPT / f"{name}.png"
        if request.config.getoption("--keep-gallery"):
            KEPT.mkdir(exist_ok=True)
            tree.write_text(f"{widget.aria_snapshot()}\n")
            keep(picture, picture_of(widget, cell))
            continue
        kept = tree.read_text().rstrip("\n")
        if kept:  # a component for the eye alone has no tree
            expect(widget).to_match_aria_snapshot(kept)
        assert widget.aria_snapshot() == kept
        if problem := difference(picture, picture_of(widget, cell)):
            wrong[name] = problem
    assert wrong == {}


def test_the_gallery_shows_every_component_with_its_source():
    schema = json.loads(SCHEMA.read_text())["$defs"]
    types = {each.get("properties", {}).get("type", {}).get("const") for each in schema.values()}
    sources = "".join("".join(cell["source"]) for cell in NOTEBOOK["cells"])
    known = types - {None, "Basic", "bar", "line", "area"} | {"Table", "Table.Row", "Table.Cell"}
    assert len(known) > 25
    shown = {name for name in known if re.search(rf'\b{name}\(|"type": "{name}"', sources)}
    assert known - shown == set()


def test_what_is_kept_is_what_is_shown():
    names = set(examples().values())
    assert {path.stem for path in KEPT.iterdir()} == names
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 300_000
