"""Pictures in a saved conversation, within a budget."""

from __future__ import annotations

import base64
import importlib.util
import re
from html import escape
from io import BytesIO
from typing import Any

MOST_BYTES = 300_000
"""How long the address of one picture may be, its data included, in characters."""

_DATA_URL = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_PICTURE = re.compile(r'<img src="data:[^"]*"(?: alt="([^"]*)")?[^>]*>')
_SIDES = (1200, 800, 500, 300)
_QUALITY = 80


def picture(source: str, alt: str) -> str:
    """Show a picture, smaller if it is too heavy, or say that it is left out.

    Args:
        source: A ``data:`` URL, or an address, to which a link is made.
        alt: What is to be seen.

    Returns:
        HTML, which is yet to be sanitised.
    """
    if _DATA_URL.match(source):
        fitted = source if len(source) <= MOST_BYTES else _smaller(source)
        return _left_out(escape(alt)) if fitted is None else _image(fitted, alt)
    if source.startswith(("https://", "http://")):
        return f'<a href="{escape(source)}">{escape(alt) or "Picture"}</a>'
    return _left_out(escape(alt))


def picture_bytes(html: str) -> int:
    """How much of a piece of HTML is pictures, in characters."""
    return sum(len(found[0]) for found in _PICTURE.finditer(html))


def without_pictures(html: str) -> str:
    """Leave the pictures out of sanitised HTML, and say so in their places."""
    return _PICTURE.sub(lambda found: _left_out(found[1] or ""), html)


def _image(source: str, alt: str) -> str:
    return f'<img src="{escape(source)}" alt="{escape(alt)}">'


def _left_out(alt: str) -> str:
    return f"<em>{alt or 'Picture'} (not saved)</em>"


def _smaller(source: str) -> str | None:
    """Draw a bitmap at a smaller size; None where that can not be done."""
    if importlib.util.find_spec("PIL") is None or ";base64," not in source:
        return None
    from PIL import Image  # noqa: PLC0415 - only where a picture is too heavy

    try:
        original: Any = Image.open(BytesIO(base64.b64decode(source.partition(",")[2])))
        original.load()
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    for side in _SIDES:
        copy = original.convert("RGBA" if "A" in original.getbands() else "RGB")
        copy.thumbnail((side, side))
        file = BytesIO()
        copy.save(file, format="WEBP", quality=_QUALITY)
        url = f"data:image/webp;base64,{base64.b64encode(file.getvalue()).decode()}"
        if len(url) <= MOST_BYTES:
            return url
    return None
