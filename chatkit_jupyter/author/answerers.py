"""Who answers in a chat: an agent, or a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatkit.server import ChatKitServer
from chatkit_jupyter.author.held import Held
from chatkit_jupyter.errors import HandlerError

if TYPE_CHECKING:
    from agents import Agent


class Answerers(Held):
    """What can be assigned instead of a responder."""

    @property
    def agent(self) -> Agent[Any] | None:
        """The Agents SDK agent that answers, if one does. Assigning replaces the responder.

        Its tools get an `AgentContext`; nothing is sent to a tracing service.
        """
        from agents import Agent  # noqa: PLC0415 - not needed without one

        responder = self._session.responder()
        return responder if isinstance(responder, Agent) else None  # pyright: ignore[reportUnknownVariableType]

    @agent.setter
    def agent(self, agent: Agent[Any]) -> None:
        from agents import Agent  # noqa: PLC0415 - not needed without one

        if not isinstance(agent, Agent):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise HandlerError(f"chat.agent takes an Agent, not {type(agent).__name__}")
        self._session.responder = lambda: agent

    @property
    def server(self) -> ChatKitServer[Any]:
        """The server that answers. Assign a `ChatKitServer` of your own to try it unchanged.

        Its hooks and its store get a context with ``chat`` and ``user``.
        """
        return self._session.server

    @server.setter
    def server(self, server: ChatKitServer[Any]) -> None:
        if not isinstance(server, ChatKitServer):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise HandlerError(f"chat.server takes a ChatKitServer, not {type(server).__name__}")
        self._session.responder = lambda: server
