"""What all tests share: no property is judged by how long a machine takes."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI the examples are the same in every run, so that a red run is about the change.
settings.register_profile("chatkit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("chatkit")
