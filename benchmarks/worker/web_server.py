"""A chat served with FastAPI and uvicorn, as the guides have it; started as a script."""

from __future__ import annotations

import asyncio
import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from stores import PlainStore
from subjects import Server, typing

from chatkit.server import StreamingResult


def app(deltas: int) -> FastAPI:
    """Make the application; like a model's, its answers let others have their turn."""
    server = Server(PlainStore(), typing(deltas, pause=lambda: asyncio.sleep(0)))
    web = FastAPI()

    @web.post("/chatkit")
    async def chatkit(request: Request) -> Response:
        result = await server.process(await request.body(), {})
        if isinstance(result, StreamingResult):
            return StreamingResponse(result, media_type="text/event-stream")
        return Response(content=result.json, media_type="application/json")

    return web


if __name__ == "__main__":
    uvicorn.run(app(int(sys.argv[1])), fd=int(sys.argv[2]), log_level="warning")
