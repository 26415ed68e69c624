from __future__ import annotations

import base64
import hashlib
import math
import os
import sys
from functools import partial

import pytest
from agents import function_tool

from chatkit_jupyter import Chat
from chatkit_jupyter.namespace.secret import is_secret
from chatkit_jupyter.namespace.variables import Variables

# Put together here, so that no scanner takes them for real ones.
KEYS = ["sk-" + "proj-" + "a1B2" * 10, "gh" + "p_" + "x9Y8" * 9, "AK" + "IA" + "ABCDEFGH12345678"]
NOISE = base64.b64encode(hashlib.sha512(b"noise").digest()).decode()


def own(function):
    function.__module__ = "__main__"
    return function


@own
def late(order):
    return order


@pytest.fixture
def names() -> dict:
    return {}


@pytest.fixture
def variables(names) -> Variables:
    return Variables(lambda: names)


def test_the_notebooks_own_variables_and_functions_are_listed(variables, names):
    names |= {"orders": [1], "late": late, "first": partial(late, 1), "shop": function_tool(late)}
    assert list(variables.listed()) == ["orders", "late", "first", "shop"]


def test_what_was_imported_to_work_with_is_not(variables, names):
    names |= {"math": math, "sqrt": math.sqrt, "Chat": Chat, "partial": partial, "_x": 1, "__y": 2}
    names |= {"environ": os.environ, "chat": Chat("listed", store="memory")}
    assert variables.listed() == {}


@pytest.mark.parametrize("name", ["api_key", "apiKey", "OPENAI_API_KEY", "password", "authToken"])
def test_names_of_secrets_are_not_listed(variables, names, name):
    names[name] = "harmless"
    assert variables.listed() == {}
    with pytest.raises(LookupError):
        variables.find(name)


@pytest.mark.parametrize("value", [*KEYS, f"Bearer {KEYS[0]}", NOISE, KEYS[1].encode()])
def test_values_that_look_like_secrets_are_not_listed(variables, names, value):
    names["harmless"] = value
    assert variables.listed() == {}


def test_values_of_secret_environment_variables_are_not_listed(variables, names, monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "correct horse battery")
    names["phrase"] = "it is: correct horse battery!"
    assert variables.listed() == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("text", "a sentence about monkeys and tokens"), ("monkey", "x"), ("digest", "0f" * 32)],
)
def test_ordinary_values_are_no_secrets(name, value):
    assert not is_secret(name, value)


def test_the_author_hides_names_and_patterns(variables, names):
    names |= {"orders": 1, "db_url": 2, "db_pool": 3}
    variables.hide(["db_*"])
    assert list(variables.listed()) == ["orders"]


def test_the_author_lists_what_is_shared(variables, names):
    names |= {"orders": 1, "salaries": 2}
    variables.shared = ["orders"]
    assert list(variables.listed()) == ["orders"]
    variables.shared = False
    assert variables.listed() == {}


def test_a_wrong_name_gets_advice(variables, names):
    names["orders"] = value = [1]
    assert variables.find("@orders") is value
    with pytest.raises(LookupError, match=r"no variable 'order'; did you mean orders\?"):
        variables.find("order")


def test_without_a_notebook_the_scripts_names_are_listed(monkeypatch):
    monkeypatch.setattr(sys.modules["__main__"], "of_the_script", [1], raising=False)
    assert "of_the_script" in Variables().listed()
