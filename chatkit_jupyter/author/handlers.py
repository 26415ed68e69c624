"""The functions that an author gives to a chat."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, overload

from chatkit_jupyter.author.held import Held
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.notebook_server import KNOWN
from chatkit_jupyter.responder.action_handler import ActionHandler
from chatkit_jupyter.responder.handler import Handler

if TYPE_CHECKING:
    from chatkit_jupyter.tools.tool import NotebookTool

HandlerT = TypeVar("HandlerT", bound=Callable[..., object])


class Handlers(Held):
    """Decorators, and how objects are shown."""

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

    @overload
    def tool(self, function: Callable[..., Any], /) -> NotebookTool: ...

    @overload
    def tool(
        self,
        function: None = None,
        /,
        *,
        name: str | None = None,
        description: str | None = None,
        timeout: float | None = None,
        needs_approval: bool = False,
    ) -> Callable[[Callable[..., Any]], NotebookTool]: ...

    def tool(self, function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
        """Let agents call a function; a decorator, ``@chat.tool`` or ``@chat.tool(timeout=30)``.

        The model reads its name, its annotations and its docstring (Google, NumPy or Sphinx
        style). An argument that is no JSON, such as a data frame, is given by the name of a
        variable of the notebook. A parameter ``context`` gets the `ChatContext`, for
        ``context.progress(text, done, total)``.

        A plain function runs in a thread of its own. What it prints, its warnings, its tqdm bars
        and its result are shown in the chat (a task of a ``workflow``); the result may be any
        object. An exception reaches the model as one line, and the author with its traceback.
        Stop and a timeout end it.

        Defining it again changes what the agents that have it call from then on.

        Args:
            function: A function, a method of an object, a `functools.partial` or a callable object.
            options: ``name``; ``description``, instead of the docstring's; ``timeout`` in seconds;
                ``needs_approval``, to ask the user before each call.

        Returns:
            The tool, for ``Agent(tools=[…])``, which cells can call like the function; or the
            decorator.

        Raises:
            HandlerError: It can not be a tool.
        """
        define = self._session.tools.define
        return partial(define, **options) if function is None else define(function, **options)

    def hide(self, *names: str) -> None:
        """Never list some of the notebook's variables, show them, or tell a model of them.

        Names with an underscore in front, and what looks like a key, a token or a password, are
        hidden in any case.

        Args:
            names: The names, or patterns such as ``"db_*"``.
        """
        self._session.variables.hide(names)

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
