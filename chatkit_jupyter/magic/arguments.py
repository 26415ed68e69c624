"""What can stand after ``%chatkit``."""

from __future__ import annotations

import argparse
import shlex
from typing import NoReturn, get_args

from IPython.core.error import UsageError

from chatkit_jupyter.view.options import TRANSPORTS
from chatkit_jupyter.view.renderer import Renderer

OPTIONS = {
    "--height": "PIXELS",
    "--store": "PATH|memory",
    "--model": "MODEL",
    "--tools": "NAME,NAME",
    "--renderer": "local|hosted",
    "--domain-key": "KEY",
    "--transport": "auto|endpoint|comm",
}
CHOICES = {
    "--renderer": get_args(Renderer),
    "--transport": TRANSPORTS,
    "--store": ("memory",),
}
COMMANDS = ("status", "doctor", "threads", "stop", "export", "clear-saved")
USAGE = (
    "%chatkit [name | variable] "
    + " ".join(f"[{option} {value}]" for option, value in OPTIONS.items())
    + ", or %chatkit "
    + " | ".join(COMMANDS)
)
CELL_USAGE = "%%chatkit name [--model MODEL] [--tools NAME,NAME] [--send], with text below it"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. Usage: {self.usage}")


def arguments_of(line: str, *, cell: bool = False) -> argparse.Namespace:
    """Read a line.

    Args:
        line: What stands after ``%chatkit``.
        cell: Whether it is the first line of a ``%%chatkit`` cell.

    Returns:
        ``subject``, and a value or None for each of `OPTIONS`.

    Raises:
        UsageError: It can not be understood; in one line, with what can be typed.
    """
    usage = CELL_USAGE if cell else USAGE
    try:
        return _parser(usage, cell).parse_args(shlex.split(line))
    except ValueError as error:
        raise UsageError(f"{error}. Usage: {usage}") from None


def _parser(usage: str, cell: bool) -> _Parser:
    parser = _Parser(usage=usage, add_help=False, allow_abbrev=False)
    parser.add_argument("subject", nargs="?")
    parser.add_argument("--height", type=_height)
    parser.add_argument("--store")
    parser.add_argument("--model")
    parser.add_argument("--tools", type=_names)
    parser.add_argument("--renderer", choices=get_args(Renderer))
    parser.add_argument("--domain-key")
    parser.add_argument("--transport", choices=TRANSPORTS)
    if cell:
        parser.add_argument("--send", action="store_true")
    return parser


def _height(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of pixels, such as 600")
    return int(text)


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]
