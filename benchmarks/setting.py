"""Where and when figures were taken."""

from __future__ import annotations

import os
import platform
from datetime import datetime, timezone


def setting(rounds: int) -> dict[str, object]:
    """What the head of a page of results says.

    Args:
        rounds: How often each figure was taken.
    """
    return {
        "day": datetime.now(timezone.utc).date(),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "rounds": rounds,
    }
