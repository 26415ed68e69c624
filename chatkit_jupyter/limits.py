"""How much a server's administrator lets chats do."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Limits that the server extension sets; each is a trait ``c.ChatKitExtension.<name>``.

    Attributes:
        max_request_bytes: Greatest body of a ChatKit request.
        max_upload_bytes: Greatest attachment, whatever a notebook's author allows.
    """

    max_request_bytes: int = 16 * MIB
    max_upload_bytes: int = 1024 * MIB


def raised_by(name: str) -> str:
    """Say how a limit is raised.

    Args:
        name: The name of the limit.
    """
    return f"c.ChatKitExtension.{name} in the Jupyter server's configuration raises this limit."
