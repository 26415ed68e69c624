"""Tools in a real kernel, whose cells print as well."""

from __future__ import annotations

import json

TOOL = """
import warnings
from agents import Agent
from chatkit.testing import Call, ScriptedModel

entered, printed = threading.Event(), threading.Event()

@chat.tool
def loud() -> str:
    print("from the tool")
    warnings.warn("careful")
    entered.set()
    printed.wait(20)
    return "ok"

chat.agent = Agent(name="A", tools=[loud], model=ScriptedModel([Call("loud"), "Done."]))
"""


def test_a_tool_prints_in_the_chat_while_a_cell_prints_below_itself(kernel, browser):
    kernel.serve(TOOL)
    # The cell takes the turn itself, so that both run at the same time.
    shown = kernel.run(
        "turn = asyncio.ensure_future(chat.send('Go'))\n"
        "await asyncio.to_thread(entered.wait, 20)\n"
        "print('from the cell')\nprinted.set()\nreply = await turn\nprint(reply.text)"
    )
    assert shown == "from the cell\nDone.\n"
    body = {"type": "threads.list", "params": {}}
    [thread] = browser.post(kernel, body).json()["data"]
    body = {"type": "items.list", "params": {"thread_id": thread["id"]}}
    stored = json.dumps(browser.post(kernel, body).json())
    assert "from the tool" in stored
    assert "UserWarning: careful" in stored
    assert "from the cell" not in stored
