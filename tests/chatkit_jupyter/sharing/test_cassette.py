"""A cassette that one kernel records and another one replays."""

from __future__ import annotations

import nbclient
import nbformat
import pytest

from chatkit.testing import Call
from tests.model_server.fixture import model_server

__all__ = ["model_server"]

SETUP = """
%load_ext chatkit_jupyter
from agents import Agent
from chatkit_jupyter import Chat, TurnError

stocks = {"apples": 7, "pears": 0}
chat = Chat("shop", store="memory", cassette="demo.jsonl")

@chat.tool
def stock(item: str) -> int:
    "How many of an item there are."
    return stocks[item]

chat.agent = Agent(name="Shop", instructions="Be brief.", model="any-model", tools=[stock])
"""
ASK = "reply = await chat.send('How many apples?')\nprint(reply.text)"
CHANGED = """
other = Chat("other", store="memory", cassette="demo.jsonl")
other.agent = chat.agent.clone(instructions="Be brief, and polite.")
try:
    await other.send("How many apples?")
except TurnError as error:
    print(error)
"""
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def printed(folder, *cells: str) -> list[str]:
    """Run a notebook in a kernel of its own; what its cells print."""
    code = [nbformat.v4.new_code_cell(source) for source in cells]
    made = nbformat.v4.new_notebook(cells=code, metadata=KERNEL)
    resources = {"metadata": {"path": str(folder)}}
    ran = nbclient.NotebookClient(made, timeout=60, resources=resources).execute()
    return [out.text for cell in ran.cells for out in cell.outputs if out.get("name") == "stdout"]


@pytest.fixture
def recorded(tmp_path, monkeypatch, model_server):
    """A folder with a cassette, which a kernel with a key has recorded."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-proj-recorded-with-this-key-0123")
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url)
    model_server.reply(Call("stock", {"item": "apples"}))
    model_server.reply("There are **7** apples.")
    assert printed(tmp_path, SETUP, ASK) == ["There are **7** apples.\n"]
    assert len(model_server.requests) == 2
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    return tmp_path


def test_a_kernel_without_a_key_replays_what_another_one_recorded(recorded, model_server):
    kept = (recorded / "demo.jsonl").read_text()
    said, differs = printed(recorded, SETUP, ASK, CHANGED)
    assert said == "There are **7** apples.\n"
    assert 'instructions: recorded "Be brief.", now "Be brief, and polite."' in differs
    assert len(model_server.requests) == 2
    assert (recorded / "demo.jsonl").read_text() == kept
    assert "sk-proj" not in kept
