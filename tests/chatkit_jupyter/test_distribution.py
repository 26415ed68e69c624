"""What importing the package checks, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(code: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process that looks in these folders first."""
    search = [str(path) for path in (*paths, ROOT)]
    start = f"import sys; sys.path[:0] = {search!r}; "
    return subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True)


@pytest.mark.parametrize(
    "files",
    [
        {"__init__.py": "", "version.py": "__version__ = '1.6.5'"},
        {"__init__.py": "", "version.py": "DISTRIBUTION = 'something-else'"},
        {"__init__.py": ""},
    ],
    ids=["overwritten", "another's", "half removed"],
)
def test_another_package_in_the_place_of_ours_is_said_in_one_line_with_the_fix(tmp_path, files):
    (tmp_path / "chatkit").mkdir()
    for name, text in files.items():
        (tmp_path / "chatkit" / name).write_text(text)
    result = run("import chatkit_jupyter", tmp_path)
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: Another package is installed over chatkit-jupyter")
    assert "pip uninstall --yes openai-chatkit" in last
    assert "pip install --force-reinstall --no-deps chatkit-jupyter" in last


def test_importing_it_stays_cheap_for_a_jupyter_server():
    result = run(
        "import chatkit_jupyter; chatkit_jupyter._jupyter_server_extension_points(); "
        "heavy = {'agents', 'openai', 'ipywidgets', 'anywidget', 'IPython', 'chatkit.types'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert result.stdout.strip() == "[]", result.stderr


def test_a_chat_without_an_agent_does_not_import_the_agents_sdk():
    result = run(
        "from chatkit_jupyter import Chat; Chat('x', store='memory'); "
        "print(sorted({'agents', 'openai', 'ipywidgets'} & set(sys.modules)))"
    )
    assert result.stdout.strip() == "[]", result.stderr


def test_an_unknown_name_is_an_attribute_error():
    result = run("import chatkit_jupyter; chatkit_jupyter.Chta")
    assert "has no attribute 'Chta'" in result.stderr


@pytest.mark.parametrize(("setting", "disabled"), [(None, True), ("0", False)])
def test_runs_are_not_traced_unless_the_author_says_so(setting, disabled, monkeypatch):
    variable = "OPENAI_AGENTS_DISABLE_TRACING"
    monkeypatch.delenv(variable, raising=False)
    if setting is not None:
        monkeypatch.setenv(variable, setting)
    result = run(
        "from chatkit_jupyter import Chat; Chat('x', store='memory'); import agents; "
        "print(type(agents.trace('t')).__name__)"
    )
    assert (result.stdout.strip() == "NoOpTrace") is disabled, result.stderr


def test_all_public_names_are_there_and_cost_nothing_until_they_are_used():
    code = "import chatkit_jupyter; before = set(sys.modules); "
    code += "names = [getattr(chatkit_jupyter, name) for name in chatkit_jupyter.__all__]; "
    code += "print(*(name for name in ('pydantic', 'agents', 'ipywidgets') if name in before)); "
    code += "print(*(thing.__name__ for thing in names if isinstance(thing, type)))"
    result = run(code)
    assert result.stdout.splitlines() == [
        "",
        "AttachmentLimits Chat ChatContext Message Reply TurnError",
    ]
