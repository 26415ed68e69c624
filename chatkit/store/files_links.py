"""Signed links: addresses that let whoever holds them upload or download one attachment."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Literal
from urllib.parse import quote, urlencode

from chatkit.store.files_errors import AttachmentLinkError

LinkMethod = Literal["GET", "PUT"]


class SignedLinks:
    """Makes links to attachments, and tells its own from others.

    A link is good for one attachment and one HTTP method, until it expires.

    Args:
        base_url: What each link begins with; the attachment's id follows after a slash.
        secret: Key of the signatures (HMAC-SHA256).
    """

    def __init__(self, base_url: str, secret: bytes) -> None:
        self._base_url = base_url.rstrip("/")
        self._secret = secret

    def sign(self, method: LinkMethod, attachment_id: str, lifetime: timedelta | None) -> str:
        """Make a link.

        Args:
            method: HTTP method that it allows.
            attachment_id: The attachment.
            lifetime: How long it is good for; None for as long as the attachment is there.
        """
        expires = str(int(time.time() + lifetime.total_seconds())) if lifetime else ""
        query = {"expires": expires, "signature": self._signature(method, attachment_id, expires)}
        return f"{self._base_url}/{quote(attachment_id, safe='')}?{urlencode(query)}"

    def verify(self, method: LinkMethod, attachment_id: str, query: Mapping[str, str]) -> None:
        """Check a request that came by a link.

        Args:
            method: The request's HTTP method.
            attachment_id: The attachment that its path names.
            query: Its query parameters.

        Raises:
            AttachmentLinkError: The link is not one of these, or has expired.
        """
        expires = query.get("expires", "")
        expected = self._signature(method, attachment_id, expires)
        if not hmac.compare_digest(query.get("signature", "").encode(), expected.encode()):
            raise AttachmentLinkError("this link is not valid")
        if expires and int(expires) < time.time():
            raise AttachmentLinkError("this link has expired")

    def _signature(self, method: str, attachment_id: str, expires: str) -> str:
        message = f"{method}\n{expires}\n{attachment_id}".encode()
        digest = hmac.digest(self._secret, message, sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
