"""What a turn can ask the user, and how answers become values."""

from __future__ import annotations

import enum
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from chatkit.types import (
    StructuredInput,
    StructuredInputFreeform,
    StructuredInputItem,
    StructuredInputMultipleChoice,
    StructuredInputMultipleChoiceOption,
    WidgetItem,
)
from chatkit.types.clock import now
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.namespace.rich import root_of
from chatkit_jupyter.responder.paused import ID_PREFIX, Turn, current_turn

_ONLY = "answer"
_YES_OR_NO = {"Yes": True, "No": False}


@dataclass(frozen=True)
class Field:
    """One question and the values behind its options.

    Args:
        question: As it is sent.
        values: The value of each option's text; empty where an answer is the text itself.
        several: Whether the answer is a list.
    """

    question: StructuredInput
    values: Mapping[str, Any]
    several: bool = False

    def read(self, item: StructuredInputItem) -> Any:
        """The answer's value; None if the question was skipped."""
        answer = next(q.answer for q in item.inputs if q.id == self.question.id)
        if answer is None or answer.skipped or not answer.values:
            return None
        values = [self.values.get(text, text) for text in answer.values]
        return values if self.several else values[0]


@dataclass(frozen=True)
class Form:
    """Questions that are asked together.

    Args:
        fields: The questions.
        result: Makes the value of all answers, of which skipped ones are left out. A
            `ValidationError` lets the wrong ones be asked again.
    """

    fields: Sequence[Field]
    result: Callable[[dict[str, Any]], Any]


async def ask(what: object, options: Sequence[Any] | None = None, *, multiple: bool = False) -> Any:
    """Pause the current turn until the user has answered; see `Chat.ask`.

    Args:
        what: The question or questions, or a widget.
        options: What can be chosen as the answer to a single question.
        multiple: Whether several can be chosen.

    Raises:
        HandlerError: No turn is running, or this can not be asked.
    """
    turn = current_turn.get()
    if turn is None:
        raise HandlerError(
            "chat.ask() pauses a turn, so it can only be awaited in a responder, an action or an "
            "asynchronous tool while it answers"
        )
    if (root := root_of(what)) is not None:
        item = WidgetItem(
            id=ID_PREFIX + turn.new_id(), thread_id=turn.thread.id, created_at=now(), widget=root
        )
        return await turn.ask(item)
    form = _form(what, options, multiple)
    answers: dict[str, Any] = {}
    fields, notes = form.fields, dict[str, str]()
    while True:
        given = await turn.ask(_item(turn, fields, notes))
        if given.status == "skipped":
            return None
        read = {field.question.id: field.read(given) for field in fields}
        answers |= {name: value for name, value in read.items() if value is not None}
        try:
            return form.result(answers)
        except ValidationError as error:
            notes = {str(p["loc"][0]) if p["loc"] else "": p["msg"] for p in error.errors()}
            fields = [f for f in form.fields if f.question.id in notes] or form.fields
            answers = {name: value for name, value in answers.items() if name not in notes}


def _item(turn: Turn, fields: Sequence[Field], notes: Mapping[str, str]) -> StructuredInputItem:
    return StructuredInputItem(
        id=ID_PREFIX + turn.new_id(),
        thread_id=turn.thread.id,
        created_at=now(),
        inputs=[_noted(field.question, notes.get(field.question.id)) for field in fields],
    )


def _noted(question: StructuredInput, note: str | None) -> StructuredInput:
    if note is None:
        return question
    return question.model_copy(update={"question": f"{question.question} ({note})"})


def _form(what: object, options: Sequence[Any] | None, multiple: bool) -> Form:
    if isinstance(what, str):
        field = _choice(_ONLY, what, options, multiple) if options else _freeform(_ONLY, what)
        return Form([field], lambda answers: answers.get(_ONLY))
    if isinstance(what, type):
        return _typed_form(what)
    questions: list[Any] = (
        list(cast("Sequence[Any]", what)) if isinstance(what, Sequence) else [what]
    )
    if not questions or not all(
        isinstance(q, StructuredInputFreeform | StructuredInputMultipleChoice) for q in questions
    ):
        raise HandlerError(
            f"chat.ask() takes a question (str), structured inputs, a model class or a widget, "
            f"not {type(cast('object', what)).__name__}"
        )
    fields = [Field(q, {}, getattr(q, "multiple", False)) for q in questions]
    names = [field.question.id for field in fields]
    return Form(fields, lambda answers: {name: answers.get(name) for name in names})


def _typed_form(kind: type) -> Form:
    hints = get_type_hints(kind, include_extras=True)
    described = kind.model_fields if issubclass(kind, BaseModel) else {}
    names = list(described) or list(hints)
    if not names:
        raise HandlerError(f"{kind.__name__} has no fields to ask for")
    fields: list[Field] = []
    for name in names:
        about: Any = described.get(name)
        title = (about and (about.title or about.description)) or _words(name)
        fields.append(_field(name, title, hints[name]))
    return Form(fields, TypeAdapter(cast("type[Any]", kind)).validate_python)


def _field(name: str, title: str, annotation: Any) -> Field:
    annotation = _bare(annotation)
    several = get_origin(annotation) in (list, set, tuple)
    inner = _bare(get_args(annotation)[0]) if several else annotation
    if inner is bool:
        return Field(_question(name, title, list(_YES_OR_NO), False), _YES_OR_NO)
    if get_origin(inner) is Literal:
        return _choice(name, title, get_args(inner), several)
    if isinstance(inner, type) and issubclass(inner, enum.Enum):
        values = {str(member.value): member for member in inner}
        return Field(_question(name, title, list(values), several), values, several)
    field = _freeform(name, title)
    return Field(field.question, {}, several)


def _bare(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inside = [part for part in get_args(annotation) if part is not type(None)]
        return _bare(inside[0]) if len(inside) == 1 else annotation
    return annotation


def _choice(name: str, title: str, options: Sequence[Any], several: bool) -> Field:
    values = {str(option): option for option in options}
    return Field(_question(name, title, list(values), several), values, several)


def _question(name: str, title: str, options: Sequence[str], several: bool) -> StructuredInput:
    offered = [StructuredInputMultipleChoiceOption(value=option) for option in options]
    return StructuredInputMultipleChoice(id=name, question=title, options=offered, multiple=several)


def _freeform(name: str, title: str) -> Field:
    return Field(StructuredInputFreeform(id=name, question=title), {})


def _words(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()
