"""What a notebook's author holds: a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from chatkit.server import ChatKitServer
from chatkit_jupyter.action_handler import ActionHandler
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.handler import Handler
from chatkit_jupyter.notebook_server import KNOWN
from chatkit_jupyter.options import Prompt, front_end_options
from chatkit_jupyter.questions import ask
from chatkit_jupyter.reply import Reply
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import Place, session_of

if TYPE_CHECKING:
    from agents import Agent

HandlerT = TypeVar("HandlerT", bound=Callable[..., object])

DEFAULT_HEIGHT = 560


class Chat:
    """A chat in this notebook; as the value of a cell it appears under it.

    Chats of one name are one chat: a cell with ``Chat("orders")`` that is run again keeps the
    conversations, the responder and the open views, and changes the settings.

    Args:
        name: The chat's name; its conversations are kept under it.
        store: Where conversations are kept: the path of an SQLite file, ``"memory"``, or any
            `Store`. By default a file of the notebook's own in the user's Jupyter data folder.
        title: Text of the header.
        greeting: Heading of an empty chat.
        prompts: Suggestions in an empty chat: texts, or mappings with ``label``, ``prompt`` and
            ``icon``.
        placeholder: Text of an empty composer, which is also its accessible name.
        height: Height in CSS pixels.
        options: More ChatKit options for the front end, by their own names.

    Raises:
        TypeError: An option is not JSON.
        ValueError: The name is empty.
    """

    def __init__(
        self,
        name: str = "chat",
        *,
        store: Place | None = None,
        title: str | None = None,
        greeting: str | None = None,
        prompts: Sequence[Prompt] = (),
        placeholder: str | None = None,
        height: int = DEFAULT_HEIGHT,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        if not name:
            raise ValueError('a chat needs a name, such as Chat("orders")')
        shown = front_end_options(
            title=title,
            greeting=greeting,
            prompts=prompts,
            placeholder=placeholder,
            options=options,
        )
        self._session = session_of(name, store)
        self._session.configure(options=shown, height=height)

    @property
    def name(self) -> str:
        """The chat's name."""
        return self._session.name

    @property
    def thread_id(self) -> str | None:
        """Id of the thread that the chat shows; None for a new one."""
        return self._session.thread_id

    @property
    def last_error(self) -> BaseException | None:
        """The last exception that the responder, agent or server raised, with its traceback."""
        return self._session.last_error

    def respond(self, handler: HandlerT) -> HandlerT:
        """Let a function answer; a decorator. It replaces the responder, agent or server.

        The function gets what its parameters name: ``message`` (its ``text``, and every field of
        a `UserMessageItem`; None when a client tool's output is to be answered), ``thread``,
        ``context`` (with ``chat`` and ``user``), ``history`` (the thread's items, oldest first,
        the message last), ``input_user_message``. Three parameters of other names get the SDK's
        own arguments. It may be asynchronous or plain (then it runs in a thread of its own), and
        yields or returns text, streamed as Markdown; widgets, or an asynchronous generator of a
        widget's states; data frames, figures, pictures and other objects, shown as widgets; or
        thread stream events.

        Args:
            handler: The function.

        Returns:
            The same function.

        Raises:
            HandlerError: It can not be called like that.
        """
        Handler(handler, KNOWN)
        self._session.responder = lambda: handler
        return handler

    def action(self, name: str) -> Callable[[HandlerT], HandlerT]:
        """Let a function answer an action of widgets; a decorator, ``@chat.action("name")``.

        The function gets what its parameters name: ``action``, ``payload``, ``sender`` (the
        `WidgetItem`, or None), ``thread``, ``context``, ``history``; four parameters of other names
        get the SDK's own arguments. An annotation of ``payload`` (a pydantic model, a dataclass, a
        TypedDict) or of ``action`` (``Action[str, Order]``) is what the data must fit. Like a
        responder it yields or returns text, widgets, objects and events, or a changed copy of the
        sender, which replaces it (``threads.custom_action``); an action with ``streaming=False``
        (``threads.sync_custom_action``) is answered with a widget that replaces the sender's, or
        a `SyncCustomActionResponse`.

        Args:
            name: The action's type.

        Returns:
            The decorator, which gives the function back.

        Raises:
            HandlerError: No name is given, or the function can not be called like that.
        """
        if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise HandlerError('an action has a name: write @chat.action("the.name")')

        def decorate(function: HandlerT) -> HandlerT:
            ActionHandler(name, function)
            self._session.actions[name] = function
            return function

        return decorate

    async def ask(
        self, what: object, options: Sequence[Any] | None = None, *, multiple: bool = False
    ) -> Any:
        """Pause the turn until the user has answered.

        To be awaited in a responder, an action or an asynchronous tool. The question stays in the
        thread (``structured_input``, answered with ``threads.add_structured_input``), so it can be
        answered after a reload of the page; it can be skipped, and a new message skips it, which
        ends the turn.

        Args:
            what: A question as text; a list of `StructuredInputFreeform` and
                `StructuredInputMultipleChoice`; a pydantic model, dataclass or TypedDict class,
                whose fields are asked for; or a widget with actions.
            options: What can be chosen as the answer to a text.
            multiple: Whether several options can be chosen.

        Returns:
            For a text the answer, or one of the options, or a list of them; for a list of questions
            a dict by their ids; for a class an instance, for which wrong answers are asked again;
            for a widget the `Action` that it sent. None for what was skipped.

        Raises:
            HandlerError: No turn is running, or this can not be asked.
        """
        return await ask(what, options, multiple=multiple)

    def show_as(
        self,
        kind: type,
        look: Callable[[Any], object] | None = None,
        *,
        summary: Callable[[Any], str] | None = None,
    ) -> None:
        """Choose how objects of a type are shown, and what the model reads of them.

        A class can also say so itself, with methods ``_repr_chatkit_widget_`` and
        ``_repr_chatkit_summary_``.

        Args:
            kind: The type; its subclasses are shown like it.
            look: Gives a widget, Markdown, or another object to show instead. By default the object
                is shown as it would be.
            summary: Gives what the model reads. By default a short text.
        """
        self._session.exhibits.results.choose(kind, look, summary)

    async def send(self, text: str) -> Reply:
        """Take a turn from code, in the thread that the chat shows, or in a new one.

        It needs no browser; a chat on the page shows the turn when its thread is opened again.

        Args:
            text: What the user says.

        Returns:
            The reply; its ``text`` is what the assistant wrote.

        Raises:
            TurnError: The turn ended with an error. Its cause is the exception, if an author's
                code raised one.
        """
        return await asyncio.wrap_future(get_runtime().submit(self._session.send(text)))

    @property
    def agent(self) -> Agent[Any] | None:
        """The Agents SDK agent that answers, if one does. Assigning replaces the responder.

        Its tools get an `AgentContext`; nothing is sent to a tracing service.
        """
        from agents import Agent  # noqa: PLC0415 - not needed without one

        responder = self._session.responder()
        return responder if isinstance(responder, Agent) else None  # pyright: ignore[reportUnknownVariableType]

    @agent.setter
    def agent(self, agent: Agent[Any]) -> None:
        from agents import Agent  # noqa: PLC0415 - not needed without one

        if not isinstance(agent, Agent):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise HandlerError(f"chat.agent takes an Agent, not {type(agent).__name__}")
        self._session.responder = lambda: agent

    @property
    def server(self) -> ChatKitServer[Any]:
        """The server that answers. Assign a `ChatKitServer` of your own to try it unchanged.

        Its hooks and its store get a context with ``chat`` and ``user``.
        """
        return self._session.server

    @server.setter
    def server(self, server: ChatKitServer[Any]) -> None:
        if not isinstance(server, ChatKitServer):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise HandlerError(f"chat.server takes a ChatKitServer, not {type(server).__name__}")
        self._session.responder = lambda: server

    def __repr__(self) -> str:
        return repr(self._session)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return self._session.mimebundle()
