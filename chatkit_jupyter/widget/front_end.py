"""The built front end inside the installed package."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chatkit_jupyter.errors import FrontEndMissingError

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class FrontEnd:
    """What a widget needs to know of the front end.

    Args:
        entry: Source of the module that starts it, a few kilobytes.
        build: Name of the folder of the rest, which the Jupyter server serves.
    """

    entry: str
    build: str

    @classmethod
    def read(cls, static: Path = STATIC) -> FrontEnd:
        """Read it.

        Args:
            static: The folder that it was built into.

        Raises:
            FrontEndMissingError: It was not built.
        """
        try:
            manifest = json.loads((static / "manifest.json").read_text(encoding="utf-8"))
            entry = (static / "widget.js").read_text(encoding="utf-8")
        except FileNotFoundError:
            raise FrontEndMissingError(
                "The chat's front end is not built. In a source checkout, run: make setup"
            ) from None
        return cls(entry, manifest["build"])


@cache
def zipped_part(build: str, name: str, static: Path = STATIC) -> bytes | None:
    """A file of the front end that widget messages carry to a page that no extension serves.

    Args:
        build: Name of the folder.
        name: The file's bare name.
        static: The folder that the front end was built into.

    Returns:
        Its bytes, zipped; None where this build has no such file.
    """
    path = static / build / name
    if path.parent != static / build or not path.is_file():
        return None
    return gzip.compress(path.read_bytes())
