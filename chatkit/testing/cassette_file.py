"""The file of a cassette: one JSON object a line."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from chatkit.logger import logger
from chatkit.testing.cassette_errors import CassetteError
from chatkit.testing.cassette_request import Json, request_key

_VERSION = 1
_HEAD: Json = {"cassette": _VERSION}

_files: dict[Path, CassetteFile] = {}
_opening = threading.Lock()


@dataclass(frozen=True)
class Recording:
    """One call of a model.

    Args:
        request: What it was asked; see `describe_request`.
        events: What it answered, each event with the milliseconds since the call.
    """

    request: Json
    events: tuple[tuple[int, Json], ...]

    @property
    def key(self) -> str:
        """What equal requests have in common."""
        return request_key(self.request)

    def lines(self) -> Iterator[str]:
        """Write it: its request, its events, and a line that says that it is whole."""
        yield _line({"request": self.request})
        for at, event in self.events:
            yield _line({"at": at, "event": event})
        yield _line({"end": len(self.events)})


class CassetteFile:
    """The recordings in a file, which several chats and kernels may use at once.

    A file is replaced as a whole, so one that is read is whole; where an editor or a full disk
    left half a recording all the same, that recording is passed over.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._recordings: list[Recording] = []
        self._read_at: tuple[int, int] | None = None
        self._played: dict[str, int] = {}
        self._recorded: dict[str, int] = {}

    def recordings(self) -> list[Recording]:
        """All whole recordings, as they are in the file now.

        Raises:
            CassetteError: It is not a cassette.
        """
        with self._lock:
            self._refresh()
            return list(self._recordings)

    def next(self, request: Json) -> Recording | None:
        """The recording to replay for a request: one after the other where it was made often.

        Args:
            request: What the model is asked.

        Returns:
            It; the last one again where there are no more; None where there is none.
        """
        with self._lock:
            key = request_key(request)
            found = [each for each in self.recordings() if each.key == key]
            number = self._played.get(key, 0)
            self._played[key] = number + 1
            return found[min(number, len(found) - 1)] if found else None

    def keep(self, recording: Recording) -> None:
        """Add a recording, in the place of the one that an earlier run made of the same call.

        Args:
            recording: The recording.

        Raises:
            CassetteError: The file is not a cassette.
            OSError: It can not be written.
        """
        with self._lock:
            kept = self.recordings()
            key = recording.key
            number = self._recorded.get(key, 0)
            self._recorded[key] = number + 1
            places = [place for place, each in enumerate(kept) if each.key == key]
            if number < len(places):
                kept[places[number]] = recording
            else:
                kept.append(recording)
            self._write(kept)

    def _refresh(self) -> None:
        state = _state(self.path)
        if state == self._read_at:
            return
        self._recordings = _read(self.path) if state else []
        self._read_at = state

    def _write(self, recordings: list[Recording]) -> None:
        lines = [_line(_HEAD), *(line for each in recordings for line in each.lines())]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        draft.replace(self.path)
        self._recordings, self._read_at = recordings, _state(self.path)


def cassette_file(path: str | os.PathLike[str]) -> CassetteFile:
    """The cassette of a path; the same one for the same file.

    Args:
        path: Where it is.
    """
    resolved = Path(path).expanduser().resolve()
    with _opening:
        return _files.setdefault(resolved, CassetteFile(resolved))


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size


def _read(path: Path) -> list[Recording]:
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines:
        return []
    head = _parsed(lines[0])
    if head is None or "cassette" not in head:
        raise CassetteError(f"{path} is not a cassette: its first line is not {_line(_HEAD)}")
    if head["cassette"] != _VERSION:
        raise CassetteError(f"{path} is a cassette of version {head['cassette']}, not {_VERSION}")
    return list(_whole(lines[1:], path))


def _whole(lines: Iterable[str], path: Path) -> Iterator[Recording]:
    request: Json | None = None
    events: list[tuple[int, Json]] = []
    for number, text in enumerate(lines, 2):
        line = _parsed(text) or {}
        if "request" in line:
            if request is not None:
                _pass_over(path, number)
            request, events = line["request"], []
        elif "event" in line and request is not None:
            events.append((int(line.get("at", 0)), line["event"]))
        elif "end" in line and request is not None and line["end"] == len(events):
            yield Recording(request, tuple(events))
            request = None
        elif request is not None:
            _pass_over(path, number)
            request = None
    if request is not None:
        logger.warning("%s: its last recording is not whole, and not used", path)


def _pass_over(path: Path, number: int) -> None:
    logger.warning("%s: the recording before line %d is not whole, and not used", path, number)


def _line(data: Json) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False)


def _parsed(text: str) -> Json | None:
    try:
        data: Any = json.loads(text)
    except ValueError:
        return None
    return cast("Json", data) if isinstance(data, dict) else None
