"""The command ``jupyter chatkit``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from chatkit_jupyter._version import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``jupyter chatkit doctor``.

    Args:
        arguments: What stands after ``jupyter chatkit``; the process's own if None.

    Returns:
        The exit status: 1 where a problem was found.
    """
    parser = argparse.ArgumentParser(
        prog="jupyter chatkit", description="Looks after chats in notebooks."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser(
        "doctor", help="say what keeps chats from working here, and what to do about it"
    )
    parser.parse_args(arguments)
    from chatkit_jupyter.doctor.examination import (  # noqa: PLC0415 - not for --help
        examine_environment,
    )
    from chatkit_jupyter.doctor.finding import problems, report  # noqa: PLC0415 - with it

    findings = examine_environment()
    sys.stdout.write(f"{report(findings)}\n")
    return 1 if problems(findings) else 0
