"""What all tests share: no property is judged by how long a machine takes."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("chatkit", deadline=None)
settings.load_profile("chatkit")
