"""A thread for code that is not asynchronous."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import copy_context
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from chatkit_jupyter.log import logger
from chatkit_jupyter.outcome import fail, succeed
from chatkit_jupyter.responder.apart import redirect_displays

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """One thread that makes calls for coroutines, one after the other.

    All calls see the context variables of the place where the worker was made, and each
    other's changes to them. The thread does not keep the process alive: a call that never
    returns must not hold up a kernel's restart. End it when it is not
    needed any more.
    """

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._context = copy_context()
        threading.Thread(target=self._run, name="chatkit-worker", daemon=True).start()

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function in the worker's thread.

        Args:
            function: What to call.
            args: Its positional arguments.
            kwargs: Its keyword arguments.

        Returns:
            What it returned.

        Raises:
            BaseException: What it raised.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._calls.put(lambda: self._make(future, function, args, kwargs))
        return await future

    def call_later(self, function: Callable[[], object]) -> None:
        """Call a function after the calls that wait already, without waiting for it."""

        def call() -> None:
            try:
                function()
            except Exception:
                logger.exception("A plain function failed after its response had ended")

        self._calls.put(call)

    def end(self) -> None:
        """Let the thread end once the calls that wait already are made."""
        self._calls.put(None)

    def _run(self) -> None:
        redirect_displays()
        while (call := self._calls.get()) is not None:
            self._context.run(call)

    def _make(
        self,
        future: asyncio.Future[T],
        function: Callable[..., T],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            fail(future, error)
        else:
            succeed(future, result)
