"""The notebook's variables that a chat may speak of."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from chatkit_jupyter.namespace.secret import is_secret

_FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType, partial)


class Variables:
    """Which variables can be named in a chat, looked up each time.

    Names with an underscore in front, what the author hides, and what looks like a secret are never
    listed, found, shown or sent.

    Args:
        namespace: Gives the notebook's names.
    """

    def __init__(self, namespace: Callable[[], dict[str, Any]] | None = None) -> None:
        self.shared: bool | Sequence[str] = True
        self._hidden: list[str] = []
        self._namespace = namespace or notebook_namespace

    def hide(self, names: Sequence[str]) -> None:
        """Never show some variables.

        Args:
            names: Their names, or patterns such as ``"db_*"``.
        """
        self._hidden += [name for name in names if name not in self._hidden]

    def listed(self) -> dict[str, object]:
        """The variables and functions that can be named, newest last."""
        if self.shared is False:
            return {}
        names = self._namespace()
        return {name: value for name, value in names.items() if self._is_listed(name, value)}

    def find(self, name: str) -> object:
        """A variable by its name.

        Args:
            name: Its name, with or without an ``@`` in front.

        Raises:
            LookupError: There is none, or it is not to be seen. The message is for a model.
        """
        name = name.strip().removeprefix("@")
        namespace = self._namespace()
        if (
            self.shared is not False
            and name in namespace
            and self._is_listed(name, namespace[name])
        ):
            return namespace[name]
        close = difflib.get_close_matches(name, self.listed(), n=3)
        advice = f"; did you mean {' or '.join(close)}?" if close else ""
        raise LookupError(f"the notebook has no variable {name!r}{advice}")

    def _is_listed(self, name: str, value: object) -> bool:
        if name.startswith("_") or any(fnmatchcase(name, pattern) for pattern in self._hidden):
            return False
        if not isinstance(self.shared, bool) and name not in self.shared:
            return False
        if not _is_content(value):
            return False
        return is_function(value) or isinstance(value, type) or not is_secret(name, value)


def is_function(value: object) -> bool:
    """Whether a variable is something to call.

    Args:
        value: Its value.
    """
    return isinstance(value, _FUNCTIONS) or _is_tool(value)


def notebook_namespace() -> dict[str, Any]:
    """The names of the notebook, or of the script that runs, without IPython's own."""
    ipython: Any = sys.modules.get("IPython")
    shell: Any = ipython and ipython.get_ipython()
    if not shell:
        return dict(vars(sys.modules["__main__"]))
    own: dict[str, Any] = shell.user_ns_hidden
    names: dict[str, Any] = dict(shell.user_ns)
    return {name: value for name, value in names.items() if own.get(name, shell) is not value}


def _is_content(value: object) -> bool:
    """Whether a value is the notebook's own, and not what it imported to work with."""
    from chatkit_jupyter.chat import Chat  # noqa: PLC0415 - it needs this module itself

    if isinstance(value, ModuleType | Chat | type(os.environ)):
        return False
    if isinstance(value, type | FunctionType | BuiltinFunctionType):
        return value.__module__ == "__main__"
    return True


def _is_tool(value: object) -> bool:
    tools: Any = sys.modules.get("agents")
    return tools is not None and isinstance(value, tools.FunctionTool)
