"""The thread in which a kernel's chats live, so that they answer while a cell runs."""

from __future__ import annotations

import asyncio
import atexit
import os
import secrets
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import suppress
from typing import Any, TypeVar

from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.apart import redirect_displays
from chatkit_jupyter.runtime.dispatcher import Dispatcher
from chatkit_jupyter.runtime.endpoint import make_application, make_server
from chatkit_jupyter.runtime.kernel import Kernel, current_kernel
from chatkit_jupyter.runtime.listener import Listener
from chatkit_jupyter.runtime.response import STOP_GRACE_SECONDS
from chatkit_jupyter.runtime.service import Service
from chatkit_jupyter.runtime.switching import quick_switching

T = TypeVar("T")

_EXIT_SECONDS = 3.0
_MEANWHILE_SECONDS = 0.1
_SECRET_BYTES = 32

# Stopped responses are still to be saved, so the runtime must end before the thread pools of the
# stores do, which is before what `atexit` calls.
_at_exit = getattr(threading, "_register_atexit", atexit.register)


class Runtime:
    """One daemon thread with an event loop, and the kernel's endpoint on it.

    Args:
        kernel: The kernel that this process runs; without one nothing is served over HTTP.

    Attributes:
        dispatcher: Carries requests out; to be used on the runtime's loop.
        application: Answers the requests, those to the endpoint and those in widget messages.
        secret: What a request must carry as ``Authorization: Bearer``.
    """

    def __init__(self, kernel: Kernel | None) -> None:
        self.kernel = kernel
        self.dispatcher = Dispatcher()
        self.secret = secrets.token_urlsafe(_SECRET_BYTES)
        self.application = make_application(self.dispatcher, self.secret)
        self._loop = _new_loop()
        self._stopping = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._started: Future[None] = Future()
        self._listener: Listener | None = None
        self._thread = threading.Thread(target=self._run, name="chatkit-runtime", daemon=True)

    @property
    def address(self) -> str | None:
        """Where chats answer: a socket's path, or host and port; None outside of a kernel."""
        return None if self._listener is None else self._listener.address

    def start(self) -> Runtime:
        """Start the thread and wait until it answers.

        Raises:
            OSError: No socket or registration file could be made.
            RegistrationError: The place for it is taken by another user.
        """
        self._thread.start()
        self._started.result()
        return self

    def publish(self, name: str, service: Service) -> None:
        """Let a chat be reached by its name; it takes over the name from an earlier one."""
        self.dispatcher.publish(name, service)

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Run a coroutine on the runtime's loop.

        Args:
            work: The coroutine.

        Returns:
            Its outcome, for another thread or, wrapped, for another loop.
        """
        return asyncio.run_coroutine_threadsafe(self._tracked(work), self._loop)

    def call_soon(self, function: Callable[..., object], *args: object) -> None:
        """Call a function on the runtime's loop, from any thread; nothing comes of it at the end.

        Args:
            function: What to call.
            args: Its arguments.
        """
        with suppress(RuntimeError):  # the loop has closed: nobody waits any more
            self._loop.call_soon_threadsafe(function, *args)

    @property
    def is_current(self) -> bool:
        """Whether this is the runtime's own thread, which must not wait for itself."""
        return threading.current_thread() is self._thread

    def wait(self, work: Coroutine[Any, Any, T], meanwhile: Callable[[], None] | None = None) -> T:
        """Run a coroutine on the runtime's loop, and block until it is done.

        Args:
            work: The coroutine.
            meanwhile: Called now and then by the thread that waits.

        Raises:
            HandlerError: This is the runtime's own thread, which would wait for itself.
        """
        if self.is_current:
            work.close()
            raise HandlerError(
                "This blocks, so asynchronous handlers and tools can not call it; make them plain "
                "functions, or use what a handler is given, such as history"
            )
        outcome = self.submit(work)
        try:
            while meanwhile is not None and not outcome.done():
                meanwhile()
                wait_for([outcome], _MEANWHILE_SECONDS)
            return outcome.result()
        except BaseException:
            outcome.cancel()  # also when the author interrupts the cell
            raise

    def close(self) -> None:
        """Stop what runs, end the thread, and remove the files that lead here."""
        if self._listener is not None:
            self._listener.remove_files()
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(_EXIT_SECONDS)

    def abandon(self) -> None:
        """Let go of everything in a forked process, where the thread does not exist."""
        if self._listener is not None:
            self._listener.abandon()
            self._listener = None

    def _run(self) -> None:
        redirect_displays()
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._main())
        finally:
            self._loop.close()
            quick_switching.forget()
            if self._listener is not None:
                self._listener.abandon()

    async def _main(self) -> None:
        try:
            self._serve()
        except BaseException as error:  # it belongs to whoever starts the runtime
            self._started.set_exception(error)
            return
        self._started.set_result(None)
        await self._stopping.wait()
        await self.dispatcher.stop_all()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_GRACE_SECONDS)

    async def _tracked(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await work

    def _serve(self) -> None:
        if self.kernel is None:
            return
        self._listener = Listener(self.kernel, self.secret)
        self._listener.serve(make_server(self.application))


_runtime: Runtime | None = None
_starting = threading.Lock()


def get_runtime() -> Runtime:
    """The runtime of this process, started when it is first asked for."""
    global _runtime  # noqa: PLW0603 - a process has one
    with _starting:
        if _runtime is None:
            runtime = Runtime(current_kernel()).start()
            _at_exit(runtime.close)
            _runtime = runtime
        return _runtime


def running_runtime() -> Runtime | None:
    """The runtime of this process, if it has been started."""
    return _runtime


def _forget() -> None:
    global _runtime, _starting  # noqa: PLW0603 - a forked process starts anew
    _starting = threading.Lock()
    quick_switching.forget()
    if _runtime is not None:
        _runtime.abandon()
        _runtime = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _new_loop() -> asyncio.AbstractEventLoop:
    # Tornado watches sockets, which Windows' default loop can not do.
    return asyncio.SelectorEventLoop() if sys.platform == "win32" else asyncio.new_event_loop()
