"""The ``%chatkit`` magic."""

from __future__ import annotations

import argparse
import shlex
import sqlite3
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.display import display  # pyright: ignore[reportUnknownVariableType]

from chatkit_jupyter.errors import ChatKitJupyterError
from chatkit_jupyter.magic.arguments import arguments_of
from chatkit_jupyter.magic.cell import cell_session, choose_model, instruct, say_as_user
from chatkit_jupyter.magic.commands import command
from chatkit_jupyter.magic.completion import complete
from chatkit_jupyter.magic.subject import find_session
from chatkit_jupyter.session import Session
from chatkit_jupyter.sharing.commands import share
from chatkit_jupyter.turns.reply import Reply
from chatkit_jupyter.view.renderer import renderer_traits

_PROBLEMS = (ChatKitJupyterError, ImportError, OSError, ValueError, sqlite3.Error)


@magics_class
class ChatKitMagics(Magics):
    """``%chatkit``: show a chat, or say how the chats are."""

    @line_cell_magic
    def chatkit(self, line: str, cell: str | None = None) -> Reply | None:
        """Show a chat under the cell, or define one in the cell.

        ::

            %chatkit                      the only chat
            %chatkit orders               the chat of that name, or one made of the variable:
                                          a Chat, an Agent, a ChatKitServer or a function
            %chatkit orders --height 700  higher, in pixels
            %chatkit orders --store chats.sqlite3    keep its conversations in an SQLite file;
                                          "memory" forgets them with the kernel
            %chatkit orders --model gpt-4.1-mini     which model answers
            %chatkit orders --renderer hosted --domain-key domain_pk_…    OpenAI's own front end
            %chatkit orders --transport comm         how the page reaches the chat:
                                          auto, endpoint or comm

            %%chatkit orders --model gpt-4.1-mini --tools load_orders
            You answer for {{ company }}. Use load_orders before answering.

                                          an assistant with these instructions, with tools of the
                                          chat or functions of the notebook, and its chat

            %%chatkit orders --send
            Which orders are late?

                                          a message to the chat; the answer is the cell's value

            %chatkit status               which chats there are, and how they are reached
            %chatkit doctor               what keeps chats from working, and what to do about it
            %chatkit threads [orders]     the conversations
            %chatkit stop [orders]        stop the answers that are being given
            %chatkit export FILE.html [orders]       write a page that needs no network
            %chatkit clear-saved [orders] take what is saved out of the notebook
        """
        if cell is not None:
            return self._cell(line, cell)
        words = _words(line)
        for run in (command, share):
            told = run(words, self._session)
            if told is not None:
                if told:
                    print(told)  # noqa: T201 - a magic talks to the person
                return None
        arguments = arguments_of(line)
        try:
            front_end = _front_end(arguments)
            session = self._session(arguments.subject)
            choose_model(session, arguments.model, arguments.tools)
            _show(session, arguments, front_end)
        except _PROBLEMS as error:
            raise UsageError(_line(error)) from error
        return None

    def _cell(self, line: str, cell: str) -> Reply | None:
        arguments = arguments_of(line, cell=True)
        try:
            front_end = _front_end(arguments)
            session = cell_session(arguments.subject, self._variables)
            choose_model(session, arguments.model, arguments.tools)
            if arguments.send:
                return say_as_user(session, cell)
            instruct(session, cell)
            _show(session, arguments, front_end)
        except _PROBLEMS as error:
            raise UsageError(_line(error)) from error
        return None

    @property
    def _variables(self) -> dict[str, Any]:
        shell: Any = self.shell
        return shell.user_ns

    def _session(self, subject: str | None) -> Session:
        return find_session(subject, self._variables)


def register_completion(shell: Any) -> None:
    """From now on, let the Tab key complete what stands after ``%chatkit``.

    Args:
        shell: The running IPython shell.
    """
    for magic in ("%chatkit", "%%chatkit"):
        shell.set_hook("complete_command", complete, str_key=magic)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return []  # said by who takes the arguments apart


def _show(session: Session, arguments: argparse.Namespace, front_end: dict[str, Any]) -> None:
    if arguments.store is not None:
        session.keep_in(arguments.store)
    if arguments.height is not None:
        session.configure(height=arguments.height)
    session.configure(**front_end)
    if arguments.transport is not None:
        session.configure(transport=arguments.transport)
    session.widget()
    display(session)


def _front_end(arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.domain_key and arguments.renderer != "hosted":
        raise ValueError("--domain-key is for --renderer hosted")
    if arguments.renderer is None:
        return {}
    return renderer_traits(arguments.renderer, arguments.domain_key)


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
