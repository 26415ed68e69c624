"""Bytes on disk, in one file per content."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

_READ_BYTES = 1 << 20


class Incoming:
    """Bytes that are being received, in a temporary file.

    Args:
        path: The file.
        file: The same file, open for writing at its end.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.size = 0
        self._file = file
        self._hash = sha256()

    @classmethod
    def begin(cls, folder: Path) -> Incoming:
        """Make a file in this folder, with nothing in it yet."""
        descriptor, path = tempfile.mkstemp(dir=folder)
        return cls(Path(path), os.fdopen(descriptor, "wb"))

    @classmethod
    def gathered(cls, path: Path) -> Incoming:
        """Take a file as it is, with the bytes that are in it."""
        incoming = cls(path, path.open("r+b"))
        while data := incoming._file.read(_READ_BYTES):
            incoming._hash.update(data)
            incoming.size += len(data)
        return incoming

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes so far, in hexadecimal."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> None:
        """Bring all bytes to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        """Remove the file, unless it was kept."""
        self._file.close()
        self.path.unlink(missing_ok=True)


class Blobs:
    """Contents by their SHA-256; who refers to them is kept elsewhere.

    Args:
        root: Folder that holds them; made when the first bytes come, for this user only.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._contents = root / "contents"
        self.incoming = root / "incoming"

    def receive(self) -> Incoming:
        """Begin to receive bytes."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.incoming.mkdir(exist_ok=True)
        return Incoming.begin(self.incoming)

    def path(self, digest: str) -> Path:
        """Where a content is, if it is there."""
        return self._contents / digest[:2] / digest

    def keep(self, incoming: Incoming) -> None:
        """Put a finished file in its place, for good: a crash leaves all of it or nothing."""
        path = self.path(incoming.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        incoming.path.replace(path)
        for folder in (path.parent, self._contents):
            _sync(folder)

    def remove(self, digest: str) -> None:
        """Remove a content, if it is there."""
        # Windows forbids it while somebody reads the file: then the next sweep takes it.
        with suppress(PermissionError):
            self.path(digest).unlink(missing_ok=True)

    def sweep(self, digests: Collection[str], before: float) -> int:
        """Remove contents that are not among these, and files abandoned on their way.

        Args:
            digests: The contents that are referred to.
            before: Files that were last written before this time (seconds since 1970) and are
                not finished count as abandoned.

        Returns:
            How many files were removed.
        """
        orphans = [path for path in self._contents.glob("*/*") if path.name not in digests]
        orphans += [path for path in self.incoming.glob("*") if _written_before(path, before)]
        for path in orphans:
            path.unlink(missing_ok=True)
        return len(orphans)


def _written_before(path: Path, time: float) -> bool:
    try:
        return path.stat().st_mtime < time
    except FileNotFoundError:  # Its upload has just ended.
        return False


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
