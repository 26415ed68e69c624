"""How things that are not plain messages are put into words for a model."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatkit.types import CustomTask, StructuredInput, StructuredInputItem, WidgetItem

TAGS = "[What the @mentions in the message above stand for.]\n"
IMAGE = "[You made this image earlier in the conversation; the user has it on screen.]\n"

_ASIDE = re.compile(r"\[[^\n]+\.\]\n")


def is_aside(text: str) -> bool:
    """Whether a text in the user's role was worded here rather than written by the user."""
    return _ASIDE.match(text) is not None


def quotation(text: str) -> str:
    """Say which earlier words the user's message is about."""
    return _block("The message above replies to this passage, which the user selected.", text)


def hidden_context(content: str) -> str:
    """Tell the model something the user does not see."""
    return _block("Background for you alone; it does not appear in the user's chat.", content)


def task(shown: CustomTask) -> str | None:
    """Tell which step the user has seen done; None where the task says nothing."""
    text = ": ".join(part for part in (shown.title, shown.content) if part)
    return _block("The chat has shown this step as done.", text) if text else None


def widget(item: WidgetItem) -> str:
    """Tell which widget the user has on screen."""
    content = item.widget.model_dump_json(by_alias=True, exclude_none=True)
    heading = f'The chat shows the user the widget "{item.id}", given here as JSON.'
    return _block(heading, content)


def structured_input(item: StructuredInputItem) -> str:
    """Tell what the user was asked in a form, and the answers."""
    lines = "\n".join(_answers(item.inputs))
    return _block(f"The user was asked to fill in a form. Its state: {item.status}.", lines)


def _answers(inputs: Iterable[StructuredInput]) -> Iterable[str]:
    for question in inputs:
        answer = question.answer
        if answer is None:
            reply = "no answer yet"
        elif answer.skipped:
            reply = "skipped"
        else:
            reply = ", ".join(answer.values)
        yield f"Q: {question.question}\nA: {reply}"


def _block(heading: str, content: str) -> str:
    return f"[{heading}]\n{content}"
