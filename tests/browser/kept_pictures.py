"""Pictures that are compared by what is where, so that a machine's way to draw does not matter."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

WIDTH = 240
MOST_GROWTH = 0.05
BLUR = 2
FAINT = 20
MOST_CHANGED = 0.01


def small(png: bytes) -> Image.Image:
    """A picture as it is kept: a few kilobytes."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    height = max(1, round(picture.height * WIDTH / picture.width))
    return picture.resize((WIDTH, height), Image.Resampling.BOX)


def keep(path: Path, png: bytes) -> None:
    """Take a picture as the one to compare with."""
    small(png).quantize(64).save(path, optimize=True)


def difference(path: Path, png: bytes) -> str | None:
    """Say what is unlike the kept picture, if anything is.

    The edges of letters are blurred away; what is left is the share of the picture whose color is
    another one.
    """
    if not path.exists():
        return "there is no kept picture"
    kept, seen = Image.open(path).convert("RGB"), small(png)
    growth = abs(seen.height - kept.height) / kept.height
    if growth > MOST_GROWTH:
        return f"it is {seen.height} high for a width of {WIDTH}, not {kept.height}"
    kept, seen = (
        each.resize(kept.size).filter(ImageFilter.GaussianBlur(BLUR)) for each in (kept, seen)
    )
    red, green, blue = ImageChops.difference(kept, seen).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    changed = most.point(lambda by: 255 * (by > FAINT))
    share = changed.histogram()[255] / (kept.width * kept.height)
    return f"{share:.1%} of it has another color" if share > MOST_CHANGED else None
