"""Whether a notebook is run by a program, with nobody at a chat."""

from __future__ import annotations

import os
import sys
from typing import Any


def is_headless() -> bool:
    """Whether nbclient, papermill or nbconvert runs this kernel's cells.

    They tell the kernel that nobody can type. Voilà runs cells with nbclient too, for people.
    """
    ipython: Any = sys.modules.get("IPython")
    shell: Any = ipython and ipython.get_ipython()
    kernel: Any = getattr(shell, "kernel", None)
    voila = "voila" in os.environ.get("SERVER_SOFTWARE", "").lower()
    return kernel is not None and not voila and not getattr(kernel, "_allow_stdin", True)
