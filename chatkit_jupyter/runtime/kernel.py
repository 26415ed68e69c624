"""Which Jupyter kernel this process is, if it is one."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CONNECTION_FILE = re.compile(r"kernel-(?P<id>[\w.-]+)\.json")
_process = os.getpid()


@dataclass(frozen=True)
class Kernel:
    """A kernel as its Jupyter server knows it.

    Args:
        id: The kernel's id.
        runtime_dir: The Jupyter runtime directory that the server shares with it.
    """

    id: str
    runtime_dir: Path


def current_kernel() -> Kernel | None:
    """Find the kernel that this process runs.

    Returns:
        The kernel; None outside of one, and in a process forked from one.
    """
    application: Any = getattr(sys.modules.get("ipykernel.kernelapp"), "IPKernelApp", None)
    if application is None or not application.initialized() or os.getpid() != _process:
        return None
    from ipykernel.connect import get_connection_file  # noqa: PLC0415 - only kernels have it

    path = Path(get_connection_file()).resolve()
    match = _CONNECTION_FILE.fullmatch(path.name)
    return Kernel(match["id"], path.parent) if match else None
