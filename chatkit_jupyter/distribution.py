"""Whose `chatkit` package is installed: another distribution ships one of the same name."""

from __future__ import annotations

from importlib import import_module

_OURS = "chatkit-jupyter"
_MESSAGE = (
    'Another package is installed over chatkit-jupyter\'s "chatkit". To repair it: '
    "pip uninstall --yes openai-chatkit && "
    "pip install --force-reinstall --no-deps chatkit-jupyter"
)


def require_our_chatkit() -> None:
    """Check that `import chatkit` finds the package that this one was made for.

    Raises:
        ImportError: It was overwritten or removed; the message says how to repair it.
    """
    try:
        found = getattr(import_module("chatkit.version"), "DISTRIBUTION", None)
    except ImportError:
        found = None
    if found != _OURS:
        raise ImportError(_MESSAGE)
