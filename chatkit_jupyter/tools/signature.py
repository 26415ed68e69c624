"""What a model is told of a function, and how its arguments become a call."""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_origin, get_type_hints

from agents import RunContextWrapper, UserError
from agents.function_schema import FuncSchema, function_schema
from agents.tool_context import ToolContext
from pydantic import ValidationError

from chatkit.types import ThreadMetadata
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.author_errors import first_problem
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.tools.variable import Find, describable, variable_of

_EMPTY = inspect.Parameter.empty
_INFERRED = (bool, int, float, str)


class ArgumentsError(Exception):
    """A model called a tool with arguments that do not fit; the message is for the model."""


@dataclass(frozen=True)
class ToolSignature:
    """A function as a tool.

    Args:
        function: What is called.
        name: The tool's name.
        description: What the model reads of it; from the docstring.
        parameters: JSON schema of the arguments.
        strict: Whether the schema is one of the strict kind.
    """

    function: Callable[..., Any]
    name: str
    description: str
    parameters: dict[str, Any]
    strict: bool
    _schema: FuncSchema
    _signature: inspect.Signature
    _given: Mapping[str, str]

    @staticmethod
    def of(
        function: Callable[..., Any],
        find: Find,
        *,
        name: str | None = None,
        description: str | None = None,
    ) -> ToolSignature:
        """Read a function's signature, annotations and docstring (Google, NumPy or Sphinx style).

        Args:
            function: A function, a bound method, a `functools.partial` or a callable object. What
                a partial fixes is no argument of the tool.
            find: Finds the notebook's variable that an argument names.
            name: The tool's name; by default the function's.
            description: What the model reads instead of the docstring's beginning.

        Raises:
            HandlerError: It can not be a tool.
        """
        name = _name(function) if name is None else name
        signature, hints = _signature(function, name), _hints(function, name)
        given = _given(signature, hints)
        outline = _outline(function, signature, hints, given, find)
        schema = _schema_of(outline, name, description)
        return ToolSignature(
            function=function,
            name=name,
            description=schema.description or "",
            parameters=schema.params_json_schema,
            strict=schema.strict_json_schema,
            _schema=schema,
            _signature=signature,
            _given=given,
        )

    def bind(self, arguments: str, offers: Mapping[str, object]) -> Callable[[], Any]:
        """Make the call that a model asks for.

        Args:
            arguments: Its JSON.
            offers: What the function may ask for beside them: ``context``, ``thread``, ``sdk``.

        Returns:
            The function with its arguments.

        Raises:
            ArgumentsError: They do not fit.
        """
        try:
            parsed = self._schema.params_pydantic_model.model_validate_json(arguments or "{}")
            positional, named = self._schema.to_call_args(parsed)
        except ValidationError as error:
            raise ArgumentsError(f"The arguments do not fit: {first_problem(error)}") from error
        values = self._schema.signature.bind(*positional, **named).arguments
        values |= {name: offers[offer] for name, offer in self._given.items()}
        ordered = {name: values[name] for name in self._signature.parameters if name in values}
        bound = inspect.BoundArguments(self._signature, ordered)  # pyright: ignore[reportArgumentType]
        return functools.partial(self.function, *bound.args, **bound.kwargs)


def is_asynchronous(function: Callable[..., Any]) -> bool:
    """Whether calling a tool's function gives something to await."""
    target = _target(function)
    return inspect.iscoroutinefunction(target) or inspect.iscoroutinefunction(
        getattr(target, "__call__", None)  # noqa: B004 - an object that can be called
    )


def _target(function: Callable[..., Any]) -> Any:
    while isinstance(function, functools.partial):
        function = function.func
    return inspect.unwrap(function)


def _documented(function: Callable[..., Any]) -> Any:
    """What carries the annotations and the docstring."""
    target = _target(function)
    return target if inspect.isroutine(target) else type(target).__call__


