"""What can go wrong between a notebook and its chat.

ChatKitJupyterError
├── HandlerError            an author's function can not be called, or gave what can not be sent
│   ├── ActionError         a widget's action has no function, or data that does not fit it
│   ├── ClientToolError     a client tool got or gave data that does not fit
│   └── WidgetError         a widget can not be drawn
├── AttachmentMissingError  the bytes of an attachment were deleted
├── TurnError               a turn taken from code ended with an error
├── ExportError             a conversation can not be written as a page
├── FrontEndMissingError    the built front end is not in the installed package
├── RegistrationError       a kernel's registration file can not be trusted
├── NotServingError         a kernel serves no chats (yet, or any more)
└── RefusalError            a request is answered with an HTTP error
"""

from __future__ import annotations


class ChatKitJupyterError(Exception):
    """Any error that this package raises on purpose."""


class HandlerError(ChatKitJupyterError, TypeError):
    """An author's function can not be called by a chat, or gave a value that it can not send."""


class ActionError(HandlerError):
    """A widget's action has no function, or comes with data that its function does not take."""


class ClientToolError(HandlerError):
    """A client tool got arguments that do not fit it, or gave what can not be sent."""


class WidgetError(HandlerError):
    """A widget can not be drawn; the message names the component and the property."""


class AttachmentMissingError(ChatKitJupyterError, FileNotFoundError):
    """The bytes of an attachment are not there any more."""


class TurnError(ChatKitJupyterError):
    """A turn that was taken from code ended with an error; its cause is the author's own."""


class ExportError(ChatKitJupyterError):
    """There is nothing to write as a page, or not under this name."""


class FrontEndMissingError(ChatKitJupyterError):
    """The installed package holds no built front end."""


class RegistrationError(ChatKitJupyterError):
    """A registration file is not one that this user's own kernel could have written."""


class NotServingError(ChatKitJupyterError):
    """No process answers for this kernel's chats."""


class RefusalError(ChatKitJupyterError):
    """A request that is answered with an HTTP error.

    Args:
        status: The HTTP status code.
        message: One readable line for the person at the chat.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
