"""Run cases by name, as asked line by line, with whichever `chatkit` this Python has.

The script is run by path, so that the folder it lies in is importable and the project is not.
"""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from inspect import iscoroutine


def run(module: str, case: str, arguments: dict[str, object]) -> object:
    """Run one case of one module and return what it measured."""
    result = getattr(import_module(module), case)(**arguments)
    return asyncio.run(result) if iscoroutine(result) else result


def main() -> None:
    """Answer each line of JSON with one."""
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
