"""Widget templates: a widget's layout in a file, filled with data at run time."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from chatkit.widgets.dynamic import BasicRoot, DynamicWidgetRoot

if TYPE_CHECKING:
    from jinja2 import Environment

_VERSION = "1.0"


class WidgetTemplate:
    """A widget whose texts and lists come from data.

    The template is JSON text with Jinja2 placeholders, such as ``{"type": "Card", "children":
    [{"type": "Title", "value": {{ title | tojson }}}]}``. A placeholder without data is an error.

    Args:
        definition: Content of a ``.widget`` file: ``version`` (``"1.0"``), ``name``, ``template``
            and optionally ``jsonSchema``, which describes the data.

    Attributes:
        name: Name of the widget.

    Raises:
        KeyError: The version, name or template is missing.
        ValueError: The version is not one that can be read.
        jinja2.TemplateSyntaxError: A placeholder is malformed.
    """

    def __init__(self, definition: dict[str, Any]) -> None:
        version = definition["version"]
        if version != _VERSION:
            raise ValueError(
                f"This widget has version {version!r}, but only {_VERSION!r} is supported"
            )
        self.name: str = definition["name"]
        self._template = _environment().from_string(definition["template"])

    @classmethod
    def from_file(cls, file_path: str) -> WidgetTemplate:
        """Read a ``.widget`` file.

        Args:
            file_path: Path of the file. A relative one starts at the folder of the calling source
                file; in a notebook, at the working directory.

        Returns:
            The template.

        Raises:
            FileNotFoundError: There is no such file.
            ValueError: The file is not a widget of a supported version.
        """
        path = Path(file_path)
        frame = inspect.currentframe()
        if not path.is_absolute() and frame is not None and frame.f_back is not None:
            source = Path(frame.f_back.f_code.co_filename)
            path = source.parent / path if source.is_file() else path
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def build(self, data: dict[str, Any] | BaseModel | None = None) -> DynamicWidgetRoot:
        """Fill the template.

        Args:
            data: Values of the placeholders by name.

        Returns:
            The widget.

        Raises:
            jinja2.UndefinedError: A placeholder has no value.
            TypeError: A placeholder with ``tojson`` has no value, or the data have no names.
            ValueError: The filled template is not JSON, or (``ValidationError``) not a root.
        """
        return DynamicWidgetRoot.model_validate(self._render(data))

    def build_basic(self, data: dict[str, Any] | BaseModel | None = None) -> BasicRoot:
        """Fill a template whose root has the type ``Basic``.

        Args:
            data: Values of the placeholders by name.

        Returns:
            The widget.

        Raises:
            jinja2.UndefinedError: A placeholder has no value.
            TypeError: A placeholder with ``tojson`` has no value, or the data have no names.
            ValueError: The filled template is not JSON, or (``ValidationError``) not a basic root.
        """
        return BasicRoot.model_validate(self._render(data))

    def _render(self, data: object) -> Any:
        values = data.model_dump() if isinstance(data, BaseModel) else data or {}
        if not isinstance(values, Mapping):
            raise TypeError(f"A template's data are values by name, not {type(data).__name__}")
        return json.loads(self._template.render(cast("Mapping[str, Any]", values)))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined, UndefinedError  # noqa: PLC0415 -- keeps `import chatkit` light

    def plain(value: Any) -> Any:
        if not isinstance(value, StrictUndefined):
            return to_jsonable_python(value)
        try:
            return str(value)
        except UndefinedError as error:
            raise TypeError(f"The template needs a value that it was not given: {error}") from error

    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 -- not HTML
    environment.policies["json.dumps_kwargs"] = {"default": plain, "sort_keys": True}
    return environment
