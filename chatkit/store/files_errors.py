"""What can be wrong with an upload or a link to one.

AttachmentError
├── AttachmentConflictError
├── AttachmentLinkError
├── AttachmentSizeError
├── AttachmentTooLargeError
└── AttachmentTypeError
"""

from __future__ import annotations


class AttachmentError(Exception):
    """An attachment was refused; the message says why, in words for its user.

    Attributes:
        status_code: The HTTP status that says the same.
    """

    status_code = 400


class AttachmentConflictError(AttachmentError):
    """The attachment has other bytes already, or its id is in use."""

    status_code = 409


class AttachmentLinkError(AttachmentError):
    """The link was not signed by this store, or its time is over."""

    status_code = 403


class AttachmentSizeError(AttachmentError):
    """The bytes that came are not as many as were announced."""

    status_code = 400


class AttachmentTooLargeError(AttachmentError):
    """There are more bytes than the store takes."""

    status_code = 413


class AttachmentTypeError(AttachmentError):
    """The media type is none, or one that the store does not take."""

    status_code = 415
