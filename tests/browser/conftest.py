"""Real JupyterLab in real Chromium. A page that asks another host for anything fails its test."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chat_page import ChatPage
from tests.browser.jupyter_server import JupyterServer
from tests.browser.notebook_page import NotebookPage, write_notebook
from tests.model_server.fixture import model_server

__all__ = ["model_server"]

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LOCAL_SCHEMES = ("data", "blob", "about")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Kernels whose pages are closed would pile up, test after test.
CULLING = [
    "--MappingKernelManager.cull_idle_timeout=30",
    "--MappingKernelManager.cull_interval=10",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", type=Path, help="keep the screenshots in this folder")
    parser.addoption("--keep-gallery", action="store_true", help="keep the widgets as they are")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    with JupyterServer(tmp_path_factory.mktemp("jupyter"), options=CULLING) as server:
        yield server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own; the test fails when a page asks another host for anything."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    foreign: list[str] = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in LOCAL_SCHEMES and parts.hostname != "127.0.0.1":
            foreign.append(url)

    context.on("request", lambda request: note(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: note(socket.url)))
    yield context
    context.close()
    assert foreign == [], "a page asked another host"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def folder(jupyter: JupyterServer, request: pytest.FixtureRequest) -> str:
    """A folder of its own on the server: a notebook elsewhere has another kernel."""
    name = re.sub(r"\W+", "-", f"{request.path.stem} {request.node.name}")
    (jupyter.root / name).mkdir()
    return name


@pytest.fixture
def open_cells(page: Page, jupyter: JupyterServer, folder: str) -> Callable[..., NotebookPage]:
    """Writes a notebook of these cells, opens it and runs it."""

    def open_cells(*cells: str) -> NotebookPage:
        write_notebook(jupyter.root / folder / "cells.ipynb", list(cells))
        return NotebookPage(page).open(jupyter.lab_url(f"{folder}/cells.ipynb")).run_all()

    return open_cells


@pytest.fixture
def quickstart(page: Page, jupyter: JupyterServer, folder: str) -> NotebookPage:
    """The quickstart as it is shipped, opened and run."""
    shutil.copytree(NOTEBOOKS, jupyter.root / folder, dirs_exist_ok=True)
    return NotebookPage(page).open(jupyter.lab_url(f"{folder}/01-quickstart.ipynb")).run_all()


@pytest.fixture
def chat(page: Page) -> ChatPage:
    """The only chat in the page."""
    return ChatPage(page)
