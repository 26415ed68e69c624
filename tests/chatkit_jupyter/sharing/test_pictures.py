from __future__ import annotations

import base64
import random
from io import BytesIO

import pytest
from PIL import Image

from chatkit_jupyter.sharing.pictures import MOST_BYTES, picture, picture_bytes, without_pictures


def noise(side: int) -> str:
    file = BytesIO()
    pixels = random.Random(1).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), pixels).save(file, format="PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def test_a_light_picture_is_kept_as_it_is():
    assert picture("data:image/gif;base64,AA==", "a < b") == (
        '<img src="data:image/gif;base64,AA==" alt="a &lt; b">'
    )


def test_a_heavy_picture_is_drawn_smaller():
    html = picture(noise(900), "noise")
    assert html.startswith('<img src="data:image/webp;base64,')
    assert len(html) < MOST_BYTES + 100


@pytest.mark.parametrize("head", ["data:image/png;base64,", "data:image/svg+xml,"])
def test_what_can_not_be_made_smaller_leaves_its_words(head):
    assert picture(head + "A" * MOST_BYTES, "a plot") == "<em>a plot (not saved)</em>"


@pytest.mark.parametrize("source", ["data:text/html,x", "blob:x", "file:///etc/passwd", ""])
def test_no_other_address_is_written(source):
    assert picture(source, "x") == "<em>x (not saved)</em>"


def test_pictures_can_be_counted_and_left_out():
    html = f"<p>{picture('data:image/png;base64,AA==', 'one')}</p>"
    assert picture_bytes(html) == len(html) - len("<p></p>")
    assert without_pictures(html) == "<p><em>one (not saved)</em></p>"
