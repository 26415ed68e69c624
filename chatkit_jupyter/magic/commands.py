"""``%chatkit status``, ``doctor``, ``threads`` and ``stop``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from IPython.core.error import UsageError

from chatkit.types import ThreadMetadata
from chatkit_jupyter._version import __version__
from chatkit_jupyter.author.threads import load_threads
from chatkit_jupyter.magic.subject import Find
from chatkit_jupyter.runtime.runtime import Runtime, get_runtime, running_runtime
from chatkit_jupyter.session import Session, session_names, session_of
from chatkit_jupyter.users import author


def command(words: Sequence[str], find: Find) -> str | None:
    """Run a command, if that is what was asked for.

    Args:
        words: What stands after ``%chatkit``.
        find: Gives the session of a name or variable.

    Returns:
        What to tell the person, which may be nothing; None if it was something else.

    Raises:
        UsageError: It can not be run like that.
    """
    match words:
        case ["status"]:
            return _status()
        case ["doctor"]:
            return _diagnosis()
        case ["threads" | "stop" as name, *rest] if len(rest) <= 1:
            sessions = [find(rest[0])] if rest else [session_of(each) for each in session_names()]
            return "\n".join(_COMMANDS[name](each) for each in sessions) or "There is no chat yet."
        case ["status" | "doctor" | "threads" | "stop" as name, *_]:
            of = "" if name in ("status", "doctor") else " [name | variable]"
            raise UsageError(f"That is too much. Usage: %chatkit {name}{of}")
        case _:
            return None


def _status() -> str:
    lines = [f"chatkit-jupyter {__version__}; {_where(running_runtime())}"]
    lines += [session_of(name).status() for name in session_names()]
    return "\n".join(lines)


def _diagnosis() -> str:
    from chatkit_jupyter.doctor.examination import examine_kernel  # noqa: PLC0415 - few need it
    from chatkit_jupyter.doctor.finding import report  # noqa: PLC0415 - with it

    return report(examine_kernel())


def _where(runtime: Runtime | None) -> str:
    if runtime is None:
        return "answers nowhere until a chat is shown"
    return f"answers at: {runtime.address}" if runtime.address else "no Jupyter server runs this"


def _threads(session: Session) -> str:
    threads = load_threads(session)
    if not threads:
        return f"{session.name}: no threads yet"
    number = "1 thread" if len(threads) == 1 else f"{len(threads)} threads, newest first"
    lines = [_line(thread, shown=thread.id == session.thread_id) for thread in threads]
    return "\n".join([f"{session.name}: {number}", *lines])


def _line(thread: ThreadMetadata, *, shown: bool) -> str:
    began = thread.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{'*' if shown else ' '} {thread.id}  {began}  {thread.title or 'Untitled'}"


def _stop(session: Session) -> str:
    runtime = get_runtime()
    running = session.activity.answering()
    for response in running:
        runtime.wait(runtime.dispatcher.end(session, response, author()))
    answers = "answer" if len(running) == 1 else "answers"
    return f"{session.name}: stopped {len(running) or 'no'} {answers}"


_COMMANDS: dict[str, Callable[[Session], str]] = {"threads": _threads, "stop": _stop}
