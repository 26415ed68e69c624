"""The kernel's HTTP endpoint, asked directly."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import sys
from contextlib import asynccontextmanager

import httpx
import pytest

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.runtime import switching as switching_module
from chatkit_jupyter.runtime.activity import Activity
from chatkit_jupyter.runtime.dispatcher import Dispatcher
from chatkit_jupyter.runtime.endpoint import make_application, make_server
from chatkit_jupyter.users import User
from chatkit_jupyter.widget.front_end import STATIC, FrontEnd
from tests.waiting import soon

END = b": end\n\n"
FIRST = b'id: 1\ndata: {"type": "notice"}\n\n'
SECRET = {"Authorization": "Bearer right"}


class Echo:
    """A chat that answers with what it was asked; one that begins with "stream" streams."""

    def __init__(self):
        self.stopped = asyncio.Event()
        self.activity = Activity(lambda _: None)

    def owner(self, user):
        return user

    async def answer(self, request, user):
        if request == b"refuse":
            raise RefusalError(418, "short and stout")
        if request == b"fail":
            raise RuntimeError("secret detail")
        if request.startswith(b"stream"):
            return self._frames()
        return json.dumps([request.decode(), user]).encode()

    async def _frames(self):
        try:
            yield b'data: {"type": "notice"}\n\n'
            await asyncio.Event().wait()
        finally:
            self.stopped.set()


@pytest.fixture(autouse=True)
async def switching(monkeypatch):
    """The interpreter's switch interval, which has to be as it was once nobody is connected."""
    monkeypatch.setattr(switching_module, "LINGER_SECONDS", 0)
    switching_module.quick_switching.forget()  # an earlier test's loop has ended
    usual = sys.getswitchinterval()
    yield lambda: sys.getswitchinterval() / usual
    await soon(lambda: sys.getswitchinterval() == usual)


@pytest.fixture
def endpoint(tmp_path):
    """Serves a chat "demo" on a Unix socket."""

    @asynccontextmanager
    async def serve(services):
        path = str(tmp_path / "k.sock")
        listening = socket.socket(socket.AF_UNIX)
        listening.setblocking(False)
        listening.bind(path)
        listening.listen()
        dispatcher = Dispatcher()
        for name, service in services.items():
            dispatcher.publish(name, service)
        server = make_server(make_application(dispatcher, "right"))
        server.add_sockets([listening])
        transport = httpx.AsyncHTTPTransport(uds=path)
        async with httpx.AsyncClient(transport=transport, base_url="http://kernel") as client:
            yield client
        await dispatcher.stop_all()
        server.stop()
        await server.close_all_connections()

    return serve


@pytest.mark.parametrize("given", ["", "Bearer wrong", "Bearer", "right", "Bearer rïght"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/chats/demo"),
        ("GET", "/chats/demo"),
        ("GET", "/chats/demo/responses/r"),
        ("DELETE", "/chats/demo/responses/r"),
        ("GET", "/anything"),
    ],
)
async def test_nobody_without_the_secret_is_answered(endpoint, given, method, path):
    async with endpoint({"demo": Echo()}) as client:
        headers = {"Authorization": given.encode("latin-1")}
        answer = await client.request(method, path, headers=headers)
    assert answer.status_code == 401
    assert answer.json() == {"message": "The kernel's secret is missing or wrong.", "reason": None}


async def test_the_chat_gets_the_body_and_the_user(endpoint):
    async with endpoint({"demo": Echo()}) as client:
        headers = {**SECRET, "ChatKit-User": User("Zoë").to_header()}
        answer = await client.post("/chats/demo", content=b"hello", headers=headers)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == ["hello", "Zoë"]


@pytest.mark.parametrize(
    ("path", "body", "status", "message"),
    [
        ("/chats/demo", b"refuse", 418, "short and stout"),
        ("/chats/other", b"", 404, "The kernel has no chat 'other' (any more)"),
        ("/elsewhere", b"", 404, "The kernel does not know this address."),
    ],
)
async def test_a_refusal_is_one_line(endpoint, path, body, status, message):
    async with endpoint({"demo": Echo()}) as client:
        answer = await client.post(path, content=body, headers=SECRET)
    assert answer.status_code == status
    assert answer.json()["message"].startswith(message)


async def test_a_failure_of_ours_tells_nothing_of_its_inside(endpoint, caplog):
    async with endpoint({"demo": Echo()}) as client:
        answer = await client.post("/chats/demo", content=b"fail", headers=SECRET)
    assert answer.status_code == 500
    assert answer.json()["message"] == "The kernel could not answer: Internal Server Error."
    assert "secret detail" in caplog.text


