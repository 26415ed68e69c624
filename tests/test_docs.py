"""The Python in the README and the docs runs as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def place_for(page: Path, tmp_path: Path) -> Path:
    """Guides find their files beside them and leave theirs in a copy; others run as notebooks."""
    if page.parent in (ROOT, ROOT / "docs"):
        return ROOT / "notebooks"
    return shutil.copytree(page.parent, tmp_path / "page")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    shell = InteractiveShell.instance()
    yield shell
    shell.reset()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_code_blocks_run(
    page: Path, shell: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(place_for(page, tmp_path))
    for source in BLOCK.findall(page.read_text()):
        shell.run_cell(source).raise_error()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(page: Path):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_guide_has_a_test_that_uses_it():
    guides = {page.stem for page in (ROOT / "docs" / "guides").glob("*.md")} - {"index"}
    tests = {path.stem for path in (ROOT / "tests" / "guides").glob("test_*.py")}
    assert {f"test_{guide.replace('-', '_')}" for guide in guides} == tests
