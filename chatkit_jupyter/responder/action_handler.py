"""A widget's action on its way to the author's function."""

from __future__ import annotations

import difflib
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.errors import PydanticUserError

from chatkit.actions import Action
from chatkit_jupyter.errors import ActionError
from chatkit_jupyter.responder.author_errors import first_problem
from chatkit_jupyter.responder.handler import Handler, Offers

KNOWN = ("action", "payload", "sender", "thread", "context", "history")
ORDER = ("thread", "action", "sender", "context")

ActionFunction = Callable[..., object]
Actions = Mapping[str, ActionFunction]


class ActionHandler:
    """An author's function for one action.

    Args:
        name: The action's type.
        function: Called with what its parameters name. Annotations of ``payload`` and ``action``
            are what the client's data must fit.

    Raises:
        HandlerError: It can not be called like that.
    """

    def __init__(self, name: str, function: ActionFunction) -> None:
        self._name = name
        self._function = function
        self._handler = Handler(function, KNOWN, ORDER)

    def outputs(self, action: Action[str, Any], offers: Offers) -> AsyncGenerator[object, None]:
        """Call it.

        Args:
            action: What the client sent.
            offers: Makes the other values.

        Returns:
            What it yields or returns.

        Raises:
            ActionError: The payload does not fit the annotation.
        """
        hints = self._hints()
        payload = self._fitting("payload", hints, action.payload)
        typed = self._fitting("action", hints, action)
        return self._handler.outputs(
            {**offers, "payload": lambda: payload, "action": lambda: typed}
        )

    def _hints(self) -> dict[str, Any]:
        try:
            return get_type_hints(self._function, include_extras=True)
        except (AttributeError, TypeError):  # a callable object, a partial: nothing is annotated
            return {}
        except NameError as error:
            raise ActionError(
                f"The annotations of the action {self._name!r} name something that is not "
                f"defined: {error}"
            ) from error

    def _fitting(self, parameter: str, hints: Mapping[str, Any], value: Any) -> Any:
        annotation = hints.get(parameter)
        if annotation is None or annotation in (Any, Action):
            return value
        given: Any = value.model_dump() if isinstance(value, BaseModel) else value
        try:
            return TypeAdapter(annotation).validate_python(given)
        except PydanticUserError:  # an annotation that describes no data
            return value
        except ValidationError as error:
            raise ActionError(
                f"The action {self._name!r} came with a payload that does not fit: "
                f"{first_problem(error)}"
            ) from error


def find_action(actions: Actions, name: str) -> ActionHandler:
    """Look an action up.

    Args:
        actions: The chat's functions by action.
        name: What the client asks for.

    Raises:
        ActionError: There is none of this name.
        HandlerError: Its function can not be called like that.
    """
    if name in actions:
        return ActionHandler(name, actions[name])
    raise ActionError(_unknown(name, sorted(actions)))


def _unknown(name: str, known: list[str]) -> str:
    there = f"It has: {', '.join(known)}." if known else "It has none yet."
    close = difflib.get_close_matches(name, known, n=1)
    advice = f"Did you mean {close[0]!r}?" if close else f"Define it with @chat.action({name!r})."
    return f"This chat has no action {name!r}. {there} {advice}"
