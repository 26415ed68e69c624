"""What the Tab key offers after ``%chatkit``."""

from __future__ import annotations

from typing import Any

from chatkit_jupyter.chat import Chat
from chatkit_jupyter.magic.arguments import CHOICES, COMMANDS, OPTIONS
from chatkit_jupyter.magic.subject import can_answer
from chatkit_jupyter.session import session_names, session_of


def complete(shell: Any, event: Any) -> list[str]:
    """Complete the word under the cursor (IPython's ``complete_command`` hook).

    Args:
        shell: The shell.
        event: Its ``line``, up to the cursor.
    """
    magic, *words = event.line.split()
    if event.line.endswith(" "):
        words.append("")
    before = words[-2] if len(words) > 1 else ""
    variables: dict[str, Any] = shell.user_ns
    if before in CHOICES:
        return list(CHOICES[before])
    if before == "--tools":
        return _tools(variables)
    if before in OPTIONS:
        return []
    cell = magic.startswith("%%")
    if before in ("threads", "stop", "clear-saved"):
        return _chats(variables)
    subjects = [] if len(words) > 1 else [*_chats(variables), *_answering(variables, cell=cell)]
    return [*subjects, *OPTIONS, *(["--send"] if cell else [])]


def _chats(variables: dict[str, Any]) -> list[str]:
    shown = [name for name, value in variables.items() if isinstance(value, Chat)]
    return [*session_names(), *shown]


def _answering(variables: dict[str, Any], *, cell: bool) -> list[str]:
    if cell:
        return []
    named = [name for name in variables if not name.startswith("_")]
    own = [name for name in named if name not in _SHELL and can_answer(variables[name])]
    return [*own, *COMMANDS]


def _tools(variables: dict[str, Any]) -> list[str]:
    known = {name for each in session_names() for name in session_of(each).tools}
    tools = {name for name, value in variables.items() if hasattr(value, "params_json_schema")}
    return sorted(known | tools)


_SHELL = frozenset({"exit", "quit", "get_ipython", "open"})
