"""Whose front end shows a chat."""

from __future__ import annotations

from typing import Any, Literal, get_args

Renderer = Literal["local", "hosted"]


def renderer_traits(
    renderer: Renderer, domain_key: str | None = None, hosted_script: str | None = None
) -> dict[str, Any]:
    """Make the widget's traits that choose a front end.

    Args:
        renderer: ``"local"`` for the notebook's own, which asks no other host for anything;
            ``"hosted"`` for OpenAI's, loaded from its CDN by the reader's browser.
        domain_key: What OpenAI gave for the address of the Jupyter server; for ``"hosted"``.
        hosted_script: Address of OpenAI's script, if not where OpenAI serves it.

    Returns:
        The traits by their names.

    Raises:
        ValueError: There is no such renderer, or what only ``"hosted"`` uses is given without it.
    """
    if renderer not in get_args(Renderer):
        raise ValueError(f'renderer= is "local" or "hosted", not {renderer!r}')
    if renderer == "local" and (domain_key or hosted_script):
        raise ValueError('domain_key= and hosted_script= are for renderer="hosted"')
    return {
        "renderer": renderer,
        "domain_key": domain_key or "",
        "hosted_script": hosted_script or "",
    }
