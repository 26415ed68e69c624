"""What a file store takes: how many bytes, of which media types."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from chatkit.store.files_errors import (
    AttachmentSizeError,
    AttachmentTooLargeError,
    AttachmentTypeError,
)

_UNKNOWN_TYPE = "application/octet-stream"
_TOKEN = r"[\w!#$&^.+-]+"  # noqa: S105 - of a header, not a password
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}( *; *{_TOKEN}=({_TOKEN}|\"[^\"\\\x00-\x1f\x7f]*\"))*")


@dataclass(frozen=True)
class Limits:
    """The limits of a store.

    Attributes:
        max_bytes: Greatest size of one attachment.
        accept: Media types and file name endings taken, such as ``text/csv``, ``image/*`` or
            ``.csv``; None for all.
    """

    max_bytes: int
    accept: Collection[str] | None

    def checked_type(self, name: str, mime_type: str) -> str:
        """Return the media type to record for a file that a client says has this one.

        Raises:
            AttachmentTypeError: It is not a media type, or not taken.
        """
        checked = mime_type.strip() or _UNKNOWN_TYPE
        if not (checked.isascii() and _MEDIA_TYPE.fullmatch(checked)):
            raise AttachmentTypeError(f"{name!r}: {mime_type!r} is not a media type")
        if self.accept is not None and not any(
            _covers(each, name, checked) for each in self.accept
        ):
            accepted = ", ".join(self.accept) or "none"
            raise AttachmentTypeError(f"{name!r} is {checked}; accepted types: {accepted}")
        return checked

    def check_size(self, name: str, size: int) -> None:
        """Check the size that a client announces, in bytes.

        Raises:
            AttachmentTooLargeError: It is over the limit.
            AttachmentSizeError: It is no size.
        """
        if size < 0:
            raise AttachmentSizeError(f"{name!r} can not have {size} bytes")
        if size > self.max_bytes:
            raise AttachmentTooLargeError(
                f"{name!r} has {size:,} bytes; the limit is {self.max_bytes:,}"
            )

    def check_received(self, name: str, received: int, announced: int | None) -> None:
        """Check how many bytes have come so far.

        Raises:
            AttachmentTooLargeError: They are more than announced, or than the limit.
        """
        if announced is not None and received > announced:
            raise AttachmentTooLargeError(
                f"{name!r} has more than the {announced:,} bytes that were announced"
            )
        if received > self.max_bytes:
            raise AttachmentTooLargeError(
                f"{name!r} has more than {self.max_bytes:,} bytes, which is the limit"
            )


def _covers(pattern: str, name: str, mime_type: str) -> bool:
    if pattern.startswith("."):
        return name.lower().endswith(pattern.lower())
    bare = mime_type.partition(";")[0].strip().lower()
    wanted = pattern.lower()
    return wanted in ("*/*", bare) or (wanted.endswith("/*") and bare.startswith(wanted[:-1]))
