"""`python -m tests.model_server [--port N] [--script FILE]`: prints its URL and serves.

The script is a JSON list with one reply per request; a reply is text, or a list of text,
`{"think": text}`, `{"call": name, "arguments": {...}}` and `{"status": code}`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.model_server.replies import reply_from_json
from tests.model_server.server import ModelServer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--script", type=Path)
    arguments = parser.parse_args()
    server = ModelServer(arguments.port)
    if arguments.script:
        replies = json.loads(arguments.script.read_text("utf-8"))
        server.script.extend(reply_from_json(reply) for reply in replies)
    server.start()
    print(server.base_url, flush=True)
    server.wait()


if __name__ == "__main__":
    main()
