"""Which files a chat takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_MAX_BYTES = 100 << 20
_MAX_COUNT = 10


@dataclass(frozen=True)
class AttachmentLimits:
    """Which files a chat takes; the composer and the server both keep to it.

    Args:
        max_bytes: Greatest size of one file in bytes; 100 MiB by default. The Jupyter server has a
            limit of its own, ``c.ChatKitExtension.max_upload_bytes``.
        max_count: Most files in one message.
        accept: Media types and file name endings, such as ``["image/*", ".csv"]``; None for all.

    Raises:
        ValueError: A number is not positive, or nothing is accepted.
        TypeError: ``accept`` is a text instead of a list of texts.
    """

    max_bytes: int = _MAX_BYTES
    max_count: int = _MAX_COUNT
    accept: Sequence[str] | None = None

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_count"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}= must be 1 or more, not {getattr(self, name)}")
        if isinstance(self.accept, str):
            raise TypeError(f"accept= takes a list, such as [{self.accept!r}]")
        if self.accept is not None and not self.accept:
            raise ValueError("accept= is empty; attachments=False takes no files at all")

    @property
    def front_end_option(self) -> dict[str, Any]:
        """ChatKit's option ``composer.attachments`` with the same limits."""
        option: dict[str, Any] = {
            "enabled": True,
            "maxSize": self.max_bytes,
            "maxCount": self.max_count,
        }
        if self.accept is not None:
            # An ending is its own key, since a media type beside it would be accepted too.
            option["accept"] = {
                each: [each] if each.startswith(".") else [] for each in self.accept
            }
        return option


def limits_of(attachments: bool | AttachmentLimits) -> AttachmentLimits | None:
    """Read the argument ``attachments=`` of a chat; None where no files are taken.

    Raises:
        TypeError: It is something else.
    """
    if isinstance(attachments, AttachmentLimits):
        return attachments
    if isinstance(attachments, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        return AttachmentLimits() if attachments else None
    raise TypeError(
        f"attachments= takes True, False or AttachmentLimits(…), not {type(attachments).__name__}"
    )
