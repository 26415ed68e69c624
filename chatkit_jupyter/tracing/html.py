"""A turn's timeline as static HTML."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from chatkit_jupyter.namespace.shown import shortened

if TYPE_CHECKING:
    from chatkit_jupyter.tracing.trace import Step, Trace

_MOST_TEXT = 4_000
_MOST_FRAMES = 200
KINDS = {"model": "Model", "tool": "Tool", "handoff": "Handoff", "item": "Sent"}
"""What each kind of step is called."""

_RULES = """
max-width:46rem;line-height:1.5;font-family:var(--jp-ui-font-family,system-ui,sans-serif);
summary{cursor:pointer;display:grid;grid-template-columns:4.5em 1fr 9em 5em;gap:.75em;
align-items:center;padding:.2em 0}
summary>span:first-child{opacity:.65;font-size:.85em}
summary>span:nth-child(2){overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
summary>span:last-child{text-align:right;font-variant-numeric:tabular-nums}
.bar{position:relative;height:.5em;border-radius:1em;background:#8883}
.bar>i{position:absolute;height:100%;min-width:3px;border-radius:1em;background:#3987e5}
.tool>summary .bar>i{background:#2ba77f}.handoff>summary .bar>i{background:#a668d6}
.item>summary .bar>i{background:#888}
details{border-top:1px solid #8883}
&.chatkit-trace pre{background:#8881;padding:.6em .8em;border-radius:8px;overflow:auto;
max-height:20em;white-space:pre-wrap;overflow-wrap:anywhere}
.error{color:var(--jp-error-color1,#c62828)}
"""
STYLE = f".chatkit-trace{{{_RULES}}}".replace("\n", "")


def trace_html(trace: Trace) -> str:
    """Draw a turn's timeline.

    Args:
        trace: The turn.

    Returns:
        HTML without script, in which everything that was said is escaped.
    """
    title = escape(trace.question or "A turn without a message")
    error = f'<p class="error">{escape(trace.error)}</p>' if trace.error else ""
    rows = "".join(_row(step, trace.seconds) for step in trace.steps)
    return (
        f'<div class="chatkit-trace"><style>{STYLE}</style><p><b>{title}</b><br>'
        f"<small>{escape(summary(trace))}</small></p>{error}{rows}{_frames(trace)}</div>"
    )


def summary(trace: Trace) -> str:
    """Say in one line how long a turn took, and what it cost.

    Args:
        trace: The turn.
    """
    said = [f"{trace.seconds:.2f} s"]
    if trace.first_token is not None:
        said.append(f"first word after {trace.first_token:.2f} s")
    for kind, name in (("model", "model call"), ("tool", "tool call"), ("handoff", "handoff")):
        if number := sum(step.kind == kind for step in trace.steps):
            said.append(f"{number} {name}{'s' if number > 1 else ''}")
    read, written = trace.tokens
    if read or written:
        said.append(f"{read + written:,} tokens ({read:,} read, {written:,} written)")
    return " · ".join(said)


def pretty(value: Any) -> str:
    """Word what a step was given or gave, at a length that can be looked at.

    Args:
        value: JSON data.
    """
    text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    return shortened(text, _MOST_TEXT)


def label(step: Step) -> str:
    """Name a step.

    Args:
        step: The step.
    """
    if step.kind == "handoff":
        return f"{step.given} → {step.name}"
    if step.kind == "item":
        return step.name.replace("_", " ")
    return f"{step.name} ({step.model})" if step.model else step.name


def _row(step: Step, whole: float) -> str:
    left = 100 * step.started / whole if whole else 0
    width = 100 * (step.seconds or 0) / whole if whole else 0
    took = "" if step.kind in ("handoff", "item") else _took(step)
    bar = f'<i style="left:{min(left, 99):.1f}%;width:{min(width, 100 - left):.1f}%"></i>'
    inside = _part("Given", step.given) + _part("Result", step.output)
    if step.tokens is not None:
        inside += f"<p>{step.tokens[0]:,} tokens read, {step.tokens[1]:,} written</p>"
    return (
        f'<details class="{escape(step.kind)}"><summary><span>{KINDS[step.kind]}</span>'
        f'<span>{escape(label(step))}</span><span class="bar">{bar}</span><span>{took}</span>'
        f"</summary>{inside}</details>"
    )


def _took(step: Step) -> str:
    return "not ended" if step.seconds is None else f"{step.seconds:.2f} s"


def _part(title: str, value: Any) -> str:
    return "" if value in (None, "") else f"<p>{title}</p><pre>{escape(pretty(value))}</pre>"


def _frames(trace: Trace) -> str:
    if not trace.frames:
        return ""
    shown = trace.frames[:_MOST_FRAMES]
    lines = [
        f"{frame.at:8.3f}  {shortened(json.dumps(frame.event, ensure_ascii=False), 500)}"
        for frame in shown
    ]
    more = len(trace.frames) - len(shown)
    lines += [f"… and {more} more, in .frames"] if more else []
    return (
        f"<details><summary><span>Frames</span><span>{len(trace.frames)} events"
        f"</span><span></span><span></span></summary><pre>{escape(chr(10).join(lines))}</pre></details>"
    )
