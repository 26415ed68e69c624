"""The recorded behaviour, asked of both workers: they do what the vectors say they do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.chatkit.vectors.matching import difference
from tests.differential.comparing import disagreement

FOLDER = Path(__file__).parents[1] / "protocol" / "vectors"
VECTORS = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
CONVERSATIONS = [vector for vector in VECTORS if vector.get("kind", "server") == "server"]
named = pytest.mark.parametrize("vector", CONVERSATIONS, ids=lambda vector: vector["name"])


@named
def test_the_peer_does_what_was_recorded(sides, vector):
    turns = vector.get("turns", [vector])
    answer = sides.peer.ask({"kind": "server", "turns": turns, **vector})
    for turn, told in zip(turns, answer["turns"], strict=True):
        expected = turn["expect"]
        for key in ("events", "json", "hooks"):
            if key in expected and not _has_free_order(expected[key]):
                assert difference(expected[key], told[key]) is None
        assert expected.get("raises", "") in told.get("raises", [""])


def _has_free_order(entries):
    kinds = [entry["type"] for entry in entries if isinstance(entry, dict) and "type" in entry]
    return kinds.count("thread.item.removed") > 1


@named
def test_both_sides_agree(sides, vector):
    job = {"kind": "server", "items": {}, "turns": [vector], **vector}
    assert disagreement(sides, job) is None
