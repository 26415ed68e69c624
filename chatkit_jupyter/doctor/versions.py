"""Which versions are installed, and whether there is more than one of ours."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distributions, version

from chatkit_jupyter._version import __version__
from chatkit_jupyter.distribution import require_our_chatkit
from chatkit_jupyter.doctor.finding import Finding

OURS = "chatkit-jupyter"
_OTHERS = ("ipykernel", "jupyter-server", "anywidget", "ipywidgets", "openai-agents")
_LEAST_IPYKERNEL = (6, 30)
_LOSING_IPYKERNELS = ((7, 0), (7, 4))  # from, and before


def check_versions() -> list[Finding]:
    """Look at what is installed beside the running Python."""
    return [*_installed(), *_twice(), *_overwritten(), *_kernel_version()]


def _installed() -> Iterator[Finding]:
    others = ", ".join(f"{name} {installed(name) or 'missing'}" for name in _OTHERS)
    yield Finding("versions", f"{OURS} {__version__}, Python {platform.python_version()}, {others}")


def _twice() -> Iterator[Finding]:
    found = {str(each.locate_file("")): each.version for each in distributions(name=OURS)}
    if len(found) > 1:
        places = " and ".join(f"{number} in {place}" for place, number in found.items())
        yield Finding(
            "versions",
            f"{OURS} is installed more than once: {places}",
            f"Run: pip uninstall --yes {OURS}, until none is left, then: pip install {OURS}",
        )


def _overwritten() -> Iterator[Finding]:
    try:
        require_our_chatkit()
    except ImportError as error:
        says, _, advice = str(error).partition(". ")
        yield Finding("versions", says, advice)


def _kernel_version() -> Iterator[Finding]:
    number = installed("ipykernel")
    if number is None:
        yield Finding("versions", "ipykernel is not installed", "Run: pip install ipykernel")
    elif _numbers(number) < _LEAST_IPYKERNEL:
        least = ".".join(map(str, _LEAST_IPYKERNEL))
        yield Finding(
            "versions",
            f"ipykernel {number} is older than {least}, with which chats are tested",
            f"Run: pip install --upgrade 'ipykernel>={least}', and restart the kernel",
        )
    elif _LOSING_IPYKERNELS[0] <= _numbers(number) < _LOSING_IPYKERNELS[1]:
        better = "ipykernel>=7.4" if sys.version_info >= (3, 11) else "ipykernel>=6.30,<7"
        yield Finding(
            "versions",
            f"ipykernel {number} loses a message now and then, and its cell waits for ever",
            f"Run: pip install --upgrade '{better}', and restart the kernel",
        )


def installed(name: str) -> str | None:
    """The version of a distribution; None if there is none.

    Args:
        name: The distribution's name.
    """
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _numbers(number: str) -> tuple[int, ...]:
    parts = number.split(".")[:2]
    return tuple(int(part) for part in parts if part.isdecimal())
