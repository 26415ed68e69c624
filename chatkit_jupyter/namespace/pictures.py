"""Figures and images as pictures. No plotting library is imported here."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from chatkit_jupyter.namespace.charts import altair_chart, plotly_chart
from chatkit_jupyter.namespace.shown import Shown, picture, prose, shortened

_MOST_BYTES = 700_000  # two thirds of what a widget may weigh, for base64 adds a third
_DOTS_PER_INCH = (144, 96, 60, 30)
_SIDES = (1600, 1000, 600, 300)


def show_picture(value: object) -> Shown | None:
    """Show a figure of matplotlib, Plotly or Altair, or an image of PIL.

    Args:
        value: Any object.

    Returns:
        It as a picture, or the reason why it can not be drawn; None if it is of another kind.
    """
    return _matplotlib(value) or _pil(value) or _plotting(value)


def data_url(kind: str, data: bytes) -> str:
    """Put a picture into an address.

    Args:
        kind: Its MIME type.
        data: Its bytes.
    """
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _matplotlib(value: Any) -> Shown | None:
    figures: Any = sys.modules.get("matplotlib.figure")
    axes: Any = sys.modules.get("matplotlib.axes")
    if axes is not None and isinstance(value, axes.Axes):
        value = value.figure
    if figures is None or not isinstance(value, figures.Figure):
        return None
    figure = value

    def drawn() -> Iterator[bytes]:
        for dots in _DOTS_PER_INCH:
            file = BytesIO()
            figure.savefig(file, format="png", dpi=dots, bbox_inches="tight")
            yield file.getvalue()

    summary = "; ".join(["Figure", *map(_axes_summary, figure.axes)])
    return picture(data_url("image/png", _light_enough(drawn())), summary)


def _axes_summary(axes: Any) -> str:
    said = {"title": axes.get_title(), "x": axes.get_xlabel(), "y": axes.get_ylabel()}
    labels = [text.get_text() for text in (axes.get_legend() or _NoLegend).get_texts()]
    words = [f"{name}: {text}" for name, text in said.items() if text]
    return ", ".join(["chart", *words, *([f"legend: {', '.join(labels)}"] if labels else [])])


class _NoLegend:
    @staticmethod
    def get_texts() -> tuple[Any, ...]:
        return ()


def _pil(value: object) -> Shown | None:
    images: Any = sys.modules.get("PIL.Image")
    if images is None or not isinstance(value, images.Image):
        return None
    image: Any = value

    def drawn() -> Iterator[bytes]:
        for side in _SIDES:
            copy = image.copy()
            copy.thumbnail((side, side))
            file = BytesIO()
            if copy.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
                copy = copy.convert("RGB")
            copy.save(file, format="PNG")
            yield file.getvalue()

    summary = f"Image, {image.width} × {image.height} pixels"  # noqa: RUF001 - the sign of times
    return picture(data_url("image/png", _light_enough(drawn())), summary)


def _plotting(value: object) -> Shown | None:
    for kind in type(value).__mro__:
        renderer = _RENDERERS.get((kind.__module__.partition(".")[0], kind.__name__))
        if renderer is not None:
            return _rendered(value, renderer)
    return None


def _rendered(value: object, renderer: _Renderer) -> Shown:
    try:
        data = renderer.draw(value)
    except Exception as error:  # a renderer may fail in any way
        if (shown := renderer.chart(value, _chart_summary(value, renderer.name))) is not None:
            return shown
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        return prose(
            f"A {renderer.name} can not be drawn as a picture here. Install {renderer.needs} in "
            f"the kernel: `%pip install {renderer.needs}`\n\n```\n{shortened(reason, 200)}\n```"
        )
    return picture(data_url("image/png", data), _chart_summary(value, renderer.name))


def _plotly(figure: Any) -> bytes:
    return figure.to_image(format="png", scale=2)


def _altair(chart: Any) -> bytes:
    file = BytesIO()
    chart.save(file, format="png", scale_factor=2)
    return file.getvalue()


@dataclass(frozen=True)
class _Renderer:
    name: str
    needs: str
    draw: Callable[[Any], bytes]
    chart: Callable[[Any, str], Shown | None]


_RENDERERS = {
    ("plotly", "BaseFigure"): _Renderer("Plotly figure", "kaleido", _plotly, plotly_chart),
    ("altair", "TopLevelMixin"): _Renderer(
        "Altair chart", "vl-convert-python", _altair, altair_chart
    ),
}


def _chart_summary(value: Any, name: str) -> str:
    title: Any = getattr(value, "title", None)
    layout: Any = getattr(value, "layout", None)
    if layout is not None:
        title = layout.title.text
    return f"{name}: {title}" if isinstance(title, str) else name


def _light_enough(drawn: Iterator[bytes]) -> bytes:
    data = b""
    for data in drawn:
        if len(data) <= _MOST_BYTES:
            break
    return data
