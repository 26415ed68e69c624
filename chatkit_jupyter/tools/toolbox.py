"""The tools of a chat, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.responder.author_errors import Report

if TYPE_CHECKING:
    from chatkit_jupyter.tools.tool import NotebookTool
    from chatkit_jupyter.tools.variable import Find


class Toolbox(dict[str, "NotebookTool"]):
    """The tools that the author defined.

    Args:
        exhibits: Shows what they return.
        report: Hears of errors in their code.
        find: Finds the variables that arguments name.
    """

    def __init__(self, exhibits: Exhibits, report: Report, find: Find) -> None:
        super().__init__()
        self._exhibits = exhibits
        self._report = report
        self._find = find

    def define(
        self,
        function: Callable[..., Any],
        *,
        name: str | None = None,
        description: str | None = None,
        timeout: float | None = None,
        needs_approval: bool = False,
    ) -> NotebookTool:
        """Make a function a tool, or give an existing tool of its name a new function.

        Args:
            function: A function, method, partial or tool.
            name: The tool's name; by default the function's.
            description: What the model reads instead of the docstring's beginning.
            timeout: How long a call may take, in seconds.
            needs_approval: Whether the user is asked before each call.

        Returns:
            The tool.

        Raises:
            HandlerError: It can not be a tool.
        """
        # The Agents SDK takes its time, and a chat without tools needs none of it.
        from chatkit_jupyter.tools.signature import ToolSignature  # noqa: PLC0415
        from chatkit_jupyter.tools.tool import NotebookTool, Surroundings  # noqa: PLC0415

        if isinstance(function, NotebookTool):
            function = function.signature.function
        signature = ToolSignature.of(function, self._find, name=name, description=description)
        options: dict[str, Any] = {"timeout": timeout, "needs_approval": needs_approval}
        if (tool := self.get(signature.name)) is not None:
            tool.define(signature, **options)
        else:
            surroundings = Surroundings(self._exhibits, self._report)
            tool = self[signature.name] = NotebookTool(signature, surroundings, **options)
        return tool
