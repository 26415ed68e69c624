"""How IPython draws widgets, templates and ``.widget`` files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chatkit.widgets import WidgetTemplate
from chatkit.widgets.base import WidgetComponentBase
from chatkit_jupyter.namespace.rich import root_of
from chatkit_jupyter.preview.definition import Definition, fill_with_samples
from chatkit_jupyter.preview.preview import preview

Bundle = tuple[dict[str, Any], dict[str, Any]]


def register_formatters(shell: Any) -> None:
    """From now on, let widgets draw themselves as the values of cells.

    Args:
        shell: The running IPython shell.
    """
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type(WidgetComponentBase, _widget)
    formatter.for_type(WidgetTemplate, _template)
    formatter.for_type(Path, _file)


def _widget(widget: WidgetComponentBase, **_: Any) -> Bundle | None:
    root = root_of(widget)
    return None if root is None else preview(root)


def _template(template: WidgetTemplate, **_: Any) -> Bundle:
    return preview(fill_with_samples(template.build))


def _file(path: Path, **_: Any) -> Bundle | None:
    if path.suffix != ".widget" or not path.is_file():
        return None
    return preview(Definition.read(path.read_text(encoding="utf-8"), path.stem).build())
