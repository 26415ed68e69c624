"""Each test module runs the guide it is named after and talks to what that made."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from agents import set_tracing_disabled

from tests.model_server.fixture import model_server

__all__ = ["model_server", "page"]

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
async def page(request, tmp_path, monkeypatch) -> ModuleType:
    """The module that the guide's code makes, run in one go."""
    monkeypatch.chdir(tmp_path)
    set_tracing_disabled(True)
    name = request.path.stem.removeprefix("test_").replace("_", "-")
    path = GUIDES / f"{name}.md"
    module = ModuleType(f"guide_{name}")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    for code in _blocks(path):
        result = eval(code, vars(module))
        if inspect.iscoroutine(result):
            await result
    return module


def _blocks(path: Path) -> list[CodeType]:
    text = path.read_text("utf-8")
    # Newlines in front, so that a traceback points into the page.
    return [
        compile(
            "\n" * text[: block.start(1)].count("\n") + block[1],
            str(path),
            "exec",
            flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
            dont_inherit=True,
        )
        for block in BLOCK.finditer(text)
    ]
