"""What the runtime asks of a chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol


class Service(Protocol):
    """A chat as the runtime sees it: requests in, answers out."""

    async def answer(self, request: bytes, user: str) -> bytes | AsyncIterator[bytes]:
        """Carry out one ChatKit request.

        Args:
            request: The JSON body.
            user: Who asks, as the Jupyter server names them; empty where it tells nobody apart.

        Returns:
            A JSON body; or, for a request that streams, its frames, which never raise anything
            but a cancellation.

        Raises:
            RefusalError: The request is answered with an HTTP error.
        """
        ...
