"""Actions: what a widget's button or input sends back, and how a component is told to send it."""

# ruff: noqa: N815 -- field names are the wire's
from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, Field

from chatkit._config import KEEP_UNKNOWN

Handler = Literal["client", "server"]
"""Who handles an action: the embedding page, or `ChatKitServer.action`."""

LoadingBehavior = Literal["auto", "none", "self", "container"]
"""What shows that an action is running: nothing, the component, or its container."""

DEFAULT_HANDLER: Handler = "server"
DEFAULT_LOADING_BEHAVIOR: LoadingBehavior = "auto"

TType = TypeVar("TType", bound=str)
TPayload = TypeVar("TPayload")


class ActionConfig(BaseModel):
    """An action as a component carries it.

    Attributes:
        type: Name of the action.
        payload: Data that comes back with it.
        handler: Who handles it.
        loadingBehavior: What shows that it is running.
        streaming: Whether its answer streams (``threads.custom_action``) or comes as one
            (``threads.sync_custom_action``).
    """

    model_config = KEEP_UNKNOWN

    type: str
    payload: Any = None
    handler: Handler = DEFAULT_HANDLER
    loadingBehavior: LoadingBehavior = DEFAULT_LOADING_BEHAVIOR
    streaming: bool = True


def _no_type() -> Any:
    """Stand in for an absent type, which validation then refuses."""
    return None


class Action(BaseModel, Generic[TType, TPayload]):
    """An action that has been triggered, or, subclassed with a literal type, one that can be.

    A subclass such as ``class Approve(Action[Literal["order.approve"], Order]): ...`` fills in its
    type by itself.

    Attributes:
        type: Name of the action.
        payload: Data that the component carried, with what the user entered.
    """

    type: TType = Field(default_factory=_no_type, validate_default=True)
    payload: TPayload = cast("TPayload", None)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Make a literal type the default of its field."""
        super().__pydantic_init_subclass__(**kwargs)
        field = cls.model_fields["type"]
        name = _literal_name(field.annotation)
        if name is not None and field.default != name:
            field.default, field.default_factory = name, None
            cls.model_rebuild(force=True)

    @classmethod
    def create(
        cls,
        payload: TPayload,
        handler: Handler = DEFAULT_HANDLER,
        loading_behavior: LoadingBehavior = DEFAULT_LOADING_BEHAVIOR,
        streaming: bool = True,
    ) -> ActionConfig:
        """Configure this action for a component.

        Args:
            payload: Data that comes back when the action is triggered.
            handler: Who handles it.
            loading_behavior: What shows that it is running.
            streaming: Whether its answer streams.

        Returns:
            The configuration, for properties such as ``onClickAction``.

        Raises:
            TypeError: The class does not say its type with a ``Literal``.
        """
        name = _literal_name(cls.model_fields["type"].annotation)
        if name is None:
            raise TypeError(
                f"{cls.__name__} has no name of its own: "
                'subclass Action[Literal["the.name"], PayloadType] and call create() on that'
            )
        return ActionConfig(
            type=name,
            payload=payload,
            handler=handler,
            loadingBehavior=loading_behavior,
            streaming=streaming,
        )


def _literal_name(annotation: Any) -> str | None:
    names = get_args(annotation) if get_origin(annotation) is Literal else ()
    return names[0] if len(names) == 1 else None
