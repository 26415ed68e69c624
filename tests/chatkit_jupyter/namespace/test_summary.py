from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from pydantic import BaseModel

from chatkit.testing import ScriptedModel
from chatkit_jupyter.namespace.bounded import bounded
from chatkit_jupyter.namespace.description import describe
from chatkit_jupyter.namespace.entities import preview, search
from chatkit_jupyter.namespace.rich import RichResults
from chatkit_jupyter.namespace.summary import summarize
from chatkit_jupyter.namespace.variables import Variables

DATA = {"customer": ["Ada", "Bob", "Ada"], "total": [1.5, 2.0, None], "api_key": ["k1", "k2", "k3"]}
KEY = "sk-" + "proj-" + "a1B2" * 10


class Touchy:
    """Does things when it is looked at."""

    def __repr__(self):
        raise AssertionError("looked at")

    __str__ = __len__ = __iter__ = __dir__ = __eq__ = __hash__ = __bool__ = __repr__

    def __getattr__(self, name):
        raise AssertionError(f"asked for {name}")

    @property
    def shape(self):
        raise AssertionError("asked for its shape")


def summary(value, length=3_000, results=None):
    return summarize("it", value, results or RichResults(), length)


def late(order: str, days: int = 3) -> bool:
    """Whether an order is late."""


@pytest.mark.parametrize("frame", [pd.DataFrame(DATA), pl.DataFrame(DATA)])
def test_a_frame_has_its_schema_ranges_and_first_rows(frame):
    text = summary(frame)
    assert text.startswith("it: DataFrame · 3 × 3 · ")  # noqa: RUF001 - the sign of times
    assert "- customer (" in text
    assert "2 distinct: Ada, Bob" in text
    assert "): 1.5 to 2; 1 missing" in text
    assert "First 3 rows:" in text
    assert "Bob\t2\t[redacted]" in text
    assert "k1" not in text


def test_a_large_frame_is_looked_at_in_part():
    frame = pd.DataFrame({"n": range(150_000)})
    text = summary(frame)
    assert "(ranges of the first 100,000 rows)" in text
    assert "0 to 99999" in text


def test_arrays_have_their_range():
    text = summary(np.arange(12.0).reshape(3, 4))
    assert text.startswith("it: ndarray · 3 × 4 float64 · 96 B\nfrom 0 to 11\n")  # noqa: RUF001 - the sign of times


def test_a_function_has_its_signature_and_docstring():
    assert summary(late).endswith(
        "def (order: 'str', days: 'int' = 3) -> 'bool'\nWhether an order is late."
    )


def test_containers_are_written_in_part_and_without_secrets():
    text = summary({"a": list(range(100)), "password": "hunter22", "b": KEY, "c": Touchy()})
    assert "'a': [0, 1, 2" in text
    assert "'password': [redacted]" in text
    assert KEY not in text
    assert "<Touchy>" in text


def test_records_have_their_fields():
    @dataclasses.dataclass
    class Order:
        item: str
        token: str

    class Line(BaseModel):
        order: object
        count: int

    assert bounded(Line(order=Order("tea", "t0ps3cret"), count=2), 200) == (
        "Line{'order': Order{'item': 'tea', 'token': [redacted]}, 'count': 2}"
    )


def test_objects_are_not_asked_anything():
    touchy = Touchy()
    assert describe(touchy).line == "Touchy"
    assert summary(touchy) == "it: Touchy\nDoes things when it is looked at."
    assert bounded([touchy, {"x": touchy}], 100) == "[<Touchy>, {'x': <Touchy>}]"
    names = {"touchy": touchy}
    assert [entity["id"] for entity in search(Variables(lambda: names), "")] == ["touchy"]
    assert "Touchy" in preview(touchy).model_dump_json()


def test_a_huge_number_is_not_written_out():
    assert bounded(1 << 10**6, 100) == "<int of 1,000,001 bits>"


def test_the_author_chooses_what_the_model_reads():
    results = RichResults()
    results.choose(Touchy, None, lambda value: "be careful")
    assert summary(Touchy(), results=results) == "it: Touchy\nbe careful"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=30,
    ),
    st.integers(min_value=1, max_value=400),
)
def test_no_summary_is_longer_than_it_may_be(value, length):
    assert len(summary(value, length)) <= length
    assert len(bounded(value, length)) <= length


class TestEntities:
    def test_they_say_what_kind_of_thing_they_are(self):
        names = {"orders": pd.DataFrame(DATA), "late": late, "note": "x" * 1200, "figure": Figure()}
        names["late"].__module__ = "__main__"
        found = search(Variables(lambda: names), "")
        assert [(e["id"], e["group"], e["icon"]) for e in found] == [
            ("figure", "Variables", "chart"),
            ("note", "Variables", "square-text"),
            ("orders", "Variables", "analytics"),
            ("late", "Functions", "square-code"),
        ]
        assert found[2]["data"]["shape"] == "3 × 3"  # noqa: RUF001 - the sign of times
        assert json.dumps(found)

    def test_names_that_begin_with_the_query_come_first(self):
        names = {"orders": 1, "late_orders": 2, "total": 3}
        found = search(Variables(lambda: names), "Ord")
        assert [entity["id"] for entity in found] == ["orders", "late_orders"]

    def test_a_preview_shows_the_head_of_a_frame(self):
        card = preview(pd.DataFrame(DATA)).model_dump_json()
        assert "Ada" in card
        assert "k1" not in card

    def test_a_preview_shows_a_figure(self):
        figure = Figure()
        figure.subplots().plot([1, 2])
        assert "data:image/png;base64," in preview(figure).model_dump_json()

    def test_a_preview_shows_a_signature(self):
        card = preview(late).model_dump_json()
        assert "late(order" in card
        assert "Whether an order is late." in card


def test_models_are_found_by_their_type():
    assert describe(ScriptedModel([])).line == "ScriptedModel"
