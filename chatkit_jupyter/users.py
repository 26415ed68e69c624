"""Who asks."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from typing_extensions import Self

_FIELDS = ("name", "display_name", "initials", "avatar_url", "color")

_HUB_USER = "JUPYTERHUB_USER"  # elsewhere a server tells nobody apart, unless it is told to


class User(str):
    """A user's name, as the Jupyter server gives it; empty where it tells nobody apart.

    Args:
        username: The name that is theirs alone on this server.
        details: What else the server's identity provider tells.

    Attributes:
        name: Their full name; the username where there is none.
        display_name: What to call them; their full name where there is nothing else.
        initials: A few letters for them, or None.
        avatar_url: Address of a picture, or None.
        color: A CSS colour for them, or None.
    """

    __slots__ = _FIELDS

    name: str
    display_name: str
    initials: str | None
    avatar_url: str | None
    color: str | None

    def __new__(cls, username: str = "", details: Mapping[str, Any] | None = None) -> Self:
        """Make a user."""
        user = super().__new__(cls, username)
        given = details or {}
        for field in _FIELDS:
            value = given.get(field)
            setattr(user, field, value if isinstance(value, str) and value else None)
        user.name = user.name or username
        user.display_name = user.display_name or user.name
        return user

    @classmethod
    def of(cls, identity: Any) -> User:
        """Take over a `jupyter_server.auth.User`."""
        details = {field: getattr(identity, field, None) for field in _FIELDS}
        return cls(identity.username, details)

    @classmethod
    def from_header(cls, header: str) -> User:
        """Read what `to_header` wrote; anything else is nobody."""
        try:
            username, details = json.loads(unquote(header))
            return cls(username, details)
        except (ValueError, TypeError, AttributeError):
            return cls()

    def to_header(self) -> str:
        """Write it as the value of an HTTP header."""
        details = {field: getattr(self, field) for field in _FIELDS}
        return quote(json.dumps([str(self), details], separators=(",", ":")))


def as_user(name: str) -> User:
    """A user of whom only the name may be known."""
    return name if isinstance(name, User) else User(name)


def author() -> User:
    """The notebook's own user, as the Jupyter server names them; empty where it does not."""
    return User(os.environ.get(_HUB_USER, ""))
