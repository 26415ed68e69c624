from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from chatkit.icons import IconName

ICON = TypeAdapter(IconName)


@pytest.mark.parametrize("name", ["bolt", "write-alt2", "vendor:acme", "lucide:bird"])
def test_known_icons(name):
    assert ICON.validate_python(name) == name


@pytest.mark.parametrize("name", ["", "Bolt", "not-an-icon", "my-lucide:bird", "vendor"])
def test_other_names_are_refused(name):
    with pytest.raises(ValidationError):
        ICON.validate_python(name)
