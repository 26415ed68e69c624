"""What a chat's author gives for the part of the chat that a web page plays elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, overload

from chatkit_jupyter.author.held import Held
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.action_handler import ActionHandler
from chatkit_jupyter.responder.client_tool import ClientTool

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])


class PageHandlers(Held):
    """The decorators for client tools, client actions and events."""

    @overload
    def client_tool(self, tool: FunctionT, /) -> FunctionT: ...

    @overload
    def client_tool(self, tool: str, /) -> Callable[[FunctionT], FunctionT]: ...

    @overload
    def client_tool(self, tool: str, /, *, javascript: str) -> None: ...

    def client_tool(
        self, tool: FunctionT | str, /, *, javascript: str | None = None
    ) -> FunctionT | Callable[[FunctionT], FunctionT] | None:
        """Let a function be a client tool; a decorator, ``@chat.client_tool``.

        A response that ends with a pending ``client_tool_call`` goes on with what the function
        gives (``threads.add_client_tool_output``), also with `server`. It runs in the kernel: it
        needs no open page, and Stop ends it. It gets the call's arguments by name, checked
        against its annotations, and a parameter ``context`` the `ChatContext`; it may be
        asynchronous or plain (then it runs in a thread of its own).

        Args:
            tool: The function, whose name is the tool's; or the tool's name.
            javascript: Instead of a function in Python, the source of one in JavaScript, such as
                ``"({ id }) => document.getElementById(id)?.textContent"``. It runs in the
                notebook's page, with the call's arguments as an object.

        Returns:
            The function; or the decorator; or, for JavaScript, nothing.

        Raises:
            HandlerError: The function can not be called like that.
        """
        if not isinstance(tool, str):
            return self._take_tool(getattr(tool, "__name__", type(tool).__name__), tool)
        if javascript is not None:
            self._session.page.tools.pop(tool, None)
            self._session.page.set_script("tools", tool, javascript)
            return None
        return lambda function: self._take_tool(tool, function)

    @overload
    def client_action(self, name: str, /) -> Callable[[FunctionT], FunctionT]: ...

    @overload
    def client_action(self, name: str, /, *, javascript: str) -> None: ...

    def client_action(
        self, name: str, /, *, javascript: str | None = None
    ) -> Callable[[FunctionT], FunctionT] | None:
        """Let a function answer a client action (``handler="client"``) of widgets; a decorator.

        A function in Python is like one of `action`, and answers also where `server` is another
        server.

        Args:
            name: The action's type.
            javascript: Instead of a function in Python, the source of one in JavaScript, such as
                ``"(action, item) => window.open('/lab')"``. It runs in the notebook's page, with
                the action and the widget's ``id`` and ``widget``.

        Returns:
            The decorator; or, for JavaScript, nothing.

        Raises:
            HandlerError: No name is given, or the function can not be called like that.
        """
        _require_name(name, "client_action")
        if javascript is not None:
            if name in self._session.page.actions:
                self._session.page.actions.remove(name)
                self._session.actions.pop(name, None)
            self._session.page.set_script("actions", name, javascript)
            return None

        def decorate(function: FunctionT) -> FunctionT:
            ActionHandler(name, function)
            self._session.actions[name] = function
            self._session.page.actions.add(name)
            self._session.page.set_script("actions", name, None)
            return function

        return decorate

    def on(self, event: str) -> Callable[[FunctionT], FunctionT]:
        """Let a function hear of what happens in the chat; a decorator, ``@chat.on("effect")``.

        It gets what its parameters name, and ``context``; one parameter of another name gets all
        of it, as the class that is named here (of `chatkit_jupyter.events`):

        - ``effect``: a responder, tool or server sent a `ClientEffectEvent`: ``effect``, ``name``,
          ``data``.
        - ``thread.change``: the chat shows another thread: ``thread_id`` (`ThreadChange`).
        - ``response.start``: an answer begins: ``thread_id``, ``request`` (`ResponseStart`).
        - ``response.end``: it is over: ``thread_id``, ``items``, ``error``, ``stopped``
          (`ResponseEnd`).
        - ``feedback``: a user judged an answer: ``thread_id``, ``item_ids``, ``kind``
          (`Feedback`).
        - ``error``: the author's own code raised: ``error`` (`Failure`).

        The function runs beside the answer, which does not wait for it; an exception in it is
        shown to the author, and not in the chat. A function of the same name takes the place of
        the one before.

        Args:
            event: The event's name.

        Returns:
            The decorator, which gives the function back.

        Raises:
            HandlerError: There is no such event, or the function can not be called with it.
        """
        _require_name(event, "on")

        def decorate(function: FunctionT) -> FunctionT:
            self._session.page.listeners.add(event, function)
            return function

        return decorate

    def _take_tool(self, name: str, function: FunctionT) -> FunctionT:
        ClientTool(name, function)
        self._session.page.tools[name] = function
        self._session.page.set_script("tools", name, None)
        return function


def _require_name(name: object, decorator: str) -> None:
    if not isinstance(name, str):
        raise HandlerError(f'write @chat.{decorator}("the.name"), with a name')
