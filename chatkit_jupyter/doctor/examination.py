"""Everything that is looked at, in the order in which it is said."""

from __future__ import annotations

import os
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir

from chatkit_jupyter.doctor.finding import Finding, problems
from chatkit_jupyter.doctor.kernel import check_kernel, check_transport
from chatkit_jupyter.doctor.renderer import check_front_end, check_renderer
from chatkit_jupyter.doctor.server import (
    Server,
    check_extension,
    check_server,
    running_servers,
)
from chatkit_jupyter.doctor.store import check_folder, check_store
from chatkit_jupyter.doctor.versions import check_versions
from chatkit_jupyter.runtime.runtime import running_runtime
from chatkit_jupyter.session import Session, session_names, session_of
from chatkit_jupyter.storage import NOTEBOOK_VARIABLE

_SERVER_PROCESS = "JPY_PARENT_PID"  # set by the Jupyter server for its kernels


def examine_environment() -> list[Finding]:
    """Look at the environment, and at the Jupyter servers that run: ``jupyter chatkit doctor``."""
    servers = running_servers()
    found = [check_server(server) for server in servers]
    if not servers:
        found = [Finding("server", "no Jupyter server of this user runs")]
    return [
        *check_versions(),
        check_front_end(),
        check_extension(),
        *found,
        check_folder(_folder()),
    ]


def examine_kernel() -> list[Finding]:
    """Look at this kernel, its server and its chats: ``%chatkit doctor``."""
    runtime = running_runtime()
    server = _own_server()
    serving = Finding("server", "no Jupyter server runs this kernel; chats use widget messages")
    if server is not None:
        serving = check_server(server)
    loaded = server is not None and not problems([serving])
    found = [*check_versions(), check_front_end(), serving, check_kernel(runtime)]
    found.append(check_folder(_folder()))
    for name in session_names():
        found += _chat(session_of(name), loaded)
    return found


def _chat(session: Session, loaded: bool) -> list[Finding]:
    name, view = session.name, session.view
    lasting = session.place is None and bool(os.environ.get(NOTEBOOK_VARIABLE))
    renderer, domain_key = view.get("renderer") or "local", view.get("domain_key") or ""
    asked = view.get("transport") or "auto"
    return [
        check_transport(name, asked, view.transport, extension=loaded),
        check_store(name, session.server.store, meant_to_last=lasting),
        check_renderer(name, renderer, domain_key),
    ]


def _own_server() -> Server | None:
    parent = os.environ.get(_SERVER_PROCESS, "")
    return next((each for each in running_servers() if str(each.pid) == parent), None)


def _folder() -> Path:
    return Path(jupyter_data_dir()) / "chatkit"
