"""A Jupyter server for loads and faults; `--full` takes the whole measure and writes it down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.jupyter_server import TOKEN, JupyterServer
from tests.reliability.desk import Desk
from tests.reliability.figures import Figures

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="take the whole measure, into the docs")


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether to take the whole measure instead of a small one."""
    return bool(pytestconfig.getoption("--full", default=False))


@pytest.fixture(scope="session")
def figures(full: bool) -> Iterator[Figures]:
    """Takes figures; those of the whole measure go into the page."""
    figures = Figures()
    yield figures
    if full:
        figures.write(PAGE)


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    with JupyterServer(tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture
async def desk(jupyter: JupyterServer):
    """A chat in a kernel of the server."""
    async with Desk(jupyter, TOKEN) as desk:
        yield desk
