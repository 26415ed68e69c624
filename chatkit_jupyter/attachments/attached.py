"""An attachment as a responder reads it."""

from __future__ import annotations

import codecs
from typing import IO, TYPE_CHECKING, Any

from chatkit.store import NotFoundError, StoredFile
from chatkit.types import Attachment
from chatkit_jupyter.attachments.files import NotebookFiles
from chatkit_jupyter.errors import AttachmentMissingError
from chatkit_jupyter.responder.context import ChatContext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pandas import DataFrame  # pyright: ignore[reportMissingTypeStubs]

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LONGEST_MARK = 3
_MODES = ("rb", "r", "rt")


class AttachedFile:
    """A file that a user attached to a message.

    Every field of the `Attachment` can be read here too: ``id``, ``name``, ``mime_type``, ``type``.
    The name is what the user calls the file: data, never a path.

    Args:
        record: The attachment as it is in the message.
        stored: Where its bytes are; None if they are there no more.
    """

    def __init__(self, record: Attachment, stored: StoredFile | None) -> None:
        self.record = record
        self._stored = stored

    @property
    def size(self) -> int:
        """Number of bytes."""
        return self._found().size

    @property
    def path(self) -> Path:
        """Where the bytes are, for reading only. Its name says nothing of the user's name for it.

        Raises:
            AttachmentMissingError: They were deleted.
        """
        return self._found().path

    def open(self, mode: str = "rb", encoding: str | None = None) -> IO[Any]:
        """Open the file for reading.

        Args:
            mode: ``"rb"`` for bytes, ``"r"`` for text.
            encoding: The text's encoding; None to go by the mark at its beginning, or UTF-8.

        Raises:
            ValueError: The mode would write.
            AttachmentMissingError: The bytes were deleted.
        """
        if mode not in _MODES:
            raise ValueError(f"an attachment can be opened with mode 'rb' or 'r', not {mode!r}")
        if mode == "rb":
            return self.path.open("rb")
        return self.path.open("r", encoding=encoding or self._encoding(), newline=None)

    def read_bytes(self) -> bytes:
        """The whole content; raises as `open` does."""
        return self.path.read_bytes()

    def text(self, encoding: str | None = None) -> str:
        """The whole content as text.

        Args:
            encoding: As in `open`.

        Raises:
            UnicodeDecodeError: It is not text in this encoding.
            AttachmentMissingError: The bytes were deleted.
        """
        with self.open("r", encoding) as file:
            return file.read()

    def dataframe(self, **options: Any) -> DataFrame:
        """Read a table: CSV, TSV, JSON, JSON lines, Parquet or a spreadsheet, by the name's ending.

        Args:
            options: For the function of pandas that reads it, such as ``sep`` or ``sheet_name``.

        Raises:
            HandlerError: It is no table, or pandas is not installed.
            AttachmentMissingError: The bytes were deleted.
        """
        from chatkit_jupyter.attachments.tables import read_table  # noqa: PLC0415 - rarely needed

        return read_table(self, options)

    def __repr__(self) -> str:
        return f"AttachedFile({self.record.name!r}, {self.record.mime_type!r})"

    if TYPE_CHECKING:
        id: str
        name: str
        mime_type: str
        type: str
    else:

        def __getattr__(self, name: str) -> Any:
            return getattr(self.record, name)

    def _found(self) -> StoredFile:
        if self._stored is None or not self._stored.path.is_file():
            raise AttachmentMissingError(f"{self.record.name!r} is not there any more")
        return self._stored

    def _encoding(self) -> str:
        with self.open() as file:
            beginning = file.read(_LONGEST_MARK)
        return next((name for mark, name in _MARKS.items() if beginning.startswith(mark)), "utf-8")


async def attached_files(
    attachments: Sequence[Attachment], files: NotebookFiles | None, context: ChatContext
) -> list[AttachedFile]:
    """Find the bytes of a message's attachments.

    Args:
        attachments: The attachments, as they are in the message.
        files: Where the bytes are; None where no files are taken (any more).
        context: Who asks.
    """
    return [AttachedFile(each, await _stored(each, files, context)) for each in attachments]


async def _stored(
    attachment: Attachment, files: NotebookFiles | None, context: ChatContext
) -> StoredFile | None:
    if files is None:
        return None
    try:
        return await files.open(attachment.id, context)
    except NotFoundError:
        return None
