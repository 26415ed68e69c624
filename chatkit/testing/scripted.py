"""A model that follows a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from chatkit.testing.offline_model import ModelCall, OfflineModel
from chatkit.testing.parts import Call, Hold, Part, Say, Think

ScriptedTurn: TypeAlias = str | Part | Sequence[str | Part]
"""What the model produces when it is called once; plain text stands for `Say`."""


class ScriptedModel(OfflineModel):
    """A model that gives the turns of a script, one for each call the agent makes.

    An agent calls its model again after each tool call, so a tool call and the answer that is
    worded from its output are two turns:

        ScriptedModel([[Think("I need the orders."), Call("load_orders")], "Two are late."])

    Args:
        turns: The turns, in order.
        delay: Seconds between the words of a streamed turn.

    Attributes:
        calls: What the model was asked so far.
    """

    name = "scripted"

    def __init__(self, turns: Iterable[ScriptedTurn], *, delay: float = 0.0) -> None:
        super().__init__(delay=delay)
        self._turns = [_parts(turn) for turn in turns]

    def turn(self, call: ModelCall) -> Sequence[Part]:
        """Return the script's next turn.

        Args:
            call: What the model was asked.

        Raises:
            IndexError: The script is at its end.
        """
        number = len(self.calls)
        if number > len(self._turns):
            raise IndexError(
                f"The script ends after turn {len(self._turns)}, and the agent called its model "
                f"for turn {number}. An agent calls it again after each tool call."
            )
        return self._turns[number - 1]


def _parts(turn: ScriptedTurn) -> Sequence[Part]:
    pieces = [turn] if isinstance(turn, str | Say | Think | Call | Hold | Exception) else turn
    return [Say(piece) if isinstance(piece, str) else piece for piece in pieces]
