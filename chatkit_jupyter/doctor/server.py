"""Whether the Jupyter server serves chats."""

from __future__ import annotations

import json
import ssl
import sys
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from chatkit_jupyter._version import __version__
from chatkit_jupyter.doctor.finding import Finding
from chatkit_jupyter.errors import FrontEndMissingError
from chatkit_jupyter.widget.front_end import FrontEnd

_TOPIC = "server"
_SECONDS = 5.0
_ENABLE = "jupyter server extension enable chatkit_jupyter"


@dataclass(frozen=True)
class Server:
    """A Jupyter server of this user that runs on this machine.

    Args:
        url: Its address.
        token: What it asks for; empty where it asks for a password, or nothing.
        pid: Its process id.
    """

    url: str
    token: str
    pid: int


def running_servers() -> list[Server]:
    """The Jupyter servers that left a note in this user's runtime directory."""
    from jupyter_server.serverapp import list_running_servers  # noqa: PLC0415 - takes its time

    found: list[dict[str, Any]] = list(list_running_servers())
    return [Server(each["url"], each["token"], each["pid"]) for each in found]


def check_server(server: Server) -> Finding:
    """Ask a server which version of the extension it has loaded.

    Args:
        server: The server.
    """
    try:
        about = _about(server)
    except HTTPError as error:
        with error:
            return _refused(server, error.code)
    except (URLError, OSError, ValueError) as error:
        return Finding(
            _TOPIC,
            f"{server.url} does not answer: {getattr(error, 'reason', error)}",
            f"Look whether its process ({server.pid}) still runs, and at its log",
        )
    theirs, ours = (about.get("version"), about.get("build")), (__version__, _build())
    if theirs != ours:
        return Finding(
            _TOPIC,
            f"{server.url} has chatkit-jupyter {_named(*theirs)}, and this Python {_named(*ours)}",
            "Install the same version in both environments, restart the server, reload the page",
        )
    return Finding(_TOPIC, f"{server.url} has loaded the extension, chatkit-jupyter {__version__}")


def check_extension() -> Finding:
    """Look whether this environment's servers are told to load the extension."""
    known = _configured_extensions()
    enabled = known.get("chatkit_jupyter")
    if enabled:
        return Finding("extension", f"enabled for the Jupyter servers of {sys.prefix}")
    state = "not known to" if enabled is None else "disabled for"
    return Finding(
        "extension",
        f"{state} the Jupyter servers of {sys.prefix}",
        f"Run: {_ENABLE}, and restart the Jupyter server",
    )


def _configured_extensions() -> dict[str, bool]:
    from jupyter_core.paths import jupyter_config_path  # noqa: PLC0415 - with the next
    from jupyter_server.extension.config import (  # noqa: PLC0415 - takes its time
        ExtensionConfigManager,
    )
    from jupyter_server.serverapp import ServerApp  # noqa: PLC0415 - takes its time

    manager = ExtensionConfigManager(read_config_path=jupyter_config_path())
    enabled: dict[str, bool] = manager.get_jpserver_extensions()
    server = ServerApp()  # what its own configuration says comes first, as for a server that starts
    server.load_config_file(suppress_errors=True)
    config: Any = server.config  # pyright: ignore[reportUnknownMemberType]
    configured: dict[str, bool] = config.get("ServerApp", {}).get("jpserver_extensions", {})
    return {**enabled, **configured}


def _about(server: Server) -> dict[str, Any]:
    headers = {"Authorization": f"token {server.token}"} if server.token else {}
    request = Request(f"{server.url}chatkit/about", headers=headers)  # noqa: S310 - of the note
    # A server of this user on this machine; its certificate is mostly one of its own making.
    context = ssl._create_unverified_context()  # noqa: S323 # pyright: ignore[reportPrivateUsage]
    with urlopen(request, timeout=_SECONDS, context=context) as answer:  # noqa: S310
        about: Any = json.loads(answer.read())
    if not isinstance(about, dict):
        raise ValueError("its answer is not one of the extension's")
    return about  # pyright: ignore[reportUnknownVariableType]


def _refused(server: Server, status: int) -> Finding:
    if status in (401, 403):
        return Finding(
            _TOPIC,
            f"{server.url} lets only its users ask, so what it has loaded is not known",
        )
    return Finding(
        _TOPIC,
        f"{server.url} has not loaded the extension; its chats travel in widget messages, slower "
        "and not beside a running cell",
        f"Install chatkit-jupyter where the server is installed, run there: {_ENABLE}, "
        "restart the server",
    )


def _build() -> str | None:
    try:
        return FrontEnd.read().build
    except FrontEndMissingError:
        return None  # said elsewhere


def _named(version: Any, build: Any) -> str:
    return f"{version} (front end {build or 'missing'})"
