"""The comparison itself: it must see what a person sees, and nothing else."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from tests.browser.kept_pictures import difference, keep


def png(*, label: str = "Approve", fill: str = "#2563eb", size=(480, 160), at: int = 40) -> bytes:
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((at, 40, at + 120, 80), 20, fill)
    draw.text((at + 20, 54), label, "white")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def kept(tmp_path):
    keep(tmp_path / "a.png", png())
    return tmp_path / "a.png"


def test_what_is_the_same_and_what_is_nearly_so(kept):
    assert difference(kept, png()) is None
    assert difference(kept, png(at=41)) is None
    assert kept.stat().st_size < 2_000


@pytest.mark.parametrize(
    "changed", [{"fill": "#16a34a"}, {"at": 60}, {"size": (480, 200)}, {"fill": "white"}]
)
def test_what_is_not(kept, changed):
    assert difference(kept, png(**changed)) is not None


def test_nothing_kept(tmp_path):
    assert difference(tmp_path / "a.png", png()) == "there is no kept picture"
