"""A client tool that is Python in the kernel."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, cast, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from pydantic_core import PydanticSerializationError, to_jsonable_python
from typing_extensions import NotRequired, TypedDict

from chatkit.types import ClientToolCallItem
from chatkit_jupyter.errors import ClientToolError, HandlerError
from chatkit_jupyter.responder.author_errors import first_problem
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.handler import is_asynchronous
from chatkit_jupyter.runtime.worker import Worker

ToolFunction = Callable[..., object]

_CONTEXT = "context"


class ClientTool:
    """An author's function that stands in for what a page would do for an answer.

    Args:
        name: The tool's name.
        function: Called with the call's arguments by their names, which must fit the annotations;
            a parameter ``context`` that the call does not fill gets the `ChatContext`.

    Raises:
        HandlerError: It can not be called with names.
    """

    def __init__(self, name: str, function: ToolFunction) -> None:
        self._name = name
        self._function = function
        self._parameters = inspect.signature(function).parameters
        nameless = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL)
        if any(parameter.kind in nameless for parameter in self._parameters.values()):
            raise HandlerError(
                f"The client tool {name!r} gets its arguments by name, so all its parameters "
                "need one"
            )

    async def run(self, call: ClientToolCallItem, context: ChatContext) -> Any:
        """Call it; a plain function runs in a thread of its own.

        Args:
            call: What is asked for.
            context: Who asks.

        Returns:
            JSON data.

        Raises:
            ClientToolError: The arguments do not fit, or the result is not JSON.
            Exception: What the function raises.
        """
        arguments = self._fitting(call.arguments)
        if _CONTEXT in self._parameters and _CONTEXT not in arguments:
            arguments[_CONTEXT] = context
        result = await self._called(arguments)
        try:
            return to_jsonable_python(result)
        except (PydanticSerializationError, ValueError) as error:
            raise ClientToolError(
                f"The client tool {self._name!r} gave a value of type {type(result).__name__}, "
                "which is not JSON"
            ) from error

    async def _called(self, arguments: Mapping[str, Any]) -> object:
        if is_asynchronous(self._function):
            result: Any = self._function(**arguments)
            return await result
        worker = Worker()
        try:
            result = await worker.call(self._function, **arguments)
        finally:
            worker.end()
        return await result if inspect.isawaitable(result) else result

    def _fitting(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._adapter().validate_python(dict(arguments))
        except ValidationError as error:
            raise ClientToolError(
                f"The client tool {self._name!r} was called with arguments that do not fit: "
                f"{first_problem(error)}"
            ) from error

    def _adapter(self) -> TypeAdapter[dict[str, Any]]:
        try:
            hints = get_type_hints(self._function, include_extras=True)
        except (AttributeError, TypeError):  # a callable object, a partial: nothing is annotated
            hints = {}
        except NameError as error:
            raise ClientToolError(
                f"The annotations of the client tool {self._name!r} name something that is not "
                f"defined: {error}"
            ) from error
        fields: dict[str, Any] = {}
        open_ended = False
        for name, parameter in self._parameters.items():
            if parameter.kind is parameter.VAR_KEYWORD:
                open_ended = True
            elif name == _CONTEXT or parameter.default is not parameter.empty:
                fields[name] = NotRequired[hints.get(name, Any)]
            else:
                fields[name] = hints.get(name, Any)
        config = ConfigDict(extra="allow" if open_ended else "forbid", arbitrary_types_allowed=True)
        kind: Any = TypedDict(self._name, fields)  # pyright: ignore[reportArgumentType, reportGeneralTypeIssues, reportUnknownVariableType]
        return TypeAdapter(cast("type[dict[str, Any]]", with_config(config)(kind)))
