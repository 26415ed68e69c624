"""What a chat shows of an object, and what the model is told."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from io import BytesIO

import altair as alt
import matplotlib.figure
import pandas as pd
import plotly.graph_objects
import polars as pl
import pytest
from PIL import Image
from pydantic import BaseModel, SecretStr

from chatkit.widgets import Card, Text
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.namespace.rich import RichResults
from chatkit_jupyter.responder.widget_check import check_widget


def shown(value, results=None):
    return (results or RichResults()).shown(value)


def texts(component) -> list[str]:
    """All that a widget says, in order."""
    data = component if isinstance(component, dict) else component.model_dump()
    own = [data[name] for name in ("label", "value", "alt") if name in data]
    return own + [text for child in data.get("children") or [] for text in texts(child)]


def lines(widget) -> list[list[str]]:
    """The rows of a widget's table."""
    parts = widget.model_dump()["children"]
    (table,) = [part for part in parts if part["type"] == "Table"]
    return [["".join(texts(cell)) for cell in row["children"]] for row in table["children"]]


def image(widget):
    """The picture in a widget, decoded."""
    (part,) = widget.model_dump()["children"]
    head, data = part["src"].split(",")
    assert head == "data:image/png;base64"
    return Image.open(BytesIO(base64.b64decode(data)))


class TestRecords:
    def test_a_dict_is_names_and_values(self):
        result = shown({"name": "Ada", "age": 36, "gone": None})
        assert lines(result.widget) == [["name", "Ada"], ["age", "36"], ["gone", "-"]]
        assert result.summary == "dict with 3 entries:\nname: Ada\nage: 36\ngone: None"

    def test_a_dataclass_shows_what_its_repr_does(self):
        @dataclass
        class Login:
            user: str
            password: str = field(repr=False)

        result = shown(Login("ada", "hunter2"))
        assert texts(result.widget) == ["Login", "user", "ada"]
        assert "hunter2" not in result.summary

    def test_a_model_keeps_its_secrets(self):
        class Login(BaseModel):
            user: str
            password: SecretStr

        result = shown(Login(user="ada", password="hunter2"))
        assert "ada" in texts(result.widget)
        assert "hunter2" not in json.dumps(result.widget.model_dump()) + result.summary

    def test_many_entries_are_cut(self):
        result = shown({f"key{n}": "x" * 1000 for n in range(60)})
        assert len(lines(result.widget)) == 50
        assert texts(result.widget)[-1] == "and 10 more"
        assert len(result.summary) <= 2000

    def test_a_value_that_can_not_be_worded_is_named(self):
        class Broken:
            def __str__(self):
                raise ValueError

        assert lines(shown({"x": Broken()}).widget) == [["x", "<Broken>"]]


class TestPictures:
    def test_a_matplotlib_figure_is_a_picture_named_by_its_titles(self):
        figure = matplotlib.figure.Figure(figsize=(2, 1))
        axes = figure.subplots()
        axes.plot([1, 2], label="sales")
        axes.set(title="Growth", xlabel="month")
        axes.legend()
        result = shown(figure)
        assert image(result.widget).width > 200
        assert result.summary == "Figure; chart, title: Growth, x: month, legend: sales"
        assert shown(axes).summary == result.summary

    def test_a_heavy_picture_is_made_smaller(self):
        noise = Image.effect_noise((2500, 2500), 100)
        result = shown(noise)
        check_widget(result.widget)
        assert 300 <= image(result.widget).width < 1600
        assert "2500 × 2500" in result.summary  # noqa: RUF001

    @pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "F"])
    def test_pictures_of_any_mode(self, mode):
        assert image(shown(Image.new(mode, (4, 2))).widget).size == (4, 2)

    @pytest.mark.parametrize(
        ("chart", "name", "package"),
        [
            (plotly.graph_objects.Figure(layout={"title": "T"}), "Plotly figure", "kaleido"),
            (
                alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x:Q"),
                "Altair chart",
                "vl-convert-python",
            ),
        ],
        ids=["plotly", "altair"],
    )
    def test_a_chart_without_its_renderer_says_what_to_install(self, chart, name, package):
        (text,) = texts(shown(chart).widget)
        assert name in text
        assert f"%pip install {package}" in text

    def test_a_chart_with_its_renderer_is_a_picture(self, monkeypatch):
        file = BytesIO()
        Image.new("RGB", (3, 3)).save(file, format="PNG")
        figure = plotly.graph_objects.Figure(layout={"title": "Growth"})
        monkeypatch.setattr(type(figure), "to_image", lambda *_, **__: file.getvalue())
        result = shown(figure)
        assert image(result.widget).size == (3, 3)
        assert result.summary == "Plotly figure: Growth"