async def test_the_interpreter_switches_quickly_before_anything_was_asked(
    endpoint, switching, tmp_path
):
    async with endpoint({"demo": Echo()}):
        assert switching() == 1
        _, writer = await asyncio.open_unix_connection(str(tmp_path / "k.sock"))
        await soon(lambda: switching() < 1)
        writer.close()
        await soon(lambda: switching() == 1)


async def test_a_client_that_leaves_does_not_stop_the_response_but_a_delete_does(endpoint):
    echo = Echo()
    async with endpoint({"demo": echo}) as client:
        headers = {**SECRET, "ChatKit-Response-Id": "r1"}
        async with client.stream("POST", "/chats/demo", content=b"stream", headers=headers) as sent:
            assert sent.headers["content-type"] == "text/event-stream"
            assert await anext(sent.aiter_bytes()) == FIRST
        assert not echo.stopped.is_set()
        gone = await client.delete("/chats/demo/responses/r1", headers=SECRET)
        assert gone.status_code == 204
        assert echo.stopped.is_set()


async def test_a_response_is_followed_again_by_its_id(endpoint):
    async with endpoint({"demo": Echo()}) as client:
        headers = {**SECRET, "ChatKit-Response-Id": "r1"}
        async with client.stream("POST", "/chats/demo", content=b"stream", headers=headers) as sent:
            await anext(sent.aiter_bytes())
        url = "/chats/demo/responses/r1"
        async with client.stream("GET", url, headers=SECRET) as again:
            assert again.headers["content-type"] == "text/event-stream"
            assert await anext(again.aiter_bytes()) == FIRST
        await client.delete(url, headers=SECRET)
        rest = await client.get(f"{url}?after=1", headers=SECRET)
        assert (rest.status_code, rest.content) == (200, END)


async def test_a_response_says_that_it_has_ended(endpoint):
    echo = Echo()
    async with endpoint({"demo": echo}) as client:
        headers = {**SECRET, "ChatKit-Response-Id": "r1"}
        async with client.stream("POST", "/chats/demo", content=b"stream", headers=headers) as sent:
            pieces = sent.aiter_bytes()
            assert await anext(pieces) == FIRST
            await client.delete("/chats/demo/responses/r1", headers=SECRET)
            assert [piece async for piece in pieces] == [END]


@pytest.mark.parametrize(
    ("path", "status"),
    [("never", 404), ("r1?after=x", 400), ("r1?after=-1", 400)],
)
async def test_what_can_not_be_followed_is_refused(endpoint, path, status):
    async with endpoint({"demo": Echo()}) as client:
        answer = await client.get(f"/chats/demo/responses/{path}", headers=SECRET)
    assert answer.status_code == status


async def test_a_viewer_that_was_left_behind_is_not_told_that_this_is_the_end(
    endpoint, monkeypatch
):
    viewers = []
    request = Dispatcher.request

    async def remembering(*asked):
        viewers.append(await request(*asked))
        return viewers[-1]

    monkeypatch.setattr(Dispatcher, "request", remembering)
    async with endpoint({"demo": Echo()}) as client:
        headers = {**SECRET, "ChatKit-Response-Id": "r1"}
        async with client.stream("POST", "/chats/demo", content=b"stream", headers=headers) as sent:
            reading = sent.aiter_bytes()
            assert await anext(reading) == FIRST
            viewers[0].leave_behind()
            with pytest.raises(httpx.RemoteProtocolError):
                await anext(reading)


async def test_a_chat_tells_what_goes_on_in_its_threads(endpoint):
    echo = Echo()
    echo.activity.begin("r1", "thr_1")
    async with endpoint({"demo": echo}) as client:
        news = (await client.get("/chats/demo", headers=SECRET)).json()
        unknown = await client.get("/chats/other", headers=SECRET)
    assert news["running"] == [{"response": "r1", "thread": "thr_1"}]
    assert unknown.status_code == 404


async def test_the_front_end_is_handed_over_zipped(endpoint):
    build = FrontEnd.read().build
    async with endpoint({}) as client:
        answer = await client.get(f"/parts/{build}/element.js", headers=SECRET)
    assert answer.headers["content-type"] == "application/gzip"
    assert gzip.decompress(answer.content) == (STATIC / build / "element.js").read_bytes()


@pytest.mark.parametrize("path", ["0123/element.js", "{build}/missing.js"])
async def test_a_part_of_another_version_is_refused(endpoint, path):
    async with endpoint({}) as client:
        path = f"/parts/{path.format(build=FrontEnd.read().build)}"
        answer = await client.get(path, headers=SECRET)
    assert answer.status_code == 404
    assert "Run the cell" in answer.json()["message"]
