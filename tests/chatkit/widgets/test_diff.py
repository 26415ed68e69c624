from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from chatkit.types import (
    WidgetComponentUpdated,
    WidgetRootUpdated,
    WidgetStreamingTextValueDelta,
)
from chatkit.widgets import (
    Badge,
    BasicRoot,
    Card,
    DynamicWidgetComponent,
    DynamicWidgetRoot,
    Markdown,
    Row,
    Text,
    Transition,
    WidgetComponent,
    WidgetRoot,
)
from chatkit.widgets.diff import diff_widget

ROOT: TypeAdapter[Any] = TypeAdapter(WidgetRoot)
TEXTS = st.text("ab", max_size=3)
IDS = st.sampled_from(["one", "two", "three", None])


def wire(widget: Any) -> Any:
    return widget.model_dump(mode="json", by_alias=True, exclude_none=True)


@st.composite
def components(draw: st.DrawFn, depth: int = 3) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(
            ["Text", "Markdown", "Title", "Badge"] + ["Row", "Transition"] * (depth > 0)
        )
    )
    component: dict[str, Any] = {"type": kind, "id": draw(IDS)}
    if kind == "Row":
        component["children"] = draw(st.lists(components(depth - 1), max_size=3))
    elif kind == "Transition":
        component["children"] = draw(components(depth - 1))
    else:
        component["label" if kind == "Badge" else "value"] = draw(TEXTS)
    if kind in ("Text", "Markdown"):
        component["streaming"] = draw(st.sampled_from([None, True, False]))
    if draw(st.integers(0, 5)) == 0:
        component["novelty"] = draw(st.sampled_from([None, 1, [None]]))
    return component


@st.composite
def changed(draw: st.DrawFn, component: dict[str, Any]) -> dict[str, Any]:
    """A later state: mostly the same, with text appended here and there."""
    later = dict(component)
    match draw(st.integers(0, 9)):
        case 0:
            return draw(components(1))
        case 1:
            later["id"] = draw(IDS)
        case 2:
            later["novelty"] = draw(st.sampled_from([None, 1]))
        case 3 | 4 | 5 if "value" in later:
            later["value"] += draw(TEXTS)
    children = later.get("children")
    if isinstance(children, dict):
        later["children"] = draw(changed(children))
    elif children:
        later["children"] = [draw(changed(child)) for child in children]
    return later


@st.composite
def states(draw: st.DrawFn) -> tuple[Any, Any]:
    before = {
        "type": draw(st.sampled_from(["Card", "Basic"])),
        "children": draw(st.lists(components(), max_size=3)),
    }
    after = {**before, "children": [draw(changed(child)) for child in before["children"]]}
    readers = [ROOT.validate_python, DynamicWidgetRoot.model_validate]
    return tuple(draw(st.sampled_from(readers))(copy.deepcopy(state)) for state in (before, after))


def found(tree: Any, component_id: str) -> list[dict[str, Any]]:
    children = tree.get("children") or []
    children = children if isinstance(children, list) else [children]
    here = [tree] if tree.get("id") == component_id else []
    return here + [hit for child in children for hit in found(child, component_id)]


def apply(shown: Any, updates: list[Any]) -> Any:
    """What a client shows after the updates."""
    shown = copy.deepcopy(shown)
    for update in updates:
        if isinstance(update, WidgetRootUpdated):
            shown = wire(update.widget)
            continue
        [component] = found(shown, update.component_id)
        if isinstance(update, WidgetStreamingTextValueDelta):
            assert component["type"] in ("Text", "Markdown")
            assert update.delta
            assert update.done is not component.get("streaming", False)
            component["value"] += update.delta
        else:
            component.clear()
            component.update(wire(update.component))
    return shown


@settings(deadline=None, max_examples=300)
@given(states())
def test_the_updates_lead_from_one_state_to_the_next(pair):
    before, after = pair
    updates = diff_widget(before, after)
    assert apply(wire(before), updates) == wire(after)
    assert not updates or wire(before) != wire(after)
    roots = [update for update in updates if isinstance(update, WidgetRootUpdated)]
    assert not roots or updates == roots[:1]
    assert not any(isinstance(update, WidgetComponentUpdated) for update in updates)


@settings(deadline=None, max_examples=300)
@given(states())
def test_component_updates_lead_there_too(pair):
    before, after = pair
    updates = diff_widget(before, after, component_updates=True)
    assert apply(wire(before), updates) == wire(after)
    assert not updates or wire(before) != wire(after)


def card(*children: WidgetComponent) -> Card:
    return Card(children=list(children))


def is_replaced(before: WidgetRoot, after: WidgetRoot) -> bool:
    return diff_widget(before, after) == [WidgetRootUpdated(widget=after)]


