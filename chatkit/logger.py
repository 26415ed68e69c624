"""The logger that every module of this package writes to."""

from __future__ import annotations

import logging

logger = logging.getLogger("chatkit")
"""Parent logger of the SDK. Handlers and levels are the application's choice."""
