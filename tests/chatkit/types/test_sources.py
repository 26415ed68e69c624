from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from chatkit.types import FileSource, Source


def test_a_source_is_told_by_its_type():
    data = {"type": "file", "filename": "a.pdf", "title": "A"}
    sources = TypeAdapter(Source)
    assert sources.validate_python(data) == FileSource(filename="a.pdf", title="A")
    del data["type"]
    with pytest.raises(ValidationError, match="type"):
        sources.validate_python(data)
