"""The element in a page of its own, without Jupyter."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.element.element_page import ElementPage
from tests.browser.element.element_server import ElementServer

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "chatkit_jupyter" / "widget" / "static"


@pytest.fixture(scope="session")
def element_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ElementServer]:
    app = tmp_path_factory.mktemp("app")
    build = ["node", str(ROOT / "js" / "scripts" / "build-test-pages.mjs"), str(app)]
    subprocess.run(build, check=True, cwd=ROOT)
    # A copy, so that a build of the front end that runs meanwhile takes nothing away.
    static = Path(shutil.copytree(STATIC, tmp_path_factory.mktemp("front-end") / "static"))
    build_id = json.loads((static / "manifest.json").read_text())["build"]
    server = ElementServer(static, build_id, app)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(element_server: ElementServer) -> ElementServer:
    """The server, with nothing asked yet."""
    element_server.reset()
    return element_server


@pytest.fixture
def render(page: Page, server: ElementServer) -> Callable[..., None]:
    """Shows the notebook's widget with these traits."""
    page.goto(f"{server.url}/page/notebook")
    page.wait_for_function("window.render !== undefined")

    def render(**traits: Any) -> None:
        common = {"kernel_id": "k", "chat": "c", "height": 560, "options": {}, "thread_id": None}
        build = {"build": server.build, "transport": "endpoint"}
        page.evaluate("(traits) => { render(traits) }", common | build | traits)

    return render


@pytest.fixture
def react(page: Page, server: ElementServer) -> ElementPage:
    """The element, driven by React."""
    page.goto(f"{server.url}/page/react")
    page.wait_for_function("window.drive !== undefined")
    return ElementPage(page)
