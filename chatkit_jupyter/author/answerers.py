"""Who answers in a chat: an agent, or a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatkit.server import ChatKitServer
from chatkit_jupyter.agent.models import checked
from chatkit_jupyter.author.held import Held
from chatkit_jupyter.errors import HandlerError

if TYPE_CHECKING:
    from agents import Agent, Model


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
    def model(self) -> str | Model | None:
        """The model that answers, for every agent of the chat; None for the agents' own.

        Assign a name (``"gpt-4.1-mini"``, ``"litellm/…"`` where LiteLLM is installed), a model of
        the Agents SDK, or the address of any server that speaks Chat Completions (Ollama, vLLM,
        llama.cpp): ``"http://localhost:11434/v1#llama3.2"``; without a name after ``#`` it is the
        server's first. Where there is no agent, one is made of `instructions` and the chat's tools.
        """
        return self._session.models.chosen

    @model.setter
    def model(self, model: str | Model | None) -> None:
        self._session.models.chosen = None if model is None else checked(model)

    @property
    def instructions(self) -> str | None:
        """What the model is told to be, where the author gave no agent.

        ``{{ name }}`` is filled in with the notebook's variable when a turn starts (Jinja2).
        """
        return self._session.assistant.instructions

    @instructions.setter
    def instructions(self, instructions: str | None) -> None:
        self._session.assistant.instructions = instructions

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
