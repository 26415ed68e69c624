"""Every difference from the SDK that this replaces is shown by a test; every addition is listed."""

from __future__ import annotations

import ast
import importlib
import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "differences.md").read_text("utf-8")
REFERENCE = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SURFACE = json.loads((ROOT / "tests" / "chatkit" / "surface.json").read_text("utf-8"))
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and "| why |" not in line]
ROWS = [row for row in ROWS if not row.startswith("| what |")]


@cache
def functions_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:60])
def test_each_row_names_a_test_that_exists(row):
    [(path, name)] = REFERENCE.findall(row)
    assert name.startswith("test_")
    assert name in functions_in(ROOT / path)


def test_the_whole_page_was_read():
    assert len(ROWS) == PAGE.count("`tests/") - 1  # the schemas' test stands outside the tables


@pytest.mark.parametrize("module", [name for name in SURFACE if name != "chatkit.version"])
def test_additions_are_listed(module):
    names = getattr(importlib.import_module(module), "__all__", ())
    assert [name for name in names if name not in SURFACE[module] and f"`{name}`" not in PAGE] == []
