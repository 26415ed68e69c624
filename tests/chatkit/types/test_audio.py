from __future__ import annotations

import pytest

from chatkit.types import AudioInput


@pytest.mark.parametrize(
    ("mime_type", "media_type"),
    [
        ("audio/webm", "audio/webm"),
        ("audio/webm;codecs=opus", "audio/webm"),
        ("audio/mp4 ; codecs=mp4a", "audio/mp4"),
    ],
)
def test_media_type_drops_the_parameters(mime_type, media_type):
    assert AudioInput(data=b"", mime_type=mime_type).media_type == media_type
