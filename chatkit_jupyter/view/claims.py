"""Which of the open pages runs what only one of them may run."""

from __future__ import annotations

from collections import OrderedDict

_REMEMBERED = 4096

Call = tuple[str, str, str]


class Claims:
    """Gives out each call of a client tool in JavaScript once, to the page that asks first."""

    def __init__(self) -> None:
        self._given: OrderedDict[Call, None] = OrderedDict()

    def claim(self, owner: str, thread_id: str, item_id: str) -> bool:
        """Ask for a call.

        Args:
            owner: Whom the thread belongs to.
            thread_id: The thread.
            item_id: The ``client_tool_call``.

        Returns:
            Whether the page that asks is to run it.
        """
        call = (owner, thread_id, item_id)
        if call in self._given:
            return False
        self._given[call] = None
        if len(self._given) > _REMEMBERED:
            self._given.popitem(last=False)
        return True
