"""What the runtime asks of a chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Protocol

from chatkit_jupyter.runtime.activity import Activity

if TYPE_CHECKING:
    from chatkit_jupyter.attachments.service import FileService


class Service(Protocol):
    """A chat as the runtime sees it: requests in, answers out."""

    @property
    def activity(self) -> Activity:
        """Hears what goes on in the chat's threads."""
        ...

    def owner(self, user: str) -> str:
        """Whose responses this user may follow and stop.

        Args:
            user: Who asks, as the Jupyter server names them; empty where it tells nobody apart.
        """
        ...

    def file_service(self, user: str) -> FileService | None:
        """The attachments of this user; None where no files are taken."""
        ...

    async def query(self, body: bytes, user: str) -> bytes:
        """Answer what the page asks beside ChatKit's requests.

        Args:
            body: The JSON body.
            user: Who asks.

        Raises:
            RefusalError: The query is answered with an HTTP error.
        """
        ...

    async def answer(self, request: bytes, user: str) -> bytes | AsyncIterator[bytes]:
        """Carry out one ChatKit request.

        Args:
            request: The JSON body.
            user: Who asks.

        Returns:
            A JSON body; or, for a request that streams, its frames, which never raise anything
            but a cancellation.

        Raises:
            RefusalError: The request is answered with an HTTP error.
        """
        ...
