"""A page with the element and nothing else: its built files, a ChatKit server, uploads."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from chatkit.server import StreamingResult
from chatkit.store import InMemoryStore
from tests.browser.element.responder import Files, Responder, make_attachment
from tests.waiting import eventually

STAND_IN = Path(__file__).parents[1] / "stand_in.js"
FONTS = Path(__file__).parents[3] / "node_modules" / "katex" / "dist" / "fonts"
GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
PAGE = """<!doctype html>
<html><head><title>Test</title>
<style>body {{ margin: 0 }} openai-chatkit {{ height: 640px; width: 720px }}</style></head>
<body><div id="root"></div>
<script type="module">{script}</script>
</body></html>
"""
SCRIPTS = {
    "react": "import '/static/element.js'; import '/app/drive.js';",
    "plain": (
        "import '/static/element.js';"
        "document.getElementById('root').append(document.createElement('openai-chatkit'));"
    ),
    "notebook": """
        import widget from '/jupyter/chatkit/static/widget.js';
        const config = document.createElement('script');
        config.id = 'jupyter-config-data';
        config.type = 'application/json';
        config.textContent = '{"baseUrl": "/jupyter/"}';
        document.head.append(config);
        const el = document.getElementById('root');
        const quiet = { on() {}, off() {}, set() {}, save_changes() {}, send() {} };
        window.render = (traits) =>
            widget().render({ el, model: { get: (name) => traits[name], ...quiet } });
    """,
}
STRICT = {"Content-Security-Policy": "script-src 'self' 'nonce-page'; frame-src 'none'"}


class ElementServer:
    """One server on loopback, for all tests of the element.

    Args:
        static: The folder of the front end as it was built.
        build: The folder of the element in it.
        app: The folder of the built test pages.
    """

    def __init__(self, static: Path, build: str, app: Path) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.uploads: dict[str, int] = {}
        self.accepts: str | None = None
        self.store = InMemoryStore[Any]()
        self.files = Files(self.store)
        self.build = build
        self._chat = Responder(self.store, self.files)
        self._server = self._make_server(static, build, app)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.url = f"http://{self.host}"

    def start(self) -> None:
        """Start it in a thread of its own."""
        run = {"sockets": [self._socket]}
        threading.Thread(target=self._server.run, kwargs=run, daemon=True).start()
        eventually(lambda: self._server.started)

    def stop(self) -> None:
        """Stop it."""
        self._server.should_exit = True

    def reset(self) -> None:
        """Forget what was asked, and every thread."""
        self.requests.clear()
        self.headers.clear()
        self.uploads.clear()
        self.files.deleted.clear()
        self.accepts = None

    def asked(self, kind: str) -> list[dict[str, Any]]:
        """The params of the requests of one type, oldest first."""
        return [request.get("params", {}) for request in self.requests if request["type"] == kind]

    def _make_server(self, static: Path, build: str, app: Path) -> uvicorn.Server:
        routes = [
            Route("/page/{name}", self._page),
            Route("/strict", self._strict),
            Route("/chatkit", self._chatkit, methods=["POST"]),
            Route("/upload", self._upload, methods=["POST"]),
            Route("/files/{id}", self._file, methods=["PUT"]),
            Route("/jupyter/chatkit/kernels/{rest:path}", self._chatkit, methods=["POST"]),
            Route("/preview.gif", self._preview),
            Route("/stand-in.js", self._stand_in),
            Route("/never.js", self._never),
            Mount("/jupyter/chatkit/static", StaticFiles(directory=static)),
            Mount("/static", StaticFiles(directory=static / build)),
            Mount("/fonts", StaticFiles(directory=FONTS)),
            Mount("/app", StaticFiles(directory=app)),
        ]
        cors = Middleware(CORSMiddleware, allow_origins=["*"])
        application = Starlette(routes=routes, middleware=[cors])
        config = uvicorn.Config(application, log_level="warning", lifespan="off", ws="none")
        return uvicorn.Server(config)

    async def _page(self, request: Request) -> Response:
        return HTMLResponse(PAGE.format(script=SCRIPTS[request.path_params["name"]]))

    async def _strict(self, _: Request) -> Response:
        page = PAGE.format(script=SCRIPTS["plain"]).replace("<script ", '<script nonce="page" ')
        return HTMLResponse(page, headers=STRICT)

    async def _preview(self, _: Request) -> Response:
        return Response(GIF, media_type="image/gif")

    async def _stand_in(self, _: Request) -> Response:
        return Response(STAND_IN.read_bytes(), media_type="text/javascript")

    async def _never(self, request: Request) -> Response:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return Response()

    async def _chatkit(self, request: Request) -> Response:
        authorization = request.headers.get("Authorization")
        if self.accepts is not None and authorization != f"Bearer {self.accepts}":
            return JSONResponse({"message": "The secret has expired."}, 401)
        body = await request.body()
        self.requests.append(json.loads(body))
        self.headers.append(dict(request.headers))
        try:
            result = await self._chat.process(body, {"host": self.host})
        except LookupError as error:
            return JSONResponse({"message": str(error)}, 404)
        if isinstance(result, StreamingResult):
            return StreamingResponse(result, media_type="text/event-stream")
        return Response(result.json, media_type="application/json")

    async def _upload(self, request: Request) -> Response:
        async with request.form() as form:
            file = form["file"]
            assert not isinstance(file, str)
            name, mime_type = file.filename or "", file.content_type or ""
            made = make_attachment(f"direct-{name}", name, mime_type, self.host)
            self.uploads[made.id] = file.size or 0
        await self.store.save_attachment(made, {})
        return Response(made.model_dump_json(exclude_none=True), media_type="application/json")

    async def _file(self, request: Request) -> Response:
        self.uploads[request.path_params["id"]] = len(await request.body())
        return Response(status_code=204)
