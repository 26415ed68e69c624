"""What happened in a turn, for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatkit_jupyter.author.held import Held
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.users import author

if TYPE_CHECKING:
    from chatkit_jupyter.tracing.trace import Trace


class Tracing(Held):
    """Looking at what happened."""

    def trace(self) -> Trace:
        """Look at the last turn: a timeline of models, tools, handoffs, tokens and frames.

        To be called in cells and plain functions. Until it is, a turn costs a note for each call
        of a model or tool, and nothing for each word.

        Returns:
            The turn; as the value of a cell it is a timeline. ``trace().as_test()`` is a test that
            replays it.

        Raises:
            HandlerError: There was no turn yet.
        """
        from chatkit_jupyter.tracing.last import last_trace  # noqa: PLC0415 - few need it

        found = get_runtime().wait(last_trace(self._session, author()))
        if found is None:
            raise HandlerError("there is nothing to trace yet; send a message first")
        return found
