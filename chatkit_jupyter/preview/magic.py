"""The ``%%chatkit_widget`` magic."""

from __future__ import annotations

import shlex
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.display import display  # pyright: ignore[reportUnknownVariableType]

from chatkit_jupyter.errors import WidgetError
from chatkit_jupyter.preview.definition import Definition
from chatkit_jupyter.preview.preview import preview

_USAGE = "%%chatkit_widget name [--data VARIABLE], with the template below it"


@magics_class
class WidgetMagics(Magics):
    """``%%chatkit_widget``: define a widget template and see it."""

    @cell_magic
    def chatkit_widget(self, line: str, cell: str) -> None:
        """Define the template in the cell as the variable ``name``, and draw it.

        The cell holds a template (JSON with Jinja2 placeholders), or the content of a ``.widget``
        file. It is drawn with the data of the variable that ``--data`` names, or with sample data,
        which fits the widget's schema if it has one.
        """
        name, data_name = _arguments(line)
        shell: Any = self.shell
        variables: dict[str, Any] = shell.user_ns
        if data_name is not None and data_name not in variables:
            raise UsageError(f"There is no variable {data_name!r}")
        try:
            definition = Definition.read(cell, name)
            data = None if data_name is None else variables[data_name]
            bundle, metadata = preview(definition.build(data))
        except WidgetError as error:
            raise UsageError(f"{name}: {error}") from error
        variables[name] = definition.template
        display(bundle, raw=True, metadata=metadata)


def _arguments(line: str) -> tuple[str, str | None]:
    match shlex.split(line):
        case [name] if name.isidentifier():
            return name, None
        case [name, "--data", data] if name.isidentifier():
            return name, data
        case _:
            raise UsageError(f"Name the widget with a variable's name. Usage: {_USAGE}")
