"""Strategies for widgets, and for two states of one."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.differential.values import anything, icons, record, roll, texts, words

actions = st.fixed_dictionaries(
    {"type": words},
    optional={
        "payload": anything,
        "handler": st.sampled_from(["client", "server"]),
        "loadingBehavior": st.sampled_from(["auto", "none", "self", "container"]),
    },
)
leaves = st.one_of(
    record({"type": "Text", "value": words}, streaming=st.booleans(), width=st.integers(0, 9)),
    record({"type": "Markdown", "value": words}, streaming=st.booleans()),
    record({"type": "Title", "value": words}, size=st.sampled_from(["sm", "lg"])),
    record({"type": "Badge", "label": words}),
    record({"type": "Icon", "name": icons}),
    record({"type": "Divider"}, flush=st.booleans()),
    record({"type": "Button", "label": words}, onClickAction=actions, disabled=st.booleans()),
    record({"type": "Input", "name": words}, defaultValue=words),
    record({"type": "Select", "name": words, "options": st.just([{"label": "w1", "value": "w2"}])}),
    st.fixed_dictionaries({"type": st.just("Novelty"), "w": anything}),
)


def _grown(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        record(
            {"type": st.sampled_from(["Row", "Col", "Box"]), "children": children},
            gap=st.integers(0, 4),
        ),
        record({"type": "Form", "children": children}, onSubmitAction=actions),
    )


components = st.recursive(leaves, lambda inner: _grown(st.lists(inner, max_size=2)), max_leaves=3)
roots = st.one_of(
    record(
        {"type": "Card", "children": st.lists(components, max_size=3)},
        size=st.sampled_from(["sm", "md", "lg"]),
        asForm=st.booleans(),
        padding=st.integers(0, 4),
        confirm=st.fixed_dictionaries({"label": words, "action": actions}),
    ),
    record(
        {
            "type": "ListView",
            "children": st.lists(
                record(
                    {"type": "ListViewItem", "children": st.lists(leaves, max_size=2)},
                    onClickAction=actions,
                ),
                max_size=2,
            ),
        },
        limit=st.integers(1, 3) | st.just("auto"),
        status=record({"text": words}),
    ),
    st.fixed_dictionaries({"type": st.just("Basic"), "children": st.lists(leaves, max_size=2)}),
)


@st.composite
def named(draw: st.DrawFn, root: dict[str, Any]) -> dict[str, Any]:
    """The widget with an id of its own on some components."""
    root = copy.deepcopy(root)
    for number, component in enumerate(every(root)):
        if draw(st.booleans()):
            component["id"] = f"c{number}"
    return root


@st.composite
def changed(draw: st.DrawFn, root: dict[str, Any]) -> dict[str, Any]:
    """A later state of the widget: mostly its texts grow."""
    root = copy.deepcopy(root)
    for _ in range(draw(st.integers(0, 3))):
        component = draw(st.sampled_from(every(root)))
        _change(draw, component)
    return root


def _change(draw: st.DrawFn, component: dict[str, Any]) -> None:
    children = component.get("children")
    match roll(draw, 11):
        case 0:
            component["key"] = draw(words)
        case 1:
            component["id"] = draw(st.just("c0") | words)
        case 2 if component["type"] in ("Text", "Markdown"):
            component["streaming"] = draw(st.booleans())
        case 3 if isinstance(children, list):
            children.append(draw(leaves))
        case 4 if isinstance(children, list) and children:
            children.pop(draw(st.integers(0, len(children) - 1)))
        case 5 if isinstance(children, list):
            children.reverse()
        case 6 if "value" in component:
            component["value"] = draw(texts)
        case _:
            if isinstance(component.get("value"), str):
                component["value"] += draw(texts)


def every(component: dict[str, Any]) -> list[dict[str, Any]]:
    """A component and all below it."""
    children = component.get("children") or []
    inner = children if isinstance(children, list) else [children]
    return [component, *(below for child in inner for below in every(child))]


@st.composite
def states(draw: st.DrawFn, most: int = 4) -> list[dict[str, Any]]:
    """Successive states of one widget."""
    found = [draw(roots.flatmap(named))]
    for _ in range(draw(st.integers(0, most - 1))):
        found.append(draw(changed(found[-1]) if roll(draw, 8) != 1 else roots.flatmap(named)))
    return found
