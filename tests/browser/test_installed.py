"""The built wheel in an environment of its own, without Node and without these sources."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.jupyter_server import JupyterServer
from tests.browser.notebook_page import NotebookPage, write_notebook

ROOT = Path(__file__).parents[2]
CELL = """
%load_ext chatkit_jupyter
import sys
from chatkit_jupyter import Chat
chat = Chat("demo", store="memory")

@chat.respond
def respond(message):
    yield f"{message.text}: {sys.modules['chatkit_jupyter'].__file__}"

chat
"""


class Installed:
    """The wheel in a virtual environment.

    What it depends on comes from the environment of the tests, without what that has of this
    package: its links to the sources are read in its own folder only.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.python = folder / "bin" / "python"
        self.env = {
            "PATH": str(folder / "bin"),
            "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
            "VIRTUAL_ENV": str(folder),
        }
        wheels = folder.parent / "wheels"
        build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels)]
        self._run(sys.executable, *build, cwd=ROOT)
        self._run(sys.executable, "-m", "venv", str(folder))
        install = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
        self._run(str(self.python), *install, str(next(wheels.glob("*.whl"))))
        [packages] = folder.glob("lib/*/site-packages")
        dependencies = next(path for path in site.getsitepackages() if "site-packages" in path)
        (packages / "dependencies.pth").write_text(dependencies)

    def run(self, *arguments: str) -> str:
        return self._run(
            str(self.python), *arguments, cwd=self.folder, env={**os.environ, **self.env}
        )

    def _run(self, *command: str, **options) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=True, **options)
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed") / "venv")


@pytest.fixture(scope="module")
def server(
    installed: Installed, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[JupyterServer]:
    app = Path(sys.prefix) / "share" / "jupyter" / "lab"
    server = JupyterServer(
        tmp_path_factory.mktemp("jupyter-installed"),
        env=installed.env,
        options=[f"--LabApp.app_dir={app}"],
        python=installed.python,
    )
    with server:
        yield server


def test_there_is_no_node_and_nothing_of_the_sources(installed: Installed):
    assert shutil.which("node", path=installed.env["PATH"]) is None
    found = installed.run("-c", "import chatkit, chatkit_jupyter as j; print(chatkit, j)")
    assert str(ROOT / "chatkit") not in found
    assert str(installed.folder) in found


def test_installing_it_enables_the_server_extension(installed: Installed):
    said = installed.run("-m", "jupyter_server.extension.serverextension", "list")
    config = installed.folder / "etc" / "jupyter" / "jupyter_server_config.d"
    assert (config / "chatkit_jupyter.json").exists()
    assert "chatkit_jupyter" in said


def test_a_chat_answers_in_jupyterlab(installed: Installed, server: JupyterServer, page: Page):
    write_notebook(server.root / "smoke.ipynb", [CELL, "%chatkit status"])
    notebook = NotebookPage(page).open(server.lab_url("smoke.ipynb")).run_all()
    chat = ChatPage(page)
    answer = chat.answer_to("Hello")
    expect(answer).to_contain_text("Hello: ")
    expect(answer).to_contain_text(str(installed.folder))
    notebook.rewrite(1, "%chatkit status")
    expect(notebook.output(1)).to_contain_text("reached by endpoint")