def test_grown_text_is_sent_as_a_delta():
    assert diff_widget(
        card(Badge(label="x"), Row(children=[Text(id="t", value="Hel", streaming=True)])),
        card(Badge(label="x"), Row(children=[Text(id="t", value="Hello", streaming=True)])),
    ) == [WidgetStreamingTextValueDelta(component_id="t", delta="lo", done=False)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Text(id="t", value="one"), Text(id="t", value="two")),
        (Text(id="t", value="one"), Text(id="t", value="on")),
        (Text(value="one"), Text(value="one more")),
        (Text(id="t", value="one"), Text(id="u", value="one more")),
        (Text(id="t", value="one"), Markdown(id="t", value="one more")),
        (Text(id="t", value="one", streaming=True), Text(id="t", value="one!", streaming=False)),
        (Text(id="t", value="one"), Text(id="t", value="one!", italic=True)),
        (Badge(id="b", label="one"), Badge(id="b", label="one more")),
        (Transition(children=Text(value="a")), Transition(children=Text(value="b"))),
        (Transition(children=Text(value="a")), Transition(children=None)),
        (Row(), Row(children=[])),
        (Row(gap=1), Row()),
    ],
)
def test_any_other_change_replaces_the_root(before, after):
    assert is_replaced(card(before), card(after))


def test_text_is_found_inside_a_single_child():
    before, after = (card(Transition(children=Text(id="t", value=v))) for v in ("a", "ab"))
    assert [update.delta for update in diff_widget(before, after)] == ["b"]


def test_text_whose_id_is_there_twice_is_not_sent_as_a_delta():
    twin = Badge(id="t", label="x")
    assert is_replaced(card(Text(id="t", value="a"), twin), card(Text(id="t", value="ab"), twin))


def test_both_twins_growing_is_not_sent_as_deltas():
    before, after = ([Text(id="t", value=v), Text(id="t", value=v)] for v in ("a", "ab"))
    assert is_replaced(card(*before), card(*after))


def test_a_delta_before_a_replacement_is_dropped():
    before = card(Text(id="t", value="a"), Badge(label="x"))
    after = card(Text(id="t", value="ab"), Badge(label="y"))
    assert is_replaced(before, after)
    assert is_replaced(card(*reversed(before.children)), card(*reversed(after.children)))


def test_swapped_components_are_a_change():
    one, two = Text(id="1", value="a"), Text(id="2", value="b")
    assert is_replaced(card(one, two), card(two, one))


def test_properties_on_one_side_only_are_a_change():
    plain, lit = (
        DynamicWidgetRoot.model_validate({"type": "Card", **extra}) for extra in ({}, {"glow": 1})
    )
    assert is_replaced(plain, lit)
    assert is_replaced(lit, plain)


def test_null_and_absent_are_the_same():
    named, plain = Text(value="x", size=None), Text(value="x")
    assert diff_widget(card(named), card(plain)) == []
    dark = DynamicWidgetRoot.model_validate({"type": "Card", "theme": None})
    assert diff_widget(dark, DynamicWidgetRoot(type="Card")) == []


def test_named_and_dynamic_components_are_compared_by_what_is_written():
    named = card(Text(id="t", value="a"))
    dynamic = DynamicWidgetRoot.model_validate(wire(named))
    assert diff_widget(named, dynamic) == []
    dynamic.children[0].value = "ab"
    assert [update.delta for update in diff_widget(named, dynamic)] == ["b"]


def test_an_own_class_with_defaults_is_compared_by_its_values():
    class Board(BasicRoot):
        children: list[DynamicWidgetComponent] = Field(default_factory=list)

    before, after = Board(), Board()
    after.children.append(DynamicWidgetComponent(type="Divider"))
    assert is_replaced(before, after)


def test_with_component_updates_the_smallest_component_with_an_id_is_replaced():
    def state(label: str, text: str) -> Card:
        row = Row(id="inner", children=[Text(id="t", value=text), Badge(label=label)])
        return card(Text(id="head", value=text), Row(id="outer", children=[row]))

    after = state("y", "ab")
    assert diff_widget(state("x", "a"), after, component_updates=True) == [
        WidgetStreamingTextValueDelta(component_id="head", delta="b", done=True),
        WidgetComponentUpdated(component_id="inner", component=after.children[1].children[0]),
    ]


def test_with_component_updates_a_root_is_still_replaced_as_a_root():
    before, after = (Card(id="root", children=[], size=size) for size in ("sm", "lg"))
    assert diff_widget(before, after, component_updates=True) == [WidgetRootUpdated(widget=after)]


def test_with_component_updates_an_id_that_is_there_twice_replaces_the_root():
    def state(label: str) -> Card:
        return card(Badge(id="b", label=label), Badge(id="b", label="x"))

    after = state("z")
    assert diff_widget(state("y"), after, component_updates=True) == [
        WidgetRootUpdated(widget=after)
    ]


def test_each_component_is_compared_once(monkeypatch):
    deep_before, deep_after = (
        Row(children=[Text(id="t", value=value), Badge(label="x")]) for value in ("a", "ab")
    )
    for _ in range(60):
        deep_before, deep_after = (Row(children=[row]) for row in (deep_before, deep_after))
    compared = 0
    plain_equality = Badge.__eq__

    def counting(self: Badge, other: object) -> bool:
        nonlocal compared
        compared += 1
        return plain_equality(self, other)

    for kind in (Badge, Row, Text):
        monkeypatch.setattr(kind, "__eq__", counting)
    assert len(diff_widget(card(deep_before), card(deep_after))) == 1
    assert compared == 0
