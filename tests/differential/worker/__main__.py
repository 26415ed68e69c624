"""Does what each line of standard input asks of the `chatkit` it finds, one line per answer.

It runs once with each of the two packages: everything it imports besides is in this folder or is
the same on both sides.
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

from functions import FUNCTIONS  # noqa: E402
from observing import raised  # noqa: E402
from scripted_server import hold  # noqa: E402


async def answer(job: dict[str, Any]) -> dict[str, Any]:
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    if job["kind"] == "server":
        return await hold(job)
    try:
        return {"result": await FUNCTIONS[job["kind"]](job)}
    except Exception as error:
        return raised(error)


def main() -> None:
    logging.disable(logging.CRITICAL)
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(asyncio.run(answer(json.loads(line)))), flush=True)


main()
