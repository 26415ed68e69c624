"""What the doctor says of each problem, and what it tells to do."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from chatkit.store import InMemoryStore, SQLiteStore, Store
from chatkit_jupyter._version import __version__
from chatkit_jupyter.doctor import versions
from chatkit_jupyter.doctor.finding import Finding, problems, report
from chatkit_jupyter.doctor.kernel import check_kernel, check_transport
from chatkit_jupyter.doctor.renderer import check_front_end, check_renderer
from chatkit_jupyter.doctor.server import Server, check_server
from chatkit_jupyter.doctor.store import check_folder, check_store
from chatkit_jupyter.doctor.versions import check_versions
from chatkit_jupyter.runtime.kernel import Kernel
from chatkit_jupyter.runtime.runtime import Runtime
from chatkit_jupyter.widget.front_end import FrontEnd


def test_problems_are_counted_and_come_with_what_to_do():
    well, ill = Finding("kernel", "answers"), Finding("store", "is full", "Make room")
    assert report([well]).splitlines() == ["ok kernel     answers", "No problem found."]
    lines = report([well, ill]).splitlines()
    assert lines[1:] == ["!! store      is full", " " * 14 + "→ Make room", "1 problem found."]


class TestVersions:
    def test_a_sound_environment_has_no_problem(self):
        first, *others = check_versions()
        assert f"chatkit-jupyter {__version__}" in first.says
        assert problems([first, *others]) == []

    @pytest.mark.parametrize(
        ("number", "advice"),
        [
            ("6.29.5", "--upgrade 'ipykernel>=6.30'"),
            ("7.0.0", "--upgrade 'ipykernel>="),
            ("7.3.0", "--upgrade 'ipykernel>="),
            (None, "install"),
        ],
    )
    def test_an_ipykernel_that_is_old_or_missing_or_loses_messages(
        self, number, advice, monkeypatch
    ):
        monkeypatch.setattr(versions, "installed", lambda name: number)
        (problem,) = problems(check_versions())
        assert "ipykernel" in problem.says
        assert advice in problem.advice

    @pytest.mark.parametrize("number", ["6.30.1", "7.4.0", "8.0.0"])
    def test_an_ipykernel_that_is_well(self, number, monkeypatch):
        monkeypatch.setattr(versions, "installed", lambda name: number)
        assert problems(check_versions()) == []

    def test_two_of_ours(self, tmp_path, monkeypatch):
        info = tmp_path / "chatkit_jupyter-0.0.9.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Name: chatkit-jupyter\nVersion: 0.0.9\n")
        monkeypatch.syspath_prepend(tmp_path)
        (problem,) = problems(check_versions())
        assert "more than once" in problem.says
        assert "0.0.9" in problem.says
        assert "pip uninstall" in problem.advice


class TestFrontEnd:
    def test_it_is_there(self):
        assert check_front_end().advice is None

    def test_it_is_missing_or_in_part(self, tmp_path):
        assert "make setup" in check_front_end(tmp_path).advice
        (tmp_path / "manifest.json").write_text('{"build": "b1"}')
        (tmp_path / "widget.js").write_text("")
        assert "parts" in check_front_end(tmp_path).says
        (tmp_path / "b1").mkdir()
        assert check_front_end(tmp_path).advice is None

    def test_openais_needs_a_key(self):
        assert "domain-key" in check_renderer("orders", "hosted", "").advice
        assert check_renderer("orders", "hosted", "k").advice is None
        assert check_renderer("orders", "local", "").advice is None


class TestStore:
    def test_a_folder_that_can_not_be_written(self, tmp_path):
        taken = tmp_path / "data"
        taken.write_text("a file")
        problem = check_folder(taken / "chatkit")
        assert str(taken) in problem.says
        assert "JUPYTER_DATA_DIR" in problem.advice
        assert check_folder(tmp_path / "new").advice is None

    def test_memory_that_was_not_meant(self):
        assert check_store("orders", InMemoryStore(), meant_to_last=False).advice is None
        assert "restart" in check_store("orders", InMemoryStore(), meant_to_last=True).advice

    def test_a_file(self, tmp_path):
        path = tmp_path / "chats.sqlite3"
        store = SQLiteStore(path)
        assert str(path) in check_store("orders", store, meant_to_last=True).says
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN EXCLUSIVE")
            locked = check_store("orders", store, meant_to_last=True)
        assert "locked" in locked.says
        assert "Another program" in locked.advice
        store.close()
        path.write_text("no database at all, but some text that is long enough" * 20)
        assert "damaged" in check_store("orders", store, meant_to_last=True).advice
        path.unlink()
        assert "gone" in check_store("orders", store, meant_to_last=True).says

    def test_a_database_in_memory_and_a_store_of_the_authors_own(self):
        store = SQLiteStore(":memory:")
        assert "forgotten" in check_store("orders", store, meant_to_last=False).says
        store.close()

        class Own(Store):
            def __getattr__(self, name): ...

        Own.__abstractmethods__ = frozenset()
        assert "Own" in check_store("orders", Own(), meant_to_last=True).says


class TestServer:
    @pytest.fixture
    def serve(self):
        """Serves one answer to everything, as a Jupyter server."""
        servers = []

        def serve(status: int, body: object) -> Server:
            class Handler(BaseHTTPRequestHandler):
                def do_GET(self):
                    server.asked = self.path, self.headers["Authorization"]
                    self.send_response(status)
                    self.end_headers()
                    self.wfile.write(json.dumps(body).encode())

                def log_message(self, *_): ...

            server = HTTPServer(("127.0.0.1", 0), Handler)
            servers.append(server)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            return Server(f"http://127.0.0.1:{server.server_port}/", "secret", 1)

        yield serve
        for server in servers:
            server.shutdown()
            server.server_close()

    def test_it_has_the_same_version(self, serve):
        same = {"version": __version__, "build": FrontEnd.read().build}
        finding = check_server(serve(200, same))
        assert finding.advice is None
        assert __version__ in finding.says

    @pytest.mark.parametrize(
        "other", [{"version": "0.0.9", "build": "b0"}, {"version": __version__, "build": "b0"}]
    )
    def test_it_has_another_version(self, serve, other):
        assert "same version" in check_server(serve(200, other)).advice

    def test_it_has_not_loaded_the_extension(self, serve):
        assert "jupyter server extension enable" in check_server(serve(404, {})).advice

    def test_it_wants_a_password(self, serve):
        finding = check_server(serve(403, {}))
        assert finding.advice is None
        assert "not known" in finding.says

    def test_it_is_gone_or_is_something_else(self, serve):
        assert "does not answer" in check_server(Server("http://127.0.0.1:9/", "", 1)).says
        assert "does not answer" in check_server(serve(200, [1])).says


class TestKernel:
    def test_there_is_none(self):
        assert check_kernel(None).advice is None
        assert "no Jupyter kernel" in check_kernel(SimpleNamespace(kernel=None)).says

    def test_it_can_be_found_or_not(self, tmp_path):
        tmp_path.chmod(0o700)
        runtime = Runtime(Kernel("k1", tmp_path)).start()
        try:
            assert "answers at" in check_kernel(runtime).says
            file = tmp_path / "chatkit" / "k1.json"
            written = file.read_text()
            file.write_text(json.dumps(json.loads(written) | {"secret": "another"}))
            assert "another process" in check_kernel(runtime).says
            file.chmod(0o644)
            assert "can be used by other users" in check_kernel(runtime).says
            file.unlink()
            assert "no registration" in check_kernel(runtime).says
            assert "Restart" in check_kernel(runtime).advice
        finally:
            runtime.close()

    @pytest.mark.parametrize(
        ("asked", "used", "extension", "says"),
        [
            ("auto", None, True, "no page"),
            ("auto", "endpoint", True, "through the server's extension"),
            ("auto", "comm", False, "widget messages"),
        ],
    )
    def test_how_it_is_reached(self, asked, used, extension, says):
        finding = check_transport("orders", asked, used, extension=extension)
        assert finding.advice is None
        assert says in finding.says

    def test_a_way_that_is_asked_for_and_not_there(self):
        assert (
            "--transport auto"
            in check_transport("orders", "endpoint", None, extension=False).advice
        )
