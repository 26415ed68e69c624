"""Every public name of the SDK this package replaces is here, with a signature that fits."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

SURFACE: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("surface.json").read_text("utf-8")
)
NAMES = [(module, name) for module, names in SURFACE.items() for name in names]


def kind_of(parameter: inspect.Parameter) -> str:
    return "keyword" if parameter.kind is inspect.Parameter.KEYWORD_ONLY else "positional"


def expected_parameters(entries: list[str]) -> list[tuple[str, str, str | None]]:
    kind, found = "positional", []
    for entry in entries:
        if entry == "*":
            kind = "keyword"
            continue
        name, _, default = entry.partition("=")
        found.append((name, kind, default or None))
    return found


def misfit(function: Any, entries: list[str]) -> str | None:
    ours = list(inspect.signature(function).parameters.values())
    expected = expected_parameters(entries)
    for place, (name, kind, default) in enumerate(expected):
        matches = [parameter for parameter in ours if parameter.name == name]
        if not matches:
            return f"{name} is missing"
        parameter = matches[0]
        if kind_of(parameter) != kind or (kind == "positional" and ours[place] is not parameter):
            return f"{name} is passed differently"
        if (parameter.default is inspect.Parameter.empty) != (default is None):
            return f"{name} is required on one side only"
        if default and default not in ("...", repr(parameter.default)) and is_literal(default):
            return f"{name} defaults to {parameter.default!r} instead of {default}"
    names = {name for name, _, _ in expected}
    for parameter in ours:
        if parameter.name not in names and parameter.default is inspect.Parameter.empty:
            return f"{parameter.name} is required and unknown to callers"
    return None


def is_literal(source: str) -> bool:
    try:
        ast.literal_eval(source)
    except ValueError:
        return False
    return True


def raw_member(cls: type, name: str) -> Any:
    return inspect.getattr_static(cls, name)


def check_method(cls: type, name: str, spec: dict[str, Any]) -> None:
    method = raw_member(cls, name)
    assert isinstance(method, classmethod) == spec.get("classmethod", False)
    function = method.__func__ if isinstance(method, classmethod) else method
    assert inspect.iscoroutinefunction(function) == spec.get("async", False)
    assert getattr(function, "__isabstractmethod__", False) == spec.get("abstract", False)
    assert misfit(function, spec["parameters"]) is None


def fields_of(cls: type) -> set[str]:
    return set(cls.model_fields) if issubclass(cls, BaseModel) else set()


def check_class(cls: Any, spec: dict[str, Any]) -> None:
    assert inspect.isclass(cls)
    bases = {base.__name__ for base in cls.__mro__}
    assert set(spec.get("bases", [])) - {"Generic"} <= bases
    assert "Generic" not in spec.get("bases", []) or hasattr(cls, "__class_getitem__")
    assert set(spec.get("fields", [])) == fields_of(cls)
    for member, value in spec.get("members", {}).items():
        assert cls[member].value == value
    for name in spec.get("properties", []):
        assert isinstance(raw_member(cls, name), property)
    for name, method in spec.get("methods", {}).items():
        if name == "serialize":
            # pydantic wraps it, and calls it with more than its author wrote
            assert callable(cls.serialize)
        else:
            check_method(cls, name, method)


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_name(module, name):
    spec = SURFACE[module][name]
    value = getattr(importlib.import_module(module), name)
    if spec["kind"] == "class":
        check_class(value, spec)
    elif spec["kind"] == "constant":
        assert value == spec["value"]
    elif spec["kind"] == "function":
        assert inspect.isasyncgenfunction(value) == spec.get("async_generator", False)
        assert misfit(value, spec["parameters"]) is None


PACKAGES = [module for module in SURFACE if hasattr(importlib.import_module(module), "__path__")]


@pytest.mark.parametrize("module", PACKAGES)
def test_star_import_gives_the_surface(module):
    scope: dict[str, Any] = {}
    exec(f"from {module} import *", scope)
    assert set(SURFACE[module]) <= set(scope)


def modules_after(statement: str) -> set[str]:
    script = f"import sys; {statement}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return set(run.stdout.split())


def test_server_imports_without_the_agents_sdk():
    loaded = modules_after("import chatkit.server")
    assert not loaded & {"agents", "openai", "jupyter_server", "ipykernel", "tornado"}


def test_types_import_without_the_template_engine():
    assert "jinja2" not in modules_after("import chatkit.types, chatkit.widgets")
