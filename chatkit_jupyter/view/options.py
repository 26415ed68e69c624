"""The front end's options, from the short forms that a notebook's author uses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast, get_args

Transport = Literal["auto", "endpoint", "comm"]
TRANSPORTS: tuple[str, ...] = get_args(Transport)
Prompt = str | Mapping[str, Any]
MenuTool = str | Mapping[str, Any] | object

_TOOL_ICON = "bolt"


def front_end_options(
    *,
    title: str | None = None,
    greeting: str | None = None,
    prompts: Sequence[Prompt] = (),
    placeholder: str | None = None,
    models: Sequence[str] = (),
    tools_menu: Sequence[MenuTool] = (),
    options: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Make a ChatKit options object.

    Args:
        title: Text of the header.
        greeting: Heading of an empty chat.
        prompts: Suggestions in an empty chat: texts, or mappings with ``label``, ``prompt`` and
            ``icon``.
        placeholder: Text of an empty composer, which is also its accessible name.
        models: Labels of the models that can be picked, the first by default.
        tools_menu: Tools that can be picked: names, tools, or mappings with ``id``, ``label`` and
            ``icon``.
        options: More ChatKit options, by their own names; they win over the short forms.

    Returns:
        A new JSON object.

    Raises:
        TypeError: An option is not JSON, so it can not reach the front end.
    """
    short: dict[str, Any] = {}
    if title is not None:
        short["header"] = {"title": {"text": title}}
    picked = [{"id": label, "label": label, "default": label == models[0]} for label in models]
    composer = {
        "placeholder": placeholder,
        "models": picked or None,
        "tools": [_menu_tool(tool) for tool in tools_menu] or None,
    }
    if composer := {name: value for name, value in composer.items() if value is not None}:
        short["composer"] = composer
    start = {
        "greeting": greeting,
        "prompts": [_prompt(prompt) for prompt in prompts] or None,
    }
    if start := {name: value for name, value in start.items() if value is not None}:
        short["startScreen"] = start
    merged = merge_options(short, options or {})
    try:
        return json.loads(json.dumps(merged, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise TypeError(f"options= can only hold JSON values: {error}") from None


def _menu_tool(tool: MenuTool) -> dict[str, Any]:
    if isinstance(tool, Mapping):
        return {"icon": _TOOL_ICON, **cast("Mapping[str, Any]", tool)}
    name = tool if isinstance(tool, str) else str(getattr(tool, "name", tool))
    label = name.replace("_", " ").capitalize()
    return {"id": name, "label": label, "icon": _TOOL_ICON}


def checked_transport(transport: str) -> str:
    """The same name of a transport.

    Raises:
        ValueError: There is no such transport.
    """
    if transport not in TRANSPORTS:
        names = ", ".join(map(repr, TRANSPORTS))
        raise ValueError(f"transport= is one of {names}, not {transport!r}")
    return transport


def _prompt(prompt: Prompt) -> dict[str, Any]:
    return {"label": prompt, "prompt": prompt} if isinstance(prompt, str) else dict(prompt)


def merge_options(low: Mapping[str, Any], high: Mapping[str, Any]) -> dict[str, Any]:
    """Merge two option objects, at every depth; the second one wins."""
    merged = dict(low)
    for name, value in high.items():
        below = merged.get(name)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[name] = merge_options(
                cast("Mapping[str, Any]", below), cast("Mapping[str, Any]", value)
            )
        else:
            merged[name] = value
    return merged
