"""What the doctor found, as text for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_WIDTH = 10


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Args:
        topic: What it is about, in one word.
        says: What was found, in one line.
        advice: What to do about it; None where all is well.
    """

    topic: str
    says: str
    advice: str | None = None


def problems(findings: Iterable[Finding]) -> list[Finding]:
    """Those that something is to be done about."""
    return [finding for finding in findings if finding.advice is not None]


def report(findings: list[Finding]) -> str:
    """All findings, one below the other, problems with what to do.

    Args:
        findings: In the order in which they are to be read.
    """
    lines: list[str] = []
    for finding in findings:
        mark = "ok" if finding.advice is None else "!!"
        lines.append(f"{mark} {finding.topic:<{_WIDTH}} {finding.says}")
        if finding.advice is not None:
            lines.append(f"   {'':<{_WIDTH}} → {finding.advice}")
    count = len(problems(findings))
    lines.append(
        "No problem found."
        if count == 0
        else f"{count} {'problem' if count == 1 else 'problems'} found."
    )
    return "\n".join(lines)
