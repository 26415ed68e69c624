"""The socket that a kernel listens on, and the file that says where it is."""

from __future__ import annotations

import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets, bind_unix_socket

from chatkit_jupyter.runtime.kernel import Kernel
from chatkit_jupyter.runtime.private_files import FILE_MODE
from chatkit_jupyter.runtime.registration import Registration, registration_folder

_SOCKET_PATH_LIMIT = 100  # bytes; systems allow 104 to 108, the closing zero included


class Listener:
    """Where a kernel can be reached, from the moment it is made until it is closed.

    Args:
        kernel: The kernel that this process runs.
        secret: What requests have to carry.
    """

    def __init__(self, kernel: Kernel, secret: str) -> None:
        self._leftovers: list[Path] = []
        self._sockets = self._bind(kernel)
        self._registration = Registration.of_this_process(kernel.id, self.address, secret)
        self._runtime_dir = kernel.runtime_dir

    @property
    def address(self) -> str:
        """The socket's path, or host and port."""
        name = self._sockets[0].getsockname()
        return name if isinstance(name, str) else f"{name[0]}:{name[1]}"

    def serve(self, server: HTTPServer) -> None:
        """Let a server answer here, and tell the Jupyter server."""
        server.add_sockets(self._sockets)
        self._leftovers.insert(0, self._registration.write(self._runtime_dir))

    def remove_files(self) -> None:
        """Remove what would lead others here."""
        while self._leftovers:
            path = self._leftovers.pop(0)
            with suppress(OSError):  # removed by someone else
                path.rmdir() if path.is_dir() else path.unlink()

    def abandon(self) -> None:
        """Close this process's copy of the sockets, after a fork, and leave the files alone."""
        for listening in self._sockets:
            listening.close()

    def _bind(self, kernel: Kernel) -> list[socket.socket]:
        if not hasattr(socket, "AF_UNIX"):
            return bind_sockets(0, "127.0.0.1", family=socket.AF_INET)
        path = self._socket_path(kernel)
        if path is None:
            return bind_sockets(0, "127.0.0.1", family=socket.AF_INET)
        self._leftovers.insert(0, path)
        return [bind_unix_socket(str(path), mode=FILE_MODE)]

    def _socket_path(self, kernel: Kernel) -> Path | None:
        path = registration_folder(kernel.runtime_dir) / f"{kernel.id}.sock"
        if _fits(path):
            return path
        folder = Path(tempfile.mkdtemp(prefix="chatkit-"))  # created with mode 0700
        self._leftovers.append(folder)
        path = folder / "kernel.sock"
        return path if _fits(path) else None


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= _SOCKET_PATH_LIMIT
