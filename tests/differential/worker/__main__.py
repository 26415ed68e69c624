"""Does what each line of standard input asks of the `chatkit` it finds, one line per answer.

It runs once with each of the two packages: everything it imports besides is in this folder, is
`scripted`, which the vectors are run with as well, or is the same on both sides.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
import warnings
from typing import Any

warnings.simplefilter("ignore")

from counting_store import CountingStore  # noqa: E402
from scripted.functions import FUNCTIONS  # noqa: E402
from scripted.server import ScriptedServer, take_turn  # noqa: E402
from wording import meaning  # noqa: E402

PATIENCE = 20.0


async def answer(job: dict[str, Any]) -> dict[str, Any]:
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    if job["kind"] == "server":
        return await hold(job)
    try:
        found = await FUNCTIONS[job["kind"]](job)
    except Exception as error:
        return {"raises": _names(error)}
    return meaning(found) if job["kind"] == "to_agent_input" else found


async def hold(conversation: dict[str, Any]) -> dict[str, Any]:
    """Send a conversation's requests to one server, and report all that can be seen of it."""
    store = CountingStore(conversation, object())
    server = ScriptedServer(store, conversation)
    turns = [await take_turn(server, turn, PATIENCE) for turn in conversation["turns"]]
    for turn in turns:
        if "raises" in turn:
            turn["raises"] = _names(turn["raises"])
    return {"turns": turns, "final": store.contents()}


def _names(error: BaseException) -> list[str]:
    return [kind.__name__ for kind in type(error).__mro__]


def main() -> None:
    logging.disable(logging.CRITICAL)
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(asyncio.run(answer(json.loads(line)))), flush=True)


main()
