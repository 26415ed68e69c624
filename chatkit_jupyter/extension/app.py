"""The Jupyter server extension."""

from __future__ import annotations

from dataclasses import fields

from jupyter_server.extension.application import ExtensionApp
from traitlets import Int

from chatkit_jupyter.extension.about import AboutHandler
from chatkit_jupyter.extension.files import AttachmentHandler, DirectUploadHandler, LinkHandler
from chatkit_jupyter.extension.handlers import (
    BuildHandler,
    ChatHandler,
    QueryHandler,
    ResponseHandler,
)
from chatkit_jupyter.limits import Limits
from chatkit_jupyter.widget.front_end import STATIC

_KERNEL = r"chatkit/kernels/([\w-]+)"
_SEGMENT = r"([^/]+)"
_FILE = r"([0-9a-f]+(?:/\w[\w.-]*)+)"


def _limit(name: str, help_text: str) -> Int[int, int]:
    trait = Int(getattr(Limits, name), min=1, help=help_text)
    return trait.tag(config=True)


class ChatKitExtension(ExtensionApp):
    """Serves the front end, and relays its requests to the chats in this server's kernels."""

    name = "chatkit_jupyter"
    load_other_extensions = True

    max_request_bytes = _limit(
        "max_request_bytes", "Greatest body of a request to a chat, in bytes."
    )
    max_upload_bytes = _limit(
        "max_upload_bytes", "Greatest attachment in bytes, whatever a notebook's author allows."
    )
    max_message_length = _limit("max_message_length", "Most characters in a message.")
    max_responses_per_chat = _limit(
        "max_responses_per_chat", "Most responses of one chat that run at the same time."
    )
    max_responses_per_user = _limit(
        "max_responses_per_user",
        "Most responses in one kernel that run for one user at the same time.",
    )
    max_log_bytes = _limit(
        "max_log_bytes",
        "Bytes of a response that a kernel keeps for its viewers. A response waits where its "
        "slowest viewer is so far behind.",
    )
    max_buffer_bytes = _limit(
        "max_buffer_bytes", "Bytes of a response that this server holds for a slow browser."
    )

    def initialize_settings(self) -> None:
        """Give the handlers the limits."""
        chosen = {each.name: getattr(self, each.name) for each in fields(Limits)}
        self.settings["chatkit_limits"] = Limits(**chosen)

    def initialize_handlers(self) -> None:
        """Add the routes; the server puts its base URL before them."""
        self.handlers.extend(
            [
                (rf"/{_KERNEL}/chats/{_SEGMENT}", ChatHandler),
                (rf"/{_KERNEL}/chats/{_SEGMENT}/queries", QueryHandler),
                (rf"/{_KERNEL}/chats/{_SEGMENT}/responses/{_SEGMENT}", ResponseHandler),
                (rf"/{_KERNEL}/chats/{_SEGMENT}/attachments", DirectUploadHandler),
                (rf"/{_KERNEL}/chats/{_SEGMENT}/attachments/{_SEGMENT}", AttachmentHandler),
                (rf"/{_KERNEL}/chats/{_SEGMENT}/attachments/{_SEGMENT}/link", LinkHandler),
                ("/chatkit/about", AboutHandler),
                (rf"/chatkit/static/{_FILE}", BuildHandler, {"path": str(STATIC)}),
            ]
        )
