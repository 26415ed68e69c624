"""The Jupyter server extension."""

from __future__ import annotations

from jupyter_server.extension.application import ExtensionApp

from chatkit_jupyter.extension.handlers import BuildHandler, ChatHandler, ResponseHandler
from chatkit_jupyter.widget.front_end import STATIC

_KERNEL = r"chatkit/kernels/([\w-]+)"
_SEGMENT = r"([^/]+)"
_FILE = r"([0-9a-f]+(?:/\w[\w.-]*)+)"


class ChatKitExtension(ExtensionApp):
    """Serves the front end, and relays its requests to the chats in this server's kernels."""

    name = "chatkit_jupyter"
    load_other_extensions = True

    def initialize_handlers(self) -> None:
        """Add the routes; the server puts its base URL before them."""
        self.handlers.extend(
            [
                (rf"/{_KERNEL}/chats/{_SEGMENT}", ChatHandler),
                (rf"/{_KERNEL}/chats/{_SEGMENT}/responses/{_SEGMENT}", ResponseHandler),
                (rf"/chatkit/static/{_FILE}", BuildHandler, {"path": str(STATIC)}),
            ]
        )
