"""Which distribution this package came from, and its version."""

from __future__ import annotations

from importlib.metadata import version

DISTRIBUTION = "chatkit-jupyter"
"""Name of the distribution. Another distribution provides a `chatkit` package without it."""

__version__ = version(DISTRIBUTION)
"""Version of the installed distribution, for example ``"0.1.0"``."""
