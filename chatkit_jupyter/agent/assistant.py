"""An agent made of a chat's model, instructions and tools, where the author gave no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from chatkit_jupyter.agent.models import Models
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.tools.toolbox import Toolbox

if TYPE_CHECKING:
    from agents import Agent

_templates = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


class Assistant:
    """What the agent is made of at the start of each turn.

    Args:
        name: The chat's name.
        models: The chat's models.
        toolbox: The chat's tools.
        namespace: Gives the variables that instructions name in ``{{ … }}``.
    """

    def __init__(
        self,
        name: str,
        models: Models,
        toolbox: Toolbox,
        namespace: Callable[[], dict[str, Any]],
    ) -> None:
        self.instructions: str | None = None
        self.tools: Sequence[str] | None = None
        self._name = name
        self._models = models
        self._toolbox = toolbox
        self._namespace = namespace

    def unless(self, responder: Any) -> Any:
        """What answers: the responder, or an agent where there is none but a model or instructions.

        Args:
            responder: What the author gave, if anything.
        """
        given = self._models.chosen is not None or self.instructions is not None
        return self.agent() if responder is None and given else responder

    def agent(self) -> Agent[Any]:
        """The agent as it is now.

        Raises:
            HandlerError: The instructions name a variable that is not there, or there is no such
                tool.
        """
        from agents import Agent  # noqa: PLC0415 - it takes its time

        names = self._toolbox if self.tools is None else self.tools
        return Agent(
            name=self._name,
            instructions=self.rendered(),
            tools=[self._tool(name) for name in names],
        )

    def rendered(self) -> str | None:
        """The instructions with the values of their variables.

        Raises:
            HandlerError: They can not be rendered.
        """
        if self.instructions is None:
            return None
        try:
            return _templates.from_string(self.instructions).render(self._namespace())
        except TemplateError as error:
            raise HandlerError(f"the instructions can not be filled in: {error}") from error

    def _tool(self, name: str) -> Any:
        if name in self._toolbox:
            return self._toolbox[name]
        found = self._namespace().get(name)
        if hasattr(found, "params_json_schema"):  # a tool of the Agents SDK
            return found
        if callable(found):
            return self._toolbox.define(found)
        known = ", ".join(self._toolbox) or "none yet"
        raise HandlerError(f"there is no tool {name!r} (there is: {known}); define it: @chat.tool")
