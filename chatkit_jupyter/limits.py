"""How much a server's administrator lets chats do, and how a kernel learns of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from chatkit_jupyter.errors import RefusalError

MIB = 1 << 20
LIMITS_HEADER = "ChatKit-Limits"


@dataclass(frozen=True)
class Limits:
    """Limits that the server extension sets; each is a trait ``c.ChatKitExtension.<name>``.

    Attributes:
        max_request_bytes: Greatest body of a request to a chat.
        max_upload_bytes: Greatest attachment, whatever a notebook's author allows.
        max_message_length: Most characters in a message.
        max_responses_per_chat: Most responses of one chat that run at the same time.
        max_responses_per_user: Most responses in one kernel that run for one user at the same time.
        max_log_bytes: How much of a response is kept for its viewers. A response waits where its
            slowest viewer is so far behind.
        max_buffer_bytes: How much of a response the Jupyter server holds for a slow browser.
    """

    max_request_bytes: int = 16 * MIB
    max_upload_bytes: int = 1024 * MIB
    max_message_length: int = 1_000_000
    max_responses_per_chat: int = 100
    max_responses_per_user: int = 200
    max_log_bytes: int = MIB
    max_buffer_bytes: int = MIB

    def to_header(self) -> str:
        """Write them for the kernel."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def check_message(self, request: bytes) -> None:
        """Refuse a message that is too long.

        Args:
            request: The body of a ChatKit request.

        Raises:
            RefusalError: It is one.
        """
        if len(request) <= self.max_message_length:  # most are short, and need not be read
            return
        try:
            content: Any = json.loads(request)["params"]["input"]["content"]
            length = sum(len(part.get("text", "")) for part in content)
        except (ValueError, TypeError, KeyError, AttributeError):
            return  # no message; the server says what else is wrong with it
        if length > self.max_message_length:
            raise refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"A message may have {self.max_message_length:,} characters at most, not "
                f"{length:,}.",
                "max_message_length",
            )


def refusal(status: int, what: str, limit: str) -> RefusalError:
    """The error that names a limit.

    Args:
        status: The HTTP status.
        what: A sentence that says what is too much.
        limit: The limit's name.
    """
    return RefusalError(
        status, f"{what} c.ChatKitExtension.{limit} in the Jupyter server's settings is the limit."
    )


class CurrentLimits:
    """The limits of this kernel: those that its own Jupyter server told it last."""

    def __init__(self) -> None:
        self.limits = Limits()
        self._told = ""

    def tell(self, header: str) -> None:
        """Take over what the extension says; anything else is left alone."""
        if header == self._told:
            return
        self._told = header
        try:
            self.limits = Limits(**json.loads(header))
        except (ValueError, TypeError):
            return


current = CurrentLimits()
