from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.store import AttachmentSizeError, AttachmentTypeError
from chatkit.store.files_limits import Limits


@pytest.mark.parametrize(
    ("accept", "mime_type", "taken"),
    [
        (None, "text/plain", True),
        (["text/plain"], "Text/Plain; charset=utf-8", True),
        (["IMAGE/*"], "image/png", True),
        ([".CSV"], "application/octet-stream", True),
        ([".txt"], "text/csv", False),
        (["*/*"], "video/mp4", True),
        (["image/*"], "imagex/png", False),
        (["text/plain"], "text/plainx", False),
        ([], "text/plain", False),
    ],
)
def test_a_pattern_covers_a_type(accept, mime_type, taken):
    limits = Limits(10, accept)
    if taken:
        assert limits.checked_type("a.csv", mime_type) == mime_type
    else:
        with pytest.raises(AttachmentTypeError):
            limits.checked_type("a.csv", mime_type)


@pytest.mark.parametrize(
    "mime_type", ["text", "text/", "a/b\r\nX: y", "a/b;", 'a/b; c="d\n"', "é/x", "a b/c", "a/b\n,"]
)
def test_what_is_no_media_type_is_refused(mime_type):
    with pytest.raises(AttachmentTypeError, match="not a media type"):
        Limits(10, None).checked_type("a", mime_type)


@given(st.text(max_size=20))
def test_a_recorded_type_can_be_a_header(text):
    try:
        checked = Limits(10, None).checked_type("a", f"text/{text}")
    except AttachmentTypeError:
        return
    assert checked.isascii()
    assert checked.isprintable()


def test_no_file_has_a_negative_size():
    with pytest.raises(AttachmentSizeError, match="-1"):
        Limits(10, None).check_size("a", -1)
