"""A chat that lives inside a Jupyter notebook."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chatkit_jupyter._version import __version__
from chatkit_jupyter.distribution import require_our_chatkit

if TYPE_CHECKING:
    from chatkit_jupyter.attachments.limits import AttachmentLimits
    from chatkit_jupyter.chat import Chat
    from chatkit_jupyter.errors import TurnError
    from chatkit_jupyter.responder.context import ChatContext
    from chatkit_jupyter.responder.message import Message
    from chatkit_jupyter.turns.reply import Reply

__all__ = [
    "AttachmentLimits",
    "Chat",
    "ChatContext",
    "Message",
    "Reply",
    "TurnError",
    "__version__",
    "load_ipython_extension",
]

# The Jupyter server imports this package too, and needs none of what a notebook does.
_LAZY = {
    "AttachmentLimits": "chatkit_jupyter.attachments.limits",
    "Chat": "chatkit_jupyter.chat",
    "ChatContext": "chatkit_jupyter.responder.context",
    "Message": "chatkit_jupyter.responder.message",
    "Reply": "chatkit_jupyter.turns.reply",
    "TurnError": "chatkit_jupyter.errors",
}

require_our_chatkit()


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)


def load_ipython_extension(shell: Any) -> None:
    """Define the magics: what ``%load_ext chatkit_jupyter`` calls.

    They are ``%chatkit``, ``%%chatkit`` and ``%%chatkit_widget``. From then on widgets, templates
    and ``.widget`` files draw themselves as the values of cells.

    Args:
        shell: The running IPython shell.
    """
    from chatkit_jupyter.magics import ChatKitMagics, register_completion  # noqa: PLC0415
    from chatkit_jupyter.preview.formatters import register_formatters  # noqa: PLC0415
    from chatkit_jupyter.preview.magic import WidgetMagics  # noqa: PLC0415

    shell.register_magics(ChatKitMagics, WidgetMagics)
    register_completion(shell)
    register_formatters(shell)


def _jupyter_server_extension_points() -> list[dict[str, Any]]:  # pyright: ignore[reportUnusedFunction]
    """Tell a Jupyter server what to load."""
    from chatkit_jupyter.extension.app import ChatKitExtension  # noqa: PLC0415

    return [{"module": "chatkit_jupyter.extension.app", "app": ChatKitExtension}]
