"""The doctor in a real kernel and a real environment, with real problems."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.jupyter_server import TOKEN, JupyterServer
from tests.chatkit_jupyter.clients import Browser, Kernel

COMMAND = Path(sys.executable).with_name("jupyter")
OFF = {"ServerApp": {"jpserver_extensions": {"chatkit_jupyter": False}}}


def doctor(server: JupyterServer, **variables: str) -> tuple[int, str]:
    """Run the command as the server's user."""
    done = subprocess.run(
        [COMMAND, "chatkit", "doctor"],
        env=server.env | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def disabled(tmp_path_factory):
    """A server whose configuration turns the extension off."""
    server = JupyterServer(tmp_path_factory.mktemp("disabled"))
    config = Path(server.env["JUPYTER_CONFIG_DIR"]) / "jupyter_server_config.json"
    config.write_text(json.dumps(OFF))
    with server:
        yield server


def test_a_kernel_in_which_all_is_well(kernel):
    kernel.run("%load_ext chatkit_jupyter")
    assert "no chat has been shown yet" in kernel.run("%chatkit doctor")
    kernel.serve("")
    printed = kernel.run("%chatkit doctor")
    assert printed.endswith("No problem found.\n")
    for words in ("has loaded the extension", "answers at", "the front end is there", "in memory"):
        assert words in printed


def test_an_environment_in_which_all_is_well(jupyter):
    status, printed = doctor(jupyter)
    assert (status, printed.splitlines()[-1]) == (0, "No problem found.")
    assert f"{jupyter.url} has loaded the extension" in printed


def test_an_extension_that_is_turned_off(disabled):
    status, printed = doctor(disabled)
    assert status == 1
    assert printed.count("jupyter server extension enable chatkit_jupyter") == 2
    browser = Browser(disabled, Authorization=f"token {TOKEN}")
    kernel = Kernel(disabled, browser.http.post("api/kernels").json()["id"])
    try:
        kernel.serve("chat._session.configure(transport='endpoint')")
        printed = kernel.run("%load_ext chatkit_jupyter\n%chatkit doctor")
    finally:
        kernel.close()
        browser.http.close()
    assert "has not loaded the extension" in printed
    assert "may only be reached through the server's extension" in printed
    assert printed.endswith("2 problems found.\n")


def test_a_data_folder_that_can_not_be_written(jupyter, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("")
    status, printed = doctor(jupyter, JUPYTER_DATA_DIR=str(taken))
    assert status == 1
    assert "nothing can be written" in printed
