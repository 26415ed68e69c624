"""A file in a form that a browser posts, read while it comes."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from http import HTTPStatus

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from chatkit_jupyter.errors import RefusalError

_FIELD = b"file"


class FormFile:
    """The field ``file`` of a form (``multipart/form-data``); other fields are passed over.

    Iterate it asynchronously for its bytes.

    Args:
        content_type: The request's header.
        chunks: The request's body.

    Raises:
        RefusalError: It is not such a form; also while the body is read.
    """

    def __init__(self, content_type: str, chunks: AsyncIterable[bytes]) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise _malformed("send the file as multipart/form-data")
        self.name = ""
        self.mime_type = ""
        self._chunks = chunks
        self._pieces: list[bytes] = []
        self._headers: dict[bytes, bytes] = {}
        self._header = [b"", b""]
        self._found = self._inside = False
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._headers.clear,
                "on_header_field": lambda data, start, end: self._read_header(0, data[start:end]),
                "on_header_value": lambda data, start, end: self._read_header(1, data[start:end]),
                "on_header_end": self._end_header,
                "on_headers_finished": self._begin,
                "on_part_data": self._read,
                "on_part_end": self._end,
            },
        )

    async def begin(self) -> AsyncIterator[bytes]:
        """Read up to the file's name and type, and return its bytes, still to be read."""
        source = aiter(self._chunks)
        while not self._found:
            if (chunk := await anext(source, None)) is None:
                raise _malformed("the form has no field “file”")
            self._feed(chunk)
        return self._rest(source)

    async def _rest(self, source: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        while True:
            for piece in self._pieces:
                yield piece
            self._pieces.clear()
            if (chunk := await anext(source, None)) is None:
                break
            self._feed(chunk)
        if self._inside:
            raise _malformed("the form ends within the file")

    def _feed(self, chunk: bytes) -> None:
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise _malformed(str(error)) from error

    def _read_header(self, place: int, data: bytes) -> None:
        self._header[place] += data

    def _end_header(self) -> None:
        name, value = self._header
        self._headers[name.lower()] = value
        self._header = [b"", b""]

    def _begin(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if options.get(b"name") != _FIELD or self._found:
            return
        self._found = self._inside = True
        self.name = options.get(b"filename", b"").decode(errors="replace")
        self.mime_type = self._headers.get(b"content-type", b"").decode("latin-1")

    def _read(self, data: bytes, start: int, end: int) -> None:
        if self._inside:
            self._pieces.append(data[start:end])

    def _end(self) -> None:
        self._inside = False


def _malformed(why: str) -> RefusalError:
    return RefusalError(HTTPStatus.BAD_REQUEST, f"The upload is malformed: {why}.")
