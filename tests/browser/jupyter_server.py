"""A JupyterLab of its own on loopback: private settings, a free port, stopped by its own id."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from typing_extensions import Self

TOKEN = "browser-tests"
QUIET = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    }
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class JupyterServer:
    """One `jupyter lab` process whose notebooks live in `root`.

    Args:
        home: An empty folder for settings, logs and notebooks.
        env: Environment variables for the server and its kernels.
        options: More command-line options.
        base_url: The path under which the server answers.
        token: The token that lets everyone in; empty for none.
        python: The interpreter that runs it.
    """

    def __init__(
        self,
        home: Path,
        *,
        env=None,
        options=(),
        base_url="/",
        token=TOKEN,
        python: Path | str = sys.executable,
    ):
        self.root = home / "notebooks"
        self.base_url = base_url
        self._home = home
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}{base_url}"
        self.env = self._environment(env or {})
        self._options = options
        self._token = token
        self._python = str(python)
        self._process: subprocess.Popen | None = None

    def _environment(self, extra: dict[str, str]) -> dict[str, str]:
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        for folder in folders.values():
            (self._home / folder).mkdir(parents=True)
        (self._home / "config" / "labconfig").mkdir()
        overrides = self._home / "config" / "labconfig" / "default_setting_overrides.json"
        overrides.write_text(json.dumps(QUIET))
        self.root.mkdir()
        keep = {k: v for k, v in os.environ.items() if not k.startswith("OPENAI_")}
        return keep | {k: str(self._home / v) for k, v in folders.items()} | extra

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, timeout: float = 60) -> None:
        """Start the server and wait until it answers."""
        command = [
            *(self._python, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self._port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self.root}",
            f"--ServerApp.base_url={self.base_url}",
            f"--IdentityProvider.token={self._token}",
            "--LabApp.news_url=",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
            *self._options,
        ]
        with self.log_path.open("wb") as log:
            self._process = subprocess.Popen(
                command, env=self.env, stdout=log, stderr=log, cwd=self.root
            )
        deadline = time.monotonic() + timeout
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"JupyterLab did not start:\n{self.log_path.read_text()}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.url + "api", timeout=1).close()
        except OSError:
            return False
        return True

    @property
    def pid(self) -> int:
        """The server's process id."""
        assert self._process is not None, "start() comes first"
        return self._process.pid

    @property
    def log_path(self) -> Path:
        """Where the server's and its kernels' messages go."""
        return self._home / "server.log"

    def lab_url(self, notebook: str) -> str:
        return f"{self.url}lab/tree/{notebook}?reset&token={TOKEN}"

    def stop(self) -> None:
        """End this server; it ends its kernels."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """Let the server end as in a crash; its kernels notice, and end too."""
        assert self._process is not None, "start() comes first"
        self._process.kill()
        self._process.wait()