class TestReprs:
    def test_markdown(self):
        class Note:
            def _repr_markdown_(self):
                return "**bold**"

        assert texts(shown(Note()).widget) == ["**bold**"]

    @pytest.mark.parametrize("encode", [bytes, lambda data: base64.b64encode(data).decode()])
    def test_a_raster_bundle_comes_before_html(self, encode):
        file = BytesIO()
        Image.new("RGB", (5, 6)).save(file, format="PNG")

        class Plot:
            def _repr_mimebundle_(self, include=None, exclude=None):
                data = {"image/png": encode(file.getvalue()), "text/plain": "a plot"}
                return data, {"image/png": {"width": 5}}

            def _repr_html_(self):
                return "<b>no</b>"

        result = shown(Plot())
        assert image(result.widget).size == (5, 6)
        assert result.summary == "a plot"

    def test_an_svg_stays_inside_an_image(self):
        class Drawing:
            def _repr_svg_(self):
                return "<svg onload='alert(1)'/>"

        (part,) = shown(Drawing()).widget.model_dump()["children"]
        assert part["type"] == "Image"
        assert part["src"].startswith("data:image/svg+xml;base64,")

    def test_html_is_shown_as_what_it_says(self):
        class Page:
            def _repr_html_(self):
                return "<h2>Hi</h2><script>alert(1)</script><p>there <b>you</b></p>"

        (text,) = texts(shown(Page()).widget)
        assert text == "## Hi\n\nthere **you**"

    def test_html_that_says_nothing_is_not_shown(self):
        class Page:
            def _repr_html_(self):
                return "<script>alert(1)</script><style>p {}</style>"

        assert shown(Page()) is None

    @pytest.mark.parametrize("value", [5, None, [1], object(), dict, Card])
    def test_others_are_not_shown(self, value):
        assert shown(value) is None

    def test_an_object_that_answers_to_any_name_is_not_asked(self):
        class Anything:
            def __getattr__(self, name):
                return lambda *_: "never"

        assert shown(Anything()) is None


class TestTheAuthorsChoice:
    def test_a_look_and_a_summary_for_a_type(self):
        results = RichResults()
        results.choose(pd.DataFrame, lambda df: Card(children=[Text(value="mine")]), lambda _: "S")
        result = shown(pd.DataFrame({"a": [1]}), results)
        assert (texts(result.widget), result.summary) == (["mine"], "S")

    def test_only_a_summary(self):
        results = RichResults()
        results.choose(dict, None, lambda value: "short")
        result = shown({"a": 1}, results)
        assert (lines(result.widget), result.summary) == ([["a", "1"]], "short")

    def test_a_subclass_is_shown_like_its_base(self):
        class Base: ...

        class Sub(Base): ...

        results = RichResults()
        results.choose(Base, lambda _: "# text", None)
        assert texts(shown(Sub(), results).widget) == ["# text"]

    def test_a_class_of_ones_own_says_it_itself(self):
        class Order:
            def _repr_chatkit_widget_(self):
                return {"number": 7}

            def _repr_chatkit_summary_(self):
                return "order 7"

        result = shown(Order())
        assert (lines(result.widget), result.summary) == ([["number", "7"]], "order 7")

    def test_a_look_that_can_not_be_shown_is_refused(self):
        results = RichResults()
        results.choose(dict, lambda _: 5, None)
        with pytest.raises(HandlerError, match="a value of type int"):
            shown({}, results)


def frames(data):
    return [pd.DataFrame(data), pl.DataFrame(data)]


@pytest.mark.parametrize("frame", frames({"city": ["Rome", None], "sales": [1.5, None]}))
def test_a_frame_is_a_table_with_types_and_missing_values(frame):
    result = shown(frame)
    heading, *rows = lines(result.widget)
    assert [name[:4] for name in heading] == ["city", "sale"]
    assert heading[1].lower() == "salesfloat64"
    assert rows == [["Rome", "1.5"], ["-", "-"]]
    assert result.summary.startswith("DataFrame: 2 rows × 2 columns.\nColumns: city (")  # noqa: RUF001
    assert result.summary.endswith("First rows:\ncity\tsales\nRome\t1.5\n\t")


@pytest.mark.parametrize("frame", frames({f"c{n}": [n] for n in range(100)}))
def test_a_wide_frame_says_what_is_not_shown(frame):
    result = shown(frame)
    assert [len(row) for row in lines(result.widget)] == [20, 20]
    assert "80 of them not shown" in texts(result.widget)[0]


@pytest.mark.parametrize("frame", [*frames({"a": list(range(100_000))}), pd.Series(range(100_000))])
def test_of_a_large_frame_few_rows_travel(frame):
    result = shown(frame)
    assert len(lines(result.widget)) <= 51
    assert "100,000 rows" in result.summary
    assert len(json.dumps(result.widget.model_dump())) < 20_000


@pytest.mark.parametrize("frame", [*frames({}), *frames({"a": []})])
def test_an_empty_frame_is_a_table_without_rows(frame):
    result = shown(frame)
    assert len(lines(result.widget)) == 1
    check_widget(result.widget)


def test_an_index_that_says_something_is_shown():
    frame = pd.DataFrame({"x": [1, 2]}, index=pd.Index(["a", "b"], name="key"))
    assert lines(shown(frame).widget)[1:] == [["a", "1"], ["b", "2"]]
    grouped = pd.DataFrame({"k": list("aab"), "l": [1, 2, 1], "x": 1}).groupby(["k", "l"]).sum()
    assert lines(shown(grouped).widget)[1:] == [["a", "1", "1"], ["a", "2", "1"], ["b", "1", "1"]]


def test_values_of_every_kind_are_one_short_line():
    values = [
        pd.Timestamp("2024-05-01"),
        "two\nlines",
        "x" * 500,
        1e20,
        2.0,
        True,
        {"k": 1},
        pd.NaT,
    ]
    column = [
        row[0] for row in lines(shown(pd.DataFrame({"v": pd.Series(values, dtype=object)})).widget)
    ]
    assert column[1:3] == ["2024-05-01", "two lines"]
    assert len(column[3]) == 120
    assert column[4:] == ["1e+20", "2", "True", "{'k': 1}", "-"]


def test_columns_of_one_name_and_names_that_are_not_text():
    frame = pd.DataFrame([[1, 2, 3]], columns=["a", "a", 0])
    heading, row = lines(shown(frame).widget)
    assert (len(heading), row) == (3, ["1", "2", "3"])
