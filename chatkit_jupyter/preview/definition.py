"""A template as it is written in a cell or file, checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, cast

from jinja2 import Environment, TemplateSyntaxError, UndefinedError, meta
from pydantic import ValidationError

from chatkit.widgets import DynamicWidgetRoot, WidgetTemplate
from chatkit_jupyter.errors import WidgetError
from chatkit_jupyter.preview.sample import Sample, sample_of
from chatkit_jupyter.responder.author_errors import first_problem
from chatkit_jupyter.responder.widget_check import check_widget

_COMPONENT = re.compile(r"(?:.* > )?([A-Z]\w*(?:\.[A-Z]\w*)?)\.\w+: ")
_UNDEFINED = re.compile(r"'(\w+)' is undefined")

Build = Callable[[dict[str, Any]], DynamicWidgetRoot]


@dataclass(frozen=True)
class Definition:
    """A template with the schema of its data.

    Args:
        source: Its text.
        template: The template.
        schema: The JSON schema of its data, if it has one.
    """

    source: str
    template: WidgetTemplate
    schema: Mapping[str, Any] | None = None

    @classmethod
    def read(cls, text: str, name: str) -> Definition:
        """Read the content of a ``.widget`` file, or a bare template.

        Args:
            text: The text.
            name: Name of a bare template.

        Raises:
            WidgetError: It can not be read; the message names the line.
        """
        content = _content(text, name)
        source, schema = str(content["template"]), content.get("jsonSchema")
        try:
            template = WidgetTemplate(content)
        except TemplateSyntaxError as error:
            raise WidgetError(f"line {error.lineno}: {error.message}") from error
        except (KeyError, ValueError) as error:
            raise WidgetError(f"the widget can not be read: {error}") from error
        if isinstance(schema, str):
            schema = json.loads(schema)
        definition = cls(source, template, schema)
        definition._check_names()
        return definition

    def build(self, data: Any = None) -> DynamicWidgetRoot:
        """Fill the template, with sample data if there is none.

        Args:
            data: Values by name, or a pydantic model.

        Raises:
            WidgetError: It can not be filled or drawn; the message names the line or component.
        """
        if data is not None:
            return self._filled(data)
        values: dict[str, Any] = sample_of(self.schema) if self.schema else {}
        return fill_with_samples(self._filled, values)

    def _filled(self, data: Any) -> DynamicWidgetRoot:
        try:
            widget = self.template.build(data)
        except json.JSONDecodeError as error:
            line = error.doc.splitlines()[error.lineno - 1].strip() if error.doc else ""
            # Without loops over lines, what was filled has the lines of what was written.
            same = len(error.doc.splitlines()) == len(self.source.splitlines())
            place = f"line {error.lineno}{'' if same else ' of the filled template'}"
            raise WidgetError(f"{place}: {error.msg}, in: {line[:80]}") from error
        except ValidationError as error:
            raise WidgetError(f"the widget's {first_problem(error)}") from error
        except (UndefinedError, TypeError) as error:
            place = _line(error.__traceback__)
            raise WidgetError(f"line {place}: {error}" if place else str(error)) from error
        try:
            check_widget(widget)
        except WidgetError as error:
            raise WidgetError(self._place_of(str(error)) + str(error)) from error
        return widget

    def _place_of(self, problem: str) -> str:
        """The line of the component that a problem names, where only one line can be meant."""
        component = _COMPONENT.match(problem)
        lines = enumerate(self.source.splitlines(), 1)
        found = [n for n, text in lines if component and f'"{component[1]}"' in text]
        return f"line {found[0]}: " if len(found) == 1 else ""

    def _check_names(self) -> None:
        if not self.schema or self.schema.get("additionalProperties"):
            return
        known = set(cast("Mapping[str, Any]", self.schema.get("properties", {})))
        used = meta.find_undeclared_variables(Environment().parse(self.source))  # noqa: S701 - only parsed
        for name in sorted(used - known):
            lines = enumerate(self.source.splitlines(), 1)
            line = next((n for n, text in lines if re.search(rf"\b{name}\b", text)), 1)
            raise WidgetError(
                f"line {line}: {name!r} is not in the widget's schema, "
                f"which has {', '.join(sorted(known)) or 'nothing'}"
            )


def fill_with_samples(build: Build, values: Mapping[str, Any] | None = None) -> DynamicWidgetRoot:
    """Fill a template with samples for every value that it turns out to need.

    Args:
        build: Fills it.
        values: Values that are known.
    """
    given: dict[str, Any] = dict(values or {})
    while (missing := _missing(build, given)) is not None:
        given[missing] = Sample(missing)
    return build(given)


def _missing(build: Build, given: dict[str, Any]) -> str | None:
    try:
        build(given)
    except (WidgetError, UndefinedError, TypeError) as error:
        missing = _UNDEFINED.search(str(error))
        if missing is not None and missing[1] not in given:
            return missing[1]
        raise
    return None


def _content(text: str, name: str) -> dict[str, Any]:
    try:
        content: Any = json.loads(text)
    except ValueError:
        content = None  # a bare template, whose placeholders are not JSON
    if isinstance(content, dict) and "template" in content:
        return cast("dict[str, Any]", content)
    return {"version": "1.0", "name": name, "template": text}


def _line(traceback: TracebackType | None) -> int | None:
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
