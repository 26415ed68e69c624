"""The ``%chatkit`` magic."""

from __future__ import annotations

import argparse
import difflib
import inspect
import shlex
import sqlite3
import sys
from typing import Any, NoReturn, get_args

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_magic, magics_class
from IPython.display import display  # pyright: ignore[reportUnknownVariableType]

from chatkit.server import ChatKitServer
from chatkit_jupyter._version import __version__
from chatkit_jupyter.chat import Chat
from chatkit_jupyter.errors import ChatKitJupyterError
from chatkit_jupyter.handler import Handler
from chatkit_jupyter.notebook_server import KNOWN
from chatkit_jupyter.options import TRANSPORTS
from chatkit_jupyter.renderer import Renderer, renderer_traits
from chatkit_jupyter.runtime.runtime import Runtime, running_runtime
from chatkit_jupyter.session import Session, session_names, session_of
from chatkit_jupyter.sharing.commands import share

_USAGE = (
    "%chatkit [name | variable] [--height PIXELS] [--store PATH|memory] "
    "[--renderer local|hosted [--domain-key KEY]] [--transport auto|endpoint|comm], "
    "or %chatkit status"
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. Usage: {_USAGE}")


def _parser() -> _Parser:
    parser = _Parser(prog="%chatkit", add_help=False)
    parser.add_argument("subject", nargs="?")
    parser.add_argument("--height", type=_height, default=None)
    parser.add_argument("--store")
    parser.add_argument("--renderer", choices=get_args(Renderer))
    parser.add_argument("--domain-key")
    parser.add_argument("--transport", choices=TRANSPORTS)
    return parser


def _height(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of pixels, such as 600")
    return int(text)


@magics_class
class ChatKitMagics(Magics):
    """``%chatkit``: show a chat, or say how the chats are."""

    @line_magic
    def chatkit(self, line: str) -> None:
        """Show a chat under the cell.

        ``%chatkit orders`` shows the chat of that name, or makes one of the variable ``orders``:
        a Chat, an Agent, a ChatKitServer or a function. Without a name it shows the only chat.
        ``--height 600`` sets its height in pixels; ``--store PATH`` keeps its conversations in an
        SQLite file, ``--store memory`` forgets them with the kernel; ``--renderer hosted`` shows it
        by OpenAI's own front end, with the ``--domain-key`` that OpenAI gave; ``--transport``
        chooses how the page reaches the chat. ``%chatkit status`` says which chats there are,
        where they answer and how they are reached. ``%chatkit clear-saved [name]`` takes what is
        saved of the conversations out of the notebook; ``%chatkit export FILE.html [name]`` writes
        a conversation as one page that needs no network.
        """
        if share(line, self._session):
            return
        try:
            arguments = _parser().parse_args(shlex.split(line))
        except ValueError as error:
            raise UsageError(f"{error}. Usage: {_USAGE}") from None
        if arguments.subject == "status":
            print(_status())  # noqa: T201 - a magic talks to the person
            return
        try:
            front_end = _front_end(arguments)
            session = self._session(arguments.subject)
            if arguments.store is not None:
                session.keep_in(arguments.store)
            if arguments.height is not None:
                session.configure(height=arguments.height)
            session.configure(**front_end)
            if arguments.transport is not None:
                session.configure(transport=arguments.transport)
            session.widget()
        except (ChatKitJupyterError, OSError, ValueError, sqlite3.Error) as error:
            raise UsageError(str(error)) from error
        display(session)

    def _session(self, subject: str | None) -> Session:
        shell: Any = self.shell
        variables: dict[str, Any] = shell.user_ns
        if subject is None:
            return _only_session()
        found = variables.get(subject)
        if isinstance(found, Chat):
            return session_of(found.name)
        if _can_answer(found):
            return _session_for(subject, found, variables)
        if subject in session_names():
            return session_of(subject)
        if subject in variables:
            raise UsageError(
                f"{subject} is of type {type(found).__name__}; "
                "%chatkit shows a Chat, an Agent, a ChatKitServer or a function"
            )
        raise UsageError(_unknown(subject, variables))


def _front_end(arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.domain_key and arguments.renderer != "hosted":
        raise ValueError("--domain-key is for --renderer hosted")
    if arguments.renderer is None:
        return {}
    return renderer_traits(arguments.renderer, arguments.domain_key)


def _only_session() -> Session:
    names = session_names()
    if not names:
        raise UsageError('There is no chat yet. Make one with: chat = Chat("chat")')
    if len(names) > 1:
        raise UsageError(f"There are several chats. Name one: %chatkit {' | '.join(names)}")
    return session_of(names[0])


def _session_for(name: str, responder: Any, variables: dict[str, Any]) -> Session:
    if inspect.isroutine(responder):
        Handler(responder, KNOWN)
    session = session_of(name)
    # Looked up by name, so that the next turn uses what the variable holds by then.
    session.responder = lambda: variables.get(name)
    return session


def _can_answer(value: object) -> bool:
    agents: Any = sys.modules.get("agents")
    return (
        isinstance(value, ChatKitServer)
        or inspect.isroutine(value)
        or (agents is not None and isinstance(value, agents.Agent))
    )


def _unknown(subject: str, variables: dict[str, Any]) -> str:
    shown = [name for name, value in variables.items() if isinstance(value, Chat)]
    close = difflib.get_close_matches(subject, {*session_names(), *shown}, n=1)
    if close:
        return f"No variable or chat is named {subject!r}. Did you mean: %chatkit {close[0]}"
    return (
        f"No variable or chat is named {subject!r}. "
        f"Make a chat with: {subject if subject.isidentifier() else 'chat'} = Chat({subject!r})"
    )


def _status() -> str:
    lines = [f"chatkit-jupyter {__version__}; {_where(running_runtime())}"]
    lines += [session_of(name).status() for name in session_names()]
    return "\n".join(lines)


def _where(runtime: Runtime | None) -> str:
    if runtime is None:
        return "answers nowhere until a chat is shown"
    return f"answers at: {runtime.address}" if runtime.address else "no Jupyter server runs this"