def _name(function: Callable[..., Any]) -> str:
    target = _target(function)
    name = getattr(target, "__name__", "")
    if not name.isidentifier():
        raise HandlerError(f'this function has no name; write chat.tool({name}…, name="a_name")')
    return name


def _signature(function: Callable[..., Any], name: str) -> inspect.Signature:
    target = _documented(function)
    if inspect.isgeneratorfunction(target) or inspect.isasyncgenfunction(target):
        raise HandlerError(f"{name} yields; a tool returns its result")
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError) as error:
        raise HandlerError(f"{name} can not be a tool: {error}") from error
    fixed: set[str] = set()
    while isinstance(function, functools.partial):
        fixed |= function.keywords.keys()
        function = function.func
    kept = [p for p in signature.parameters.values() if p.name not in fixed]
    if kept and kept[0].name == "self" and kept[0].annotation is _EMPTY:
        raise HandlerError(
            f"{name} is a method without its object; write chat.tool(the_object.{name})"
        )
    return signature.replace(parameters=kept)


def _hints(function: Callable[..., Any], name: str) -> dict[str, Any]:
    try:
        return get_type_hints(_documented(function), include_extras=True)
    except NameError as error:
        raise HandlerError(
            f"the annotations of {name} name something that is not defined: {error}"
        ) from error
    except TypeError:  # built in, without annotations
        return {}


def _given(signature: inspect.Signature, hints: Mapping[str, Any]) -> dict[str, str]:
    """The parameters that the chat fills in itself, with what they get."""
    offers = {
        name: _offer(name, hints.get(name, parameter.annotation))
        for name, parameter in signature.parameters.items()
    }
    return {name: offer for name, offer in offers.items() if offer is not None}


def _offer(name: str, annotation: Any) -> str | None:
    if (get_origin(annotation) or annotation) in (RunContextWrapper, ToolContext):
        return "sdk"
    if annotation is ChatContext or (name == "context" and annotation is _EMPTY):
        return "context"
    return "thread" if annotation is ThreadMetadata else None


def _outline(
    function: Callable[..., Any],
    signature: inspect.Signature,
    hints: Mapping[str, Any],
    given: Mapping[str, str],
    find: Find,
) -> Callable[..., Any]:
    """A function that looks to the Agents SDK like the one to describe."""

    def outline() -> None: ...

    parameters = [p for p in signature.parameters.values() if p.name not in given]
    annotations = {p.name: _annotation(p, hints, find) for p in parameters}
    outline.__annotations__ = annotations
    outline.__doc__ = inspect.getdoc(_documented(function)) or inspect.getdoc(_target(function))
    shaped = [p.replace(annotation=annotations[p.name]) for p in parameters]
    outline.__signature__ = inspect.Signature(shaped)  # pyright: ignore[reportFunctionMemberAccess]
    return outline


def _annotation(parameter: inspect.Parameter, hints: Mapping[str, Any], find: Find) -> Any:
    annotation = hints.get(parameter.name, parameter.annotation)
    if annotation is not _EMPTY:
        return annotation if describable(annotation) else variable_of(annotation, find)
    return next((kind for kind in _INFERRED if type(parameter.default) is kind), Any)


def _schema_of(outline: Callable[..., Any], name: str, description: str | None) -> FuncSchema:
    def schema(strict: bool) -> FuncSchema:
        return function_schema(
            outline,
            name_override=name,
            description_override=description,
            strict_json_schema=strict,
        )

    with warnings.catch_warnings():
        # A parameter may be called like a method of the model that is made of it.
        warnings.filterwarnings("ignore", message="Field name .* shadows", category=UserWarning)
        if Any in outline.__annotations__.values():
            return schema(strict=False)
        try:
            return schema(strict=True)
        except UserError:  # a dict of any values, for one
            return schema(strict=False)
        except (TypeError, ValueError, NameError) as error:
            raise HandlerError(f"{name} can not be a tool: {error}") from error
