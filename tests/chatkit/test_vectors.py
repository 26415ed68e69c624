"""The recorded behaviour of the wire: every vector, through both stores where one is involved."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.chatkit.vectors.matching import difference
from tests.chatkit.vectors.recording import contents, fill, open_store
from tests.protocol.scripted.functions import FUNCTIONS
from tests.protocol.scripted.server import ScriptedServer, take_turn

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
async def test_cases(vector):
    for number, case in enumerate(vector["cases"]):
        try:
            got = await FUNCTIONS[vector["kind"]](case)
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
        server = ScriptedServer(store, vector, typed_annotations=typed_annotations)
        for number, turn in enumerate(vector.get("turns", [vector])):
            expected = {key: want for key, want in turn["expect"].items() if key not in FINAL}
            check(expected, await take_turn(server, turn), f"turn {number}")
        final = {key: want for key, want in vector["expect"].items() if key in FINAL}
        check(final, await contents(store), "at the end")
    finally:
        if kind == "sqlite":
            store.close()


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
