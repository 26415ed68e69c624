"""Asking both sides, and where their answers differ."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import HealthCheck, settings

from tests.differential.intended import aligned, repaired
from tests.differential.sides import Sides

EXAMPLES = int(os.environ.get("CHATKIT_DIFFERENTIAL_EXAMPLES", "0"))

MINUTE, YEAR = 60, 365 * 24 * 3600


def examples(usual: int) -> settings:
    """The same examples in every run; new ones, and as many, where the environment says so."""
    return settings(
        max_examples=EXAMPLES or usual,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def disagreement(sides: Sides, job: dict[str, Any]) -> str | None:
    """Describe the first difference that is not meant."""
    job = repaired(job)
    peer, ours = (without_clock(answer) for answer in sides.answers(job))
    return difference(*aligned(job, peer, ours))


def without_clock(value: Any) -> Any:
    """Replace times of this run, and write all others in UTC."""
    if isinstance(value, list):
        return [without_clock(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _OF_CLOCK.get(key, without_clock)(entry) for key, entry in value.items()}
    return value


def _moment(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    time = time if time.tzinfo else time.replace(tzinfo=timezone.utc)
    is_recent = abs(datetime.now(timezone.utc) - time) < timedelta(days=1)
    return "now" if is_recent else time.astimezone(timezone.utc).isoformat()


def _span(seconds: Any) -> Any:
    """The time since an item of this run or of another year, or else what a script says."""
    if not isinstance(seconds, int) or MINUTE <= seconds <= YEAR:
        return seconds
    return "a moment" if seconds < MINUTE else "years"


_OF_CLOCK = {"created_at": _moment, "duration": _span}


def difference(peer: Any, ours: Any, at: str = "$") -> str | None:
    """Describe the first place where two answers differ."""
    if isinstance(peer, dict) and isinstance(ours, dict):
        return _in_objects(peer, ours, at)
    if isinstance(peer, list) and isinstance(ours, list):
        return _in_arrays(peer, ours, at)
    is_same = isinstance(peer, bool) == isinstance(ours, bool) and peer == ours
    return None if is_same else f"{at}: the peer has {peer!r}, we have {ours!r}"


def _in_objects(peer: dict[str, Any], ours: dict[str, Any], at: str) -> str | None:
    if peer.keys() == ours.keys():
        found = (difference(peer[key], ours[key], f"{at}.{key}") for key in peer)
        return next((entry for entry in found if entry), None)
    theirs = {key: peer[key] for key in peer.keys() - ours.keys()}
    extra = {key: ours[key] for key in ours.keys() - peer.keys()}
    return f"{at}: only the peer has {theirs}, only we have {extra}"


def _in_arrays(peer: list[Any], ours: list[Any], at: str) -> str | None:
    for index, (a, b) in enumerate(zip(peer, ours, strict=False)):
        if found := difference(a, b, f"{at}[{index}]"):
            return found
    if len(peer) == len(ours):
        return None
    return f"{at}: then the peer has {peer[len(ours) :]}, we have {ours[len(peer) :]}"
