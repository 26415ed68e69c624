"""Which model answers: the author's choice, or what the user picked in the composer."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

from chatkit.types import ThreadItem, UserMessageItem
from chatkit_jupyter.errors import HandlerError

if TYPE_CHECKING:
    from agents import Agent, Model, RunConfig

_LITELLM = "litellm/"
_NO_KEY = "none"  # servers of one's own ask for none, and OpenAI's is not for them


class Models:
    """The models of a chat.

    Attributes:
        chosen: The author's: a name, a model of the Agents SDK, or the address of a server; None
            for what each agent names itself.
        menu: What users can pick, by the ids in the composer's menu.
    """

    def __init__(self) -> None:
        self.chosen: str | Model | None = None
        self.menu: dict[str, str | Model] = {}
        self._servers: dict[str, Model] = {}

    async def run_config(self, agent: Agent[Any], history: Sequence[ThreadItem]) -> RunConfig:
        """How an agent is run for the newest message of a thread.

        Args:
            agent: The agent.
            history: The thread's items, oldest first.

        Returns:
            The model that answers, and the tool that the user picked, if it is one of the agent's.
            Nothing is sent to a tracing service.

        Raises:
            HandlerError: A server can not be asked which model it has.
        """
        from agents import ModelSettings, RunConfig  # noqa: PLC0415 - it takes its time

        messages = [item for item in history if isinstance(item, UserMessageItem)]
        picked = messages[-1].inference_options if messages else None
        choice = self.menu.get((picked and picked.model) or "", self.chosen)
        settings = None
        tool = picked.tool_choice.id if picked and picked.tool_choice else None
        if tool is not None and any(tool == each.name for each in agent.tools):
            settings = ModelSettings(tool_choice=tool)
        model = await self._model(choice)
        return RunConfig(model=model, model_settings=settings, tracing_disabled=True)

    async def _model(self, choice: str | Model | None) -> str | Model | None:
        if not isinstance(choice, str) or not is_address(choice):
            return choice
        if choice not in self._servers:
            self._servers[choice] = await _served_at(choice)
        return self._servers[choice]


def checked(choice: object) -> Any:
    """Make sure that something can be a model.

    Args:
        choice: A name, a model of the Agents SDK, or an address.

    Returns:
        It, as it is.

    Raises:
        HandlerError: It can not.
    """
    from agents import Model  # noqa: PLC0415 - it takes its time

    if not isinstance(choice, str | Model) or not choice:
        raise HandlerError(
            "a model is a name such as 'gpt-4.1-mini', the address of a server such as "
            f"'http://localhost:11434/v1#llama3.2', or a Model, not {type(choice).__name__}"
        )
    needs_litellm = isinstance(choice, str) and choice.startswith(_LITELLM)
    if needs_litellm and importlib.util.find_spec("litellm") is None:
        raise HandlerError(f"{choice!r} needs LiteLLM: pip install 'openai-agents[litellm]'")
    return choice


def menu_of(models: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    """The models of the composer's menu by their labels, which are their ids, too.

    Args:
        models: Models by label; or only names.

    Raises:
        HandlerError: One of them is no model.
    """
    named = models if isinstance(models, Mapping) else {str(name): name for name in models}
    return {label: checked(choice) for label, choice in named.items()}


def is_address(name: str) -> bool:
    """Whether a model is named by where it is served.

    Args:
        name: A name or an address.
    """
    return name.startswith(("http://", "https://"))


async def _served_at(address: str) -> Model:
    from openai import AsyncOpenAI, OpenAIError  # noqa: PLC0415 - it takes its time

    from chatkit_jupyter.agent.served_model import ServedModel  # noqa: PLC0415 - so too

    url, name = urldefrag(address)
    own = url.rstrip("/") == os.environ.get("OPENAI_BASE_URL", "").rstrip("/")
    key = (own and os.environ.get("OPENAI_API_KEY")) or _NO_KEY
    client = AsyncOpenAI(base_url=url, api_key=key)
    if not name:
        try:
            served = [model.id for model in (await client.models.list()).data]
        except OpenAIError as error:
            raise HandlerError(f"the server at {url} does not say its models: {error}") from error
        if not served:
            raise HandlerError(f"the server at {url} has no model; load one, or write {url}#name")
        name = served[0]
    return ServedModel(name, client)
