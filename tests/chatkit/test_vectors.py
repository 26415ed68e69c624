"""The recorded behaviour of the wire: every vector, through both stores where one is involved."""

from __future__ import annotations

import asyncio
import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from chatkit.server import NonStreamingResult, StreamingResult
from tests.chatkit.vectors.agent_script import AgentScript
from tests.chatkit.vectors.cases import KINDS
from tests.chatkit.vectors.matching import difference
from tests.chatkit.vectors.recording import contents, fill, open_store
from tests.chatkit.vectors.scripted import ScriptedServer

FOLDER = Path(__file__).parents[1] / "protocol" / "vectors"
VECTORS = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
FINAL = ("threads", "items", "attachments")


def named(vectors: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(vector, id=vector["name"]) for vector in vectors]


SERVER_VECTORS = [vector for vector in VECTORS if vector.get("kind", "server") == "server"]
CASE_VECTORS = [vector for vector in VECTORS if vector not in SERVER_VECTORS]
CITATIONS = [vector for vector in SERVER_VECTORS if '"annotation"' in json.dumps(vector)]


def test_all_vectors_are_here():
    assert len(VECTORS) == 84


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
@pytest.mark.parametrize("vector", named(SERVER_VECTORS))
async def test_server(vector, kind, tmp_path):
    await run_server_vector(vector, kind, tmp_path, typed_annotations=False)


@pytest.mark.parametrize("vector", named(CITATIONS))
async def test_server_with_typed_annotations(vector, tmp_path):
    await run_server_vector(vector, "memory", tmp_path, typed_annotations=True)


@pytest.mark.parametrize("vector", named(CASE_VECTORS))
async def test_cases(vector, tmp_path):
    for number, case in enumerate(vector["cases"]):
        try:
            got = await KINDS[vector["kind"]](case, tmp_path)
        except Exception as error:
            if "raises" not in case["expect"]:
                raise
            got = {"raises": error}
        check(case["expect"], got, f"case {number}")


async def run_server_vector(vector, kind, folder, *, typed_annotations):
    context = object()
    store = open_store(kind, folder)
    try:
        await fill(store, vector, context)
        server = ScriptedServer(store, vector, AgentScript, typed_annotations=typed_annotations)
        for number, turn in enumerate(vector.get("turns", [vector])):
            expected = {key: want for key, want in turn["expect"].items() if key not in FINAL}
            check(expected, await run_turn(server, turn), f"turn {number}")
        final = {key: want for key, want in vector["expect"].items() if key in FINAL}
        check(final, await contents(store), "at the end")
    finally:
        if kind == "sqlite":
            store.close()


async def run_turn(server: ScriptedServer, turn: dict[str, Any]) -> dict[str, Any]:
    store = server.store
    server.turn = turn
    server.hooks, store.calls, store.reads = [], [], []
    got: dict[str, Any] = {}
    server.consumer = asyncio.create_task(consume(server, body_of(turn), got))
    await asyncio.wait([server.consumer])
    if server.consumer.cancelled():
        got["raises"] = asyncio.CancelledError()
    elif error := server.consumer.exception():
        got["raises"] = error
    return got | {
        "store_calls": store.calls,
        "store_reads": store.reads,
        "hooks": server.hooks,
    }


def body_of(turn: dict[str, Any]) -> str | bytes | bytearray:
    text = turn["request_raw"] if "request_raw" in turn else json.dumps(turn["request"])
    match turn.get("request_as", "text"):
        case "bytes":
            return text.encode()
        case "bytearray":
            return bytearray(text.encode())
        case _:
            return text


async def consume(server: ScriptedServer, body: Any, got: dict[str, Any]) -> None:
    result = await server.process(body, server.store.context)
    if isinstance(result, StreamingResult):
        got["streaming"], got["events"] = True, []
        async for chunk in result:
            assert chunk.startswith(b"data: ")
            assert chunk.endswith(b"\n\n")
            assert chunk.count(b"\n") == 2
            got["events"].append(json.loads(chunk[len(b"data: ") :]))
    else:
        assert isinstance(result, NonStreamingResult)
        got["streaming"], got["json"] = False, json.loads(result.json)


def check(want: dict[str, Any], got: dict[str, Any], where: str) -> None:
    raised = got.get("raises")
    if raised is not None:
        names = [kind.__name__ for kind in type(raised).__mro__]
        if want.get("raises") not in names:
            raise AssertionError(f"{where}: raised {raised!r}") from raised
    elif "raises" in want:
        pytest.fail(f"{where}: {want['raises']} was not raised")
    for key in want.keys() - {"raises"}:
        assert key in got, f"{where}: nothing observed for {key}"
        found = difference(unordered(want[key]), unordered(got[key]), f"{where} {key}")
        assert found is None, found


def unordered(value: Any) -> Any:
    """Sort each run of removals: their order among themselves does not matter."""
    if not isinstance(value, list):
        return value
    settled: list[Any] = []
    for is_removal, group in groupby(value, key=_is_removal):
        run = list(group)
        settled += sorted(run, key=json.dumps) if is_removal else run
    return settled


def _is_removal(entry: Any) -> bool:
    if isinstance(entry, str):
        return entry.startswith("delete_thread_item ")
    return isinstance(entry, dict) and entry.get("type") == "thread.item.removed"
