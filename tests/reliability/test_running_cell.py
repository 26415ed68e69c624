"""Turns while a cell runs: how soon they begin, and how soon a Stop is taken."""

from __future__ import annotations

from statistics import median, quantiles
from time import perf_counter

import pytest

from tests.chatkit_jupyter.clients import create, decode, said
from tests.waiting import soon

CELL = """
import asyncio, pathlib, time
import numpy
from chatkit_jupyter import Chat
from chatkit_jupyter.session import session_of
matrix = numpy.random.rand(500, 500)
gate, busy = pathlib.Path({gate!r}), pathlib.Path({busy!r})
chat = Chat("demo", store={path!r})

@chat.respond
async def respond(message):
    yield "begun"
    if message.text == "wait":
        await asyncio.Event().wait()

session_of("demo").serve()
"""
RUNNING = "busy.touch()\nwhile not gate.exists():\n    {work}"


@pytest.mark.parametrize(
    ("kind", "work"),
    [
        ("a pure-Python loop", "for _ in range(100_000): pass"),
        ("calls of about 4 ms that hold the interpreter", "sum(range(200_000))"),
        ("NumPy calls that release the interpreter", "matrix @ matrix"),
        ("time.sleep", "time.sleep(0.05)"),
    ],
)
async def test_turns_while_a_cell_runs(jupyter, desk, full, figures, tmp_path, kind, work):
    gate, busy = tmp_path / "gate", tmp_path / "busy"
    path = str(tmp_path / "chats.sqlite3")
    await desk.serve(CELL.format(gate=str(gate), busy=str(busy), path=path))
    desk.start(RUNNING.format(work=work))
    try:
        await soon(busy.exists)
        turns = 60 if full else 5
        firsts = [await _first_event(desk) for _ in range(turns + 3)][3:]
        stops = [await _stop(desk, f"r{number}") for number in range(turns // 5)]
    finally:
        gate.touch()
    figures.take(
        f"while a cell runs {kind}: first event; Stop acknowledged",
        f"p50 {median(firsts) * 1000:.0f} ms, p95 {_p95(firsts):.0f} ms; "
        f"p50 {median(stops) * 1000:.0f} ms, most {max(stops) * 1000:.0f} ms",
    )


async def _first_event(desk) -> float:
    started = perf_counter()
    async with desk.http.stream("POST", desk.url(), json=create("hi")) as answer:
        lines = answer.aiter_lines()
        await anext(lines)
        first = perf_counter() - started
        assert said(decode([line async for line in lines])) == "begun"
    return first


async def _stop(desk, response_id: str) -> float:
    headers = {"ChatKit-Response-Id": response_id}
    request = {"json": create("wait"), "headers": headers}
    async with desk.http.stream("POST", desk.url(), **request) as answer:
        async for line in answer.aiter_lines():
            if "begun" in line:
                break
        started = perf_counter()
        stop = await desk.http.delete(f"{desk.url()}/responses/{response_id}")
        assert stop.status_code == 204
        return perf_counter() - started


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] * 1000
