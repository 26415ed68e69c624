"""Whether there is a front end to show chats with."""

from __future__ import annotations

from pathlib import Path

from chatkit_jupyter.doctor.finding import Finding
from chatkit_jupyter.errors import FrontEndMissingError
from chatkit_jupyter.widget.front_end import STATIC, FrontEnd

_REINSTALL = (
    "Run: pip install --force-reinstall --no-deps chatkit-jupyter "
    "(in a source checkout: make setup)"
)


def check_front_end(static: Path = STATIC) -> Finding:
    """Look for the built front end.

    Args:
        static: The folder that it was built into.
    """
    try:
        front_end = FrontEnd.read(static)
    except (FrontEndMissingError, OSError, ValueError, KeyError):
        return Finding("renderer", f"the front end is not in {static}", _REINSTALL)
    if not (static / front_end.build).is_dir():
        return Finding("renderer", f"parts of the front end are not in {static}", _REINSTALL)
    return Finding("renderer", f"the front end is there, build {front_end.build}")


def check_renderer(chat: str, renderer: str, domain_key: str) -> Finding:
    """Look at what a chat is shown by.

    Args:
        chat: The chat's name.
        renderer: ``local`` or ``hosted``.
        domain_key: What OpenAI gave for the page's address; empty if nothing.
    """
    if renderer != "hosted":
        return Finding("renderer", f"{chat} is shown by the front end of its own, without network")
    says = f"{chat} is shown by OpenAI's front end, which the browser loads from OpenAI"
    if domain_key:
        return Finding("renderer", says)
    return Finding(
        "renderer",
        f"{says}; it has no domain key",
        f"Get a key for this page's address from OpenAI: %chatkit {chat} --renderer hosted "
        "--domain-key KEY. Or: --renderer local",
    )
