"""Ways to log in: a password, a hub's user, a proxy in front; and nobody."""

from __future__ import annotations

from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from tests.browser.jupyter_server import JupyterServer
from tests.chatkit_jupyter.clients import Browser, Kernel, create, said

PASSWORD = """
from jupyter_server.auth import passwd
c.PasswordIdentityProvider.hashed_password = passwd("open sesame")
c.IdentityProvider.token = ""
c.PasswordIdentityProvider.token = ""
"""
HUB = """
from jupyter_server.auth.identity import IdentityProvider, User

class HubProvider(IdentityProvider):
    \"\"\"Knows users as a hub does: by their own tokens.\"\"\"

    async def get_user_token(self, handler):
        name = self.get_token(handler)
        return User(name, name=f"{name} of the hub") if name in ("ada", "ben") else None

c.ServerApp.identity_provider_class = HubProvider
"""
ECHO = """
@chat.respond
async def respond(message, context):
    yield f"{context.user or 'somebody'} said {message.text}"
"""
LIST = {"type": "threads.list", "params": {}}


@pytest.fixture(scope="module")
def serve(tmp_path_factory):
    """Starts servers with a configuration."""
    servers = ExitStack()

    def serve(config: str, **more) -> JupyterServer:
        home = tmp_path_factory.mktemp("access")
        (home / "config.py").write_text(config)
        options = [f"--config={home / 'config.py'}", *more.pop("options", [])]
        return servers.enter_context(JupyterServer(home, options=options, **more))

    with servers:
        yield serve


def routes(browser: Browser, kernel: Kernel) -> list[tuple[str, str]]:
    """Every route of the extension."""
    chat = browser.url(kernel)
    file = f"{chat}/attachments/a"
    return [
        ("GET", chat),
        ("POST", chat),
        ("GET", f"{chat}/responses/r"),
        ("DELETE", f"{chat}/responses/r"),
        ("POST", f"{chat}/attachments"),
        *[(method, file) for method in ("PUT", "PATCH", "HEAD", "GET")],
        ("GET", f"{file}/link"),
        ("GET", "chatkit/about"),
        ("GET", "chatkit/static/abc/element.js"),
    ]


def refusals(browser: Browser, kernel: Kernel, changing_only: bool = False) -> dict:
    return {
        (method, url): browser.http.request(method, url).status_code
        for method, url in routes(browser, kernel)
        if not (changing_only and method in ("GET", "HEAD"))
    }


@pytest.fixture(scope="module")
def locked(serve):
    return serve(PASSWORD, base_url="/proxy/prefix/", token="")


@pytest.fixture(scope="module")
def page(locked):
    browser = Browser(locked)
    browser.http.get("login")
    form = {"password": "open sesame", "_xsrf": browser.http.cookies["_xsrf"]}
    assert browser.http.post("login", data=form).status_code == 302
    yield browser
    browser.http.close()


@pytest.fixture(scope="module")
def locked_kernel(locked, page):
    xsrf = {"X-XSRFToken": page.http.cookies["_xsrf"]}
    locked_kernel = Kernel(locked, page.http.post("api/kernels", headers=xsrf).json()["id"])
    locked_kernel.serve(ECHO)
    yield locked_kernel
    locked_kernel.close()


class TestAPassword:
    def test_lets_a_browser_in_with_its_cookie_and_xsrf_token(self, page, locked_kernel):
        xsrf = {"X-XSRFToken": page.http.cookies["_xsrf"]}
        answer = page.post(locked_kernel, create("hi"), **xsrf)
        assert answer.status_code == 200
        assert "somebody said hi" in answer.text

    def test_without_the_xsrf_token_nothing_is_changed(self, page, locked_kernel):
        for (method, url), status in refusals(page, locked_kernel, changing_only=True).items():
            assert status == 403, (method, url)

    def test_nobody_else_is_let_in_anywhere(self, locked, locked_kernel):
        stranger = Browser(locked)
        for (method, url), status in refusals(stranger, locked_kernel).items():
            assert status in (302, 403), (method, url)
        stranger.http.close()

    def test_a_proxy_in_front_changes_nothing(self, locked, page, locked_kernel):
        with proxy_to(locked) as address, httpx.Client(base_url=address) as http:
            http.cookies.update({each.name: each.value for each in page.http.cookies.jar})
            xsrf = {"X-XSRFToken": page.http.cookies["_xsrf"]}
            answer = http.post(page.url(locked_kernel), json=create("hi"), headers=xsrf)
            assert "somebody said hi" in answer.text
            params = {"name": "a.txt", "size": 5, "mime_type": "text/plain"}
            request = {"type": "attachments.create", "params": params}
            made = http.post(page.url(locked_kernel), json=request, headers=xsrf).json()
            link = made["upload_descriptor"]["url"].removeprefix("notebook:")
            url = f"{page.url(locked_kernel)}{link}"
            assert http.put(url, content=b"hello", headers=xsrf).status_code == 200


@pytest.fixture(scope="module")
def hub(serve):
    return serve(HUB, base_url="/user/ada/", env={"JUPYTERHUB_USER": "ada"})


@pytest.fixture(scope="module")
def as_user(hub):
    opened = []

    def as_user(name):
        opened.append(Browser(hub, Authorization=f"token {name}"))
        return opened[-1]

    yield as_user
    for browser in opened:
        browser.http.close()


@pytest.fixture(scope="module")
def hub_kernel(hub, as_user):
    hub_kernel = Kernel(hub, as_user("ada").http.post("api/kernels").json()["id"])
    hub_kernel.serve(ECHO)
    yield hub_kernel
    hub_kernel.close()


class TestAHub:
    def test_names_the_user_and_those_they_share_the_server_with(self, as_user, hub_kernel):
        assert said(as_user("ada").ask(hub_kernel, "hi")) == "ada said hi"
        assert said(as_user("ben").ask(hub_kernel, "hi")) == "ben said hi"
        assert as_user("eve").post(hub_kernel, create("hi")).status_code == 403

    def test_turns_from_code_are_its_users(self, as_user, hub_kernel):
        hub_kernel.run("reply = await chat.send('from a cell')\nprint(reply.text)")
        for name, sees in (("ada", True), ("ben", False)):
            listed = as_user(name).post(hub_kernel, LIST).json()["data"]
            assert ("from a cell" in [thread["title"] for thread in listed]) is sees


class proxy_to:
    """A reverse proxy on a port of its own, as one that ends TLS in front of a server."""

    def __init__(self, server: JupyterServer):
        host = httpx.URL(server.url).netloc.decode()

        class Forward(BaseHTTPRequestHandler):
            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                url = server.url.removesuffix(server.base_url) + self.path
                headers = {**self.headers, "Host": host, "X-Forwarded-Proto": "https"}
                answer = httpx.request(self.command, url, content=body, headers=headers)
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers["content-type"])
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            do_GET = do_POST = do_PUT = forward

            def log_message(self, *_):
                pass

        self.proxy = ThreadingHTTPServer(("127.0.0.1", 0), Forward)
        self.address = f"http://127.0.0.1:{self.proxy.server_port}{server.base_url}"

    def __enter__(self) -> str:
        Thread(target=self.proxy.serve_forever, daemon=True).start()
        return self.address

    def __exit__(self, *_) -> None:
        self.proxy.shutdown()
        self.proxy.server_close()
