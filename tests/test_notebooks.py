"""Every notebook runs top to bottom without a key and without a page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return Path(shutil.copytree(NOTEBOOKS, tmp_path / "notebooks"))


@pytest.mark.parametrize("name", sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")))
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_notebook_runs(workspace: Path, name: str):
    notebook = nbformat.read(workspace / name, as_version=4)
    resources = {"metadata": {"path": str(workspace)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_the_saved_notebook_is_valid_and_holds_no_widget_code(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert "widgets" not in notebook.metadata
    assert path.stat().st_size < 200_000


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("0*.ipynb")), ids=lambda path: path.name)
def test_the_saved_demo_holds_its_conversation(path: Path):
    notebook = nbformat.read(path, as_version=4)
    outputs = [each for cell in notebook.cells for each in cell.get("outputs", [])]
    saved = [each.data["text/html"] for each in outputs if "chatkit" in each.get("metadata", {})]
    assert any("<blockquote>" in html for html in saved)
    assert not any(re.search(r"<script|<link|<iframe|\son\w+=", html) for html in saved)
    assert not [each for each in outputs if each.output_type == "error"]


def test_every_demo_is_opened_in_jupyterlab():
    shown = (Path(__file__).parent / "browser" / "test_notebooks.py").read_text()
    assert [path.name for path in NOTEBOOKS.glob("0*.ipynb") if path.name not in shown] == []
