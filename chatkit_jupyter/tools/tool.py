"""A function of the notebook as a tool of the Agents SDK."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from agents import FunctionTool, RunContextWrapper
from agents.tool_context import ToolContext

from chatkit.agents import AgentContext
from chatkit.errors import BaseStreamError
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.responder.author_errors import Report, one_line
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.interruptible import call_in_thread
from chatkit_jupyter.tools.bars import watch_bars
from chatkit_jupyter.tools.call import ToolCall, within
from chatkit_jupyter.tools.calls import call_of
from chatkit_jupyter.tools.printed import divided_streams
from chatkit_jupyter.tools.result import ToolResult, is_for_the_model, result_of
from chatkit_jupyter.tools.signature import ArgumentsError, ToolSignature, is_asynchronous


@dataclass(frozen=True)
class Surroundings:
    """What the tools of a chat share.

    Args:
        exhibits: Shows what they return.
        report: Hears of errors in the author's code.
    """

    exhibits: Exhibits
    report: Report


class NotebookTool(FunctionTool):
    """A tool that is also the function it was made of, which a cell can call.

    There is one for each name of a chat: defining the function again changes it, so that every
    agent that has the tool uses the new code from then on.

    Args:
        signature: The function.
        surroundings: What the tools of the chat share.
        timeout: How long a call may take, in seconds; None for as long as it takes.
        needs_approval: Whether the user is asked before each call.
    """

    def __init__(
        self,
        signature: ToolSignature,
        surroundings: Surroundings,
        *,
        timeout: float | None,
        needs_approval: bool,
    ) -> None:
        super().__init__(
            name=signature.name,
            description=signature.description,
            params_json_schema=signature.parameters,
            on_invoke_tool=self._invoke,
            strict_json_schema=signature.strict,
        )
        self._surroundings = surroundings
        self.define(signature, timeout=timeout, needs_approval=needs_approval)

    def define(
        self, signature: ToolSignature, *, timeout: float | None, needs_approval: bool
    ) -> None:
        """Take another function from now on; see `NotebookTool` for the arguments."""
        self.signature = signature
        self.description = signature.description
        self.params_json_schema = signature.parameters
        self.strict_json_schema = signature.strict
        self.needs_approval = needs_approval
        self.timeout = timeout
        # What ``help(tool)`` and ``tool?`` say.
        self.__name__ = signature.name
        self.__doc__ = inspect.getdoc(signature.function)
        self.__signature__ = inspect.signature(signature.function)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function itself, as if it were no tool."""
        return self.signature.function(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<tool {self.name}>"

    async def _invoke(self, context: ToolContext[Any], arguments: str) -> Any:
        """Call the function for a model.

        Returns:
            What the model reads. An error of the function is worded for it, and reported.
        """
        call = call_of(context)
        try:
            function = self.signature.bind(arguments, _offers(context))
            value = await self._call(function, call)
            return await self._result(value, context)
        except ArgumentsError as error:
            return _failed(call, str(error))
        except _TimedOutError:
            return _failed(call, f"{self.name} was stopped: it took longer than {self.timeout} s.")
        except (BaseStreamError, asyncio.CancelledError, GeneratorExit):
            raise
        except BaseException as error:  # a SystemExit must not end the chats of the whole kernel
            self._surroundings.report(error)
            return _failed(call, one_line(error))
        finally:
            if call is not None:
                call.end()

    async def _call(self, function: Callable[[], Any], call: ToolCall | None) -> Any:
        if call is not None:
            await asyncio.to_thread(watch_bars)
        with within(call), divided_streams():
            working = asyncio.create_task(_work(function, is_asynchronous(self.signature.function)))
            try:
                await asyncio.wait([working], timeout=self.timeout)
            finally:
                late = not working.done()
                working.cancel()
        if late:
            raise _TimedOutError
        outcome = working.result()
        if outcome.error is not None:
            raise outcome.error
        return outcome.value

    async def _result(self, value: object, context: RunContextWrapper[Any]) -> Any:
        if is_for_the_model(value):
            return value
        chat = context.context
        shown = isinstance(chat, AgentContext)
        thread_id: str = chat.thread.id if shown else ""
        item_id = chat.generate_id("message") if shown else ""
        exhibits = self._surroundings.exhibits
        return await asyncio.to_thread(result_of, value, exhibits, thread_id, item_id)


class _TimedOutError(Exception):
    """A call took longer than it may."""


@dataclass(frozen=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None


async def _work(function: Callable[[], Any], asynchronous: bool) -> _Outcome:
    try:
        value = await (function() if asynchronous else call_in_thread(function))
        return _Outcome(await value if asyncio.iscoroutine(value) else value)
    except asyncio.CancelledError:
        raise
    except BaseException as error:  # a SystemExit that leaves a task ends the loop
        return _Outcome(error=error)


def _failed(call: ToolCall | None, message: str) -> ToolResult:
    if call is not None:
        call.failed = True
    return ToolResult.of(f"Error: {message}")


def _offers(context: ToolContext[Any]) -> dict[str, object]:
    chat = context.context
    within_chat = isinstance(chat, AgentContext)
    asked = cast("object", chat.request_context if within_chat else None)  # pyright: ignore[reportUnknownMemberType]
    return {
        "sdk": context,
        "context": asked if isinstance(asked, ChatContext) else ChatContext(""),
        "thread": chat.thread if within_chat else None,
    }
