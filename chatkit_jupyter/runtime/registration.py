"""The note by which a Jupyter server finds a kernel's chats: one JSON file for each kernel."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import psutil

from chatkit_jupyter.errors import NotServingError, RegistrationError
from chatkit_jupyter.runtime.private_files import (
    private_folder,
    read_private,
    require_mine,
    write_private,
)

VERSION = 2
_FOLDER = "chatkit"
_MAX_BYTES = 4096
_SAME_SECONDS = 1.0
_LOOPBACK = re.compile(r"127\.0\.0\.1:([1-9]\d{0,4})")


@dataclass(frozen=True)
class Registration:
    """Where a kernel's chats answer, and the secret that they ask for.

    Args:
        kernel_id: The kernel's id, as its Jupyter server knows it.
        pid: The kernel's process id.
        started: When that process began, by `process_start`: its id may be another's one day.
        socket: The path of a Unix socket, or ``127.0.0.1:<port>``.
        secret: What a request must carry as ``Authorization: Bearer``.
    """

    kernel_id: str
    pid: int
    started: float
    socket: str
    secret: str

    @classmethod
    def of_this_process(cls, kernel_id: str, socket: str, secret: str) -> Registration:
        """The registration of the kernel that this process is; see the class for the arguments."""
        pid = os.getpid()
        return cls(kernel_id, pid, process_start(pid), socket, secret)

    @property
    def port(self) -> int | None:
        """The TCP port on loopback; None for a Unix socket."""
        match = _LOOPBACK.fullmatch(self.socket)
        return int(match[1]) if match else None

    @property
    def is_running(self) -> bool:
        """Whether the process that wrote it is still there, and not another one with its id."""
        try:
            process = _process(self.pid, self.started)
        except psutil.Error:
            return False
        return process is not None and process.is_running()

    def write(self, runtime_dir: Path) -> Path:
        """Write the file, replacing one that an earlier process left.

        Args:
            runtime_dir: The runtime directory of the Jupyter server.

        Returns:
            The file's path.
        """
        path = registration_folder(runtime_dir) / f"{self.kernel_id}.json"
        write_private(path, json.dumps({"version": VERSION, **asdict(self)}))
        return path

    @classmethod
    def read(cls, runtime_dir: Path, kernel_id: str) -> Registration:
        """Read and check the file of one kernel.

        Args:
            runtime_dir: The runtime directory of the Jupyter server.
            kernel_id: The kernel's id; it must not hold path separators.

        Raises:
            NotServingError: There is no file, or the process that wrote it is gone.
            RegistrationError: The file is not what this user's kernel would have written.
        """
        path = runtime_dir / _FOLDER / f"{kernel_id}.json"
        try:
            registration = cls._parse(read_private(path, _MAX_BYTES))
            if registration.kernel_id != kernel_id:
                raise RegistrationError(f"{path} was written for another kernel")
            if registration.port is None:
                require_mine(Path(registration.socket), stat.S_ISSOCK, "a socket")
        except FileNotFoundError:
            raise NotServingError(f"kernel {kernel_id} has no registration") from None
        if not registration.is_running:
            raise NotServingError(f"process {registration.pid} of kernel {kernel_id} is gone")
        return registration

    @classmethod
    def _parse(cls, text: str) -> Registration:
        try:
            fields: dict[str, Any] = json.loads(text)
            version = fields.pop("version")
            registration = cls(**fields)
        except (ValueError, TypeError, AttributeError, KeyError):
            raise RegistrationError("a registration is not in the expected form") from None
        if version != VERSION:
            raise RegistrationError(f"a registration is of version {version}, not {VERSION}")
        kinds = {"kernel_id": str, "pid": int, "started": float, "socket": str, "secret": str}
        lacking = any(
            type(fields[name]) is not kind or not fields[name] for name, kind in kinds.items()
        )
        if lacking or registration.pid < 0:
            raise RegistrationError("a registration lacks its kernel, process, socket or secret")
        if registration.port is None and not Path(registration.socket).is_absolute():
            raise RegistrationError("a registration names neither a socket nor a loopback port")
        return registration


def registration_folder(runtime_dir: Path) -> Path:
    """The folder of registrations and sockets, created if it is missing.

    Args:
        runtime_dir: The runtime directory of the Jupyter server.
    """
    return private_folder(runtime_dir / _FOLDER)


def process_start(pid: int) -> float:
    """When a process began, in seconds, the same whoever asks and whenever.

    Args:
        pid: The process id.

    Raises:
        psutil.Error: There is no such process.
    """
    return _start_of(psutil.Process(pid))


# Each request asks. Whether a process that is known still runs takes a third of the time.
@lru_cache(maxsize=128)
def _process(pid: int, started: float) -> psutil.Process | None:
    process = psutil.Process(pid)
    return process if abs(_start_of(process) - started) < _SAME_SECONDS else None


def _start_of(process: psutil.Process) -> float:
    # Linux counts from the start of the machine; what psutil adds to it moves with the clock.
    booted = psutil.boot_time() if psutil.LINUX else 0.0
    return process.create_time() - booted
