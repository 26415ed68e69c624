"""Rules that hold for the whole tree."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAX_LINES = 300
MAX_FUNCTION_LINES = 40
DOWNLOAD_HOSTS = re.compile(r"registry\.npmjs|pypi\.org/simple|pythonhosted|yarnpkg\.com")


def tracked(*patterns: str) -> list[Path]:
    """The files under version control, and those about to be."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def sources() -> list[Path]:
    found = tracked("chatkit/*.py", "chatkit_jupyter/*.py", "js/src/*.ts", "js/src/*.tsx")
    return [path for path in found if not re.search(r"\.(gen|test)\.", path.name)]


def test_source_files_are_short():
    lengths = {path: len(path.read_text().splitlines()) for path in sources()}
    assert {str(path): n for path, n in lengths.items() if n > MAX_LINES} == {}


def test_python_functions_are_short():
    long = {}
    for path in sources():
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                start = node.body[
                    0
                ].lineno  # the signature and docstring explain; they do not count
                if ast.get_docstring(node) is not None:
                    start = (node.body[0].end_lineno or start) + 1
                if (length := (node.end_lineno or start) - start + 1) > MAX_FUNCTION_LINES:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert long == {}


def test_no_file_names_a_package_download_host():
    named = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix not in {".png", ".ico"}
        and path != Path(__file__)
        and DOWNLOAD_HOSTS.search(path.read_text(errors="replace"))
    ]
    assert named == []


def test_the_npm_lock_records_no_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_every_python_package_is_pinned():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.match(r"[a-z0-9._-]+==[^=]+( ; .+)?$", line)] == []
