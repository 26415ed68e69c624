"""Objects that know how to show themselves in a notebook."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, cast

from chatkit_jupyter.namespace.html import html_to_markdown
from chatkit_jupyter.namespace.pictures import data_url
from chatkit_jupyter.namespace.shown import Shown, picture, prose

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_METHODS = {
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "image/svg+xml": "_repr_svg_",
    "text/markdown": "_repr_markdown_",
    "text/html": "_repr_html_",
}


def show_repr(value: object) -> Shown | None:
    """Show an object by its notebook representations.

    A picture is preferred, then Markdown, then what its HTML says.

    Args:
        value: Any object.

    Returns:
        It, or None if it has no such representation.
    """
    if isinstance(value, type):
        return None
    bundle = _bundle(value)
    for kind in _PICTURES:
        if data := bundle.get(kind):
            encoded = data if isinstance(data, bytes) else base64.b64decode(data)
            return picture(data_url(kind, encoded), _plain(value, bundle))
    if isinstance(svg := bundle.get("image/svg+xml"), str):
        # Inside an <img> a browser runs no script of an SVG and loads nothing for it.
        return picture(data_url("image/svg+xml", svg.encode()), _plain(value, bundle))
    if isinstance(markdown := bundle.get("text/markdown"), str):
        return prose(markdown)
    if isinstance(html := bundle.get("text/html"), str) and (said := html_to_markdown(html)):
        return prose(said)
    return None


def _bundle(value: Any) -> dict[str, Any]:
    bundle: dict[str, Any] = {}
    for kind, name in _METHODS.items():
        bundle[kind] = _called(value, name)
    given = _called(value, "_repr_mimebundle_")
    if isinstance(given, tuple):  # with its metadata
        given = cast("tuple[Any, ...]", given)[0]
    if isinstance(given, Mapping):
        bundle |= cast("Mapping[str, Any]", given)
    return {
        kind: cast("tuple[Any, ...]", data)[0] if isinstance(data, tuple) else data
        for kind, data in bundle.items()
        if data is not None
    }


def _called(value: Any, name: str) -> Any:
    # On the class: objects that answer to any name must not seem to have this one.
    method = getattr(cast("object", type(value)), name, None)
    return None if method is None else method(value)


def _plain(value: object, bundle: Mapping[str, Any]) -> str:
    plain = bundle.get("text/plain")
    return plain if isinstance(plain, str) else f"Picture of a {type(value).__name__}"
