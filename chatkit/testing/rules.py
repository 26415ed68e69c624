"""A model that answers by rules, so that an agent can be shown and tested without a key."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from chatkit.testing.conversation import last_question, outputs_since
from chatkit.testing.offline_model import ModelCall, OfflineModel
from chatkit.testing.parts import Call, Part, Say, Think


@dataclass(frozen=True)
class Asked:
    """What a rule has to go on.

    Attributes:
        text: The user's last message.
        match: Where the rule's pattern was found in it.
        outputs: What the tools returned for it, oldest first; data where it can be read as such.
    """

    text: str
    match: re.Match[str]
    outputs: Sequence[Any] = ()

    @property
    def output(self) -> Any:
        """What the last tool returned; None before that."""
        return self.outputs[-1] if self.outputs else None


Wording: TypeAlias = str | Callable[[Asked], str]
"""A template for `str.format`, or a function.

A template may use `{text}`, `{output}` (also `{output[key]}`) and the named groups of the pattern.
"""

Arguments: TypeAlias = Mapping[str, Any] | Callable[[re.Match[str]], Mapping[str, Any]]
"""A tool's arguments, or a function that takes them from the match."""


@dataclass(frozen=True)
class Rule:
    """What to do about messages of one sort.

    Attributes:
        when: A regular expression, looked for anywhere in the user's last message, in any case.
        say: The answer, worded once the tool has returned, if one is called.
        call: The tool to call first, if any.
        arguments: What to call it with; by default the pattern's named groups that were found.
        think: A thought to show before the call, or before the answer if there is none.
    """

    when: str
    say: Wording
    call: str | None = None
    arguments: Arguments | None = None
    think: str | None = None
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.when, re.IGNORECASE))


class RuleModel(OfflineModel):
    """A model that picks a tool by pattern and words its answer from what the tool returned.

        RuleModel(
            [Rule(when="late.* for (?P<customer>[A-Z][a-z]+)", call="late_orders",
                  say="{customer} has {output[count]} late orders.")],
            otherwise="Ask me about late orders.",
        )

    Everything around it is real: the agent's loop, its tools, streaming and storage.

    Args:
        rules: The rules; the first that matches is followed.
        otherwise: The answer where none does. `{text}` is the user's message.
        delay: Seconds between the words of a streamed answer.

    Attributes:
        calls: What the model was asked so far.
    """

    name = "rules"

    def __init__(self, rules: Iterable[Rule], *, otherwise: Wording, delay: float = 0.0) -> None:
        super().__init__(delay=delay)
        self._rules = [*rules, Rule(when="", say=otherwise)]

    def turn(self, call: ModelCall) -> Sequence[Part]:
        """Follow the first rule that matches.

        Args:
            call: What the model was asked.

        Raises:
            ValueError: The agent has no tool that the rule calls, or a template has a field that
                the tool's output lacks.
        """
        text = last_question(call.input)
        outputs = outputs_since(call.input)
        rule, match = next(
            (rule, match) for rule in self._rules if (match := rule.pattern.search(text))
        )
        asked = Asked(text, match, [_parsed(output) for output in outputs])
        if rule.call is not None and not outputs:
            step: Part = _call(rule, rule.call, match, call.tools)
        else:
            step = Say(_worded(rule.say, asked))
        return [Think(rule.think), step] if rule.think and not outputs else [step]


def _call(rule: Rule, tool: str, match: re.Match[str], tools: Sequence[str]) -> Call:
    if tool not in tools:
        raise ValueError(
            f"The rule for {rule.when!r} calls the tool {tool!r}, which the agent does not have. "
            f"It has: {', '.join(tools) or 'none'}."
        )
    arguments = rule.arguments
    if arguments is None:
        arguments = {name: text for name, text in match.groupdict().items() if text is not None}
    return Call(tool, dict(arguments(match) if callable(arguments) else arguments))


def _worded(wording: Wording, asked: Asked) -> str:
    if callable(wording):
        return wording(asked)
    found = {name: text or "" for name, text in asked.match.groupdict().items()}
    try:
        return wording.format(**{**found, "text": asked.text, "output": asked.output})
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(
            f"The template {wording!r} does not fit: {error!r}. The tool returned {asked.output!r}."
        ) from error


def _parsed(output: str) -> Any:
    """Read JSON, or what `str` makes of Python's own values: so the SDK words a tool's result."""
    try:
        return json.loads(output)
    except ValueError:
        pass
    try:
        return ast.literal_eval(output)
    except (ValueError, SyntaxError):
        return output
