"""For people who test or show their own servers: models without a network, turns without a page."""

from __future__ import annotations

from chatkit.testing.agent_server import AgentServer, ReplayServer, recorded_tool
from chatkit.testing.cassette import Cassette
from chatkit.testing.cassette_errors import CassetteError, CassetteMismatchError
from chatkit.testing.live import live_or_offline
from chatkit.testing.offline_model import ModelCall, OfflineModel
from chatkit.testing.parts import Call, Hold, Part, Say, Think
from chatkit.testing.recorder import RecordedTurn, TurnRecorder
from chatkit.testing.rules import Asked, Rule, RuleModel
from chatkit.testing.scripted import ScriptedModel, ScriptedTurn
from chatkit.testing.turns import Turn, run_turn

__all__ = [
    "AgentServer",
    "Asked",
    "Call",
    "Cassette",
    "CassetteError",
    "CassetteMismatchError",
    "Hold",
    "ModelCall",
    "OfflineModel",
    "Part",
    "RecordedTurn",
    "ReplayServer",
    "Rule",
    "RuleModel",
    "Say",
    "ScriptedModel",
    "ScriptedTurn",
    "Think",
    "Turn",
    "TurnRecorder",
    "live_or_offline",
    "recorded_tool",
    "run_turn",
]
