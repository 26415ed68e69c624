"""A real Jupyter server with real kernels, and requests as the front end makes them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.browser.jupyter_server import TOKEN, JupyterServer
from tests.chatkit_jupyter.clients import Browser, Kernel
from tests.stopped_clock import StoppedClock


@pytest.fixture
async def clock() -> StoppedClock:
    """The time of the test's loop."""
    return StoppedClock(asyncio.get_running_loop())


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory) -> Iterator[JupyterServer]:
    """A Jupyter server under a base URL of its own, stopped by its own process id."""
    with JupyterServer(tmp_path_factory.mktemp("jupyter"), base_url="/user/x/") as server:
        yield server


@pytest.fixture(scope="session")
def new_browser(jupyter):
    """Opens browsers that send these headers."""
    browsers: list[Browser] = []

    def open_browser(**headers: str) -> Browser:
        browsers.append(Browser(jupyter, **headers))
        return browsers[-1]

    yield open_browser
    for browser in browsers:
        browser.http.close()


@pytest.fixture(scope="session")
def browser(new_browser) -> Browser:
    return new_browser(Authorization=f"token {TOKEN}")


@pytest.fixture
def new_kernel(jupyter, browser):
    """Starts kernels that end with the test."""
    kernels: list[Kernel] = []

    def start() -> Kernel:
        kernels.append(Kernel(jupyter, browser.http.post("api/kernels").json()["id"]))
        return kernels[-1]

    yield start
    for kernel in kernels:
        kernel.close()
        browser.http.delete(f"api/kernels/{kernel.id}")


@pytest.fixture(scope="module")
def kernel(jupyter, browser) -> Iterator[Kernel]:
    """A kernel for the tests of one module."""
    kernel = Kernel(jupyter, browser.http.post("api/kernels").json()["id"])
    yield kernel
    kernel.close()
    browser.http.delete(f"api/kernels/{kernel.id}")
