from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from chatkit.store.files_stored import StoredFile


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_name_cannot_break_out_of_its_header(name):
    header = StoredFile(name, "text/html", 3, Path("x")).headers["Content-Disposition"]
    start = "attachment; filename*=UTF-8''"
    assert header.startswith(start)
    assert unquote(header.removeprefix(start)) == name
    assert header.isascii()
    assert not set(header.removeprefix(start)) & set("\r\n;\"' ")


def test_a_download_is_never_run_as_a_page():
    headers = StoredFile("a.html", "text/html", 3, Path("x")).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Content-Length"] == "3"
