"""The built front end in the package."""

from __future__ import annotations

import pytest

from chatkit_jupyter.errors import FrontEndMissingError
from chatkit_jupyter.widget.front_end import STATIC, FrontEnd


def test_the_entry_and_the_folder_of_the_rest_are_found():
    front_end = FrontEnd.read()
    assert "export" in front_end.entry
    assert (STATIC / front_end.build / "element.js").is_file()
    assert (STATIC / front_end.build / "frame.html").is_file()


@pytest.mark.parametrize("missing", ["manifest.json", "widget.js"])
def test_one_that_was_not_built_says_how_to_build_it(tmp_path, missing):
    (tmp_path / "manifest.json").write_text('{"build": "abc"}')
    (tmp_path / "widget.js").write_text("export default {}")
    assert FrontEnd.read(tmp_path).build == "abc"
    (tmp_path / missing).unlink()
    with pytest.raises(FrontEndMissingError, match="make setup"):
        FrontEnd.read(tmp_path)
