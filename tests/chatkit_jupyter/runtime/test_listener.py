"""Where a kernel listens."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

import httpx
import pytest
from tornado.httpserver import HTTPServer

from chatkit_jupyter.runtime import listener as listener_module
from chatkit_jupyter.runtime.dispatcher import Dispatcher
from chatkit_jupyter.runtime.endpoint import make_application, make_server
from chatkit_jupyter.runtime.kernel import Kernel
from chatkit_jupyter.runtime.listener import Listener
from chatkit_jupyter.runtime.registration import Registration


@pytest.fixture
def listen():
    """Listeners that are closed after the test, with a server on each."""
    opened: list[tuple[Listener, HTTPServer]] = []

    def listen(kernel: Kernel) -> Listener:
        listener = Listener(kernel, "secret")
        server = make_server(make_application(Dispatcher(), "secret"))
        listener.serve(server)
        opened.append((listener, server))
        return listener

    yield listen
    for listener, server in opened:
        server.stop()
        listener.remove_files()


async def answers(registration: Registration) -> bool:
    uds = None if registration.port else registration.socket
    url = f"http://{'kernel' if uds else registration.socket}/"
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(uds=uds)) as client:
        answer = await client.get(url, headers={"Authorization": "Bearer secret"})
    return answer.status_code == 404


async def test_a_kernel_is_reached_through_a_socket_of_its_own(listen, tmp_path):
    listen(Kernel("k1", tmp_path))
    registration = Registration.read(tmp_path, "k1")
    assert registration.socket == str(tmp_path / "chatkit" / "k1.sock")
    assert await answers(registration)


async def test_a_long_path_gets_a_short_private_folder(listen, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    far = tmp_path / ("x" * 90)
    far.mkdir()
    listener = listen(Kernel("k1", far))
    registration = Registration.read(far, "k1")
    folder = Path(registration.socket).parent
    assert len(registration.socket) <= 100
    assert folder.stat().st_mode & 0o777 == 0o700
    assert await answers(registration)
    listener.remove_files()
    assert not folder.is_dir()


async def test_without_unix_sockets_it_listens_on_loopback(listen, tmp_path, monkeypatch):
    monkeypatch.delattr(socket, "AF_UNIX")
    listen(Kernel("k1", tmp_path))
    monkeypatch.undo()
    registration = Registration.read(tmp_path, "k1")
    assert registration.socket.startswith("127.0.0.1:")
    assert await answers(registration)


async def test_where_even_temporary_paths_are_long_it_listens_on_loopback(
    listen, tmp_path, monkeypatch
):
    monkeypatch.setattr(listener_module, "_SOCKET_PATH_LIMIT", 0)
    listen(Kernel("k1", tmp_path))
    assert await answers(Registration.read(tmp_path, "k1"))


async def test_what_a_killed_kernel_left_is_replaced(listen, tmp_path):
    listen(Kernel("k1", tmp_path))
    listen(Kernel("k1", tmp_path))
    assert await answers(Registration.read(tmp_path, "k1"))


async def test_nothing_is_left_behind(listen, tmp_path):
    listener = listen(Kernel("k1", tmp_path))
    listener.remove_files()
    assert list((tmp_path / "chatkit").iterdir()) == []
