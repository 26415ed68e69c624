"""The documentation as it is built: complete, and of local files alone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address; a warning of the build fails."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_reader_finds_the_way_and_no_other_host_is_asked(site: str, page: Page):
    page.goto(f"{site}/index.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ChatKit for notebooks")
    image = page.get_by_role("img", name="A chat about penguins")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 0
    page.locator("article").get_by_role("link", name="Tutorial").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tutorial")
    page.get_by_role("textbox", name="Search").fill("needs_approval")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_the_reference_is_made_of_the_docstrings(site: str, page: Page):
    page.goto(f"{site}/reference/chat.html")
    expect(page.locator("[id='chatkit_jupyter.Chat.trace']")).to_be_visible()
    expect(page.locator("article")).to_contain_text("Look at the last turn")
