"""What the parts of a chat share."""

from __future__ import annotations

from chatkit_jupyter.session import Session


class Held:
    """Holds the session of a chat's name."""

    _session: Session
