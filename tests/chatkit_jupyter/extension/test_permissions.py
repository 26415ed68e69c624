"""Who may do what, on a Jupyter server that knows its users."""

from __future__ import annotations

import pytest

from tests.browser.jupyter_server import JupyterServer
from tests.chatkit_jupyter.clients import Browser, Kernel, create, said

CONFIG = """
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User

class Names(IdentityProvider):
    async def get_user_token(self, handler):
        name = self.get_token(handler)
        return User(name) if name else None

class Roles(Authorizer):
    def is_authorized(self, handler, user, action, resource):
        allowed = {"reader": ["read"], "writer": ["read", "write"]}
        return resource != "chatkit" or action in allowed.get(user.username, [action])

c.ServerApp.identity_provider_class = Names
c.ServerApp.authorizer_class = Roles
"""
ECHO = """
@chat.respond
async def respond(message, context):
    yield f"{context.user} said {message.text}"
"""
LIST = {"type": "threads.list", "params": {}}
ACT = {
    "type": "threads.custom_action",
    "params": {"thread_id": "t", "item_id": "i", "action": {"type": "go", "payload": None}},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home = tmp_path_factory.mktemp("users")
    config = home / "server_config.py"
    config.write_text(CONFIG)
    server = JupyterServer(home, options=[f"--config={config}"])
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def as_user(server):
    """Opens a browser for a user, whose token is their name."""
    opened = []

    def as_user(name):
        opened.append(Browser(server, Authorization=f"token {name}"))
        return opened[-1]

    yield as_user
    for browser in opened:
        browser.http.close()


@pytest.fixture(scope="module")
def kernel(server, as_user):
    kernel = Kernel(server, as_user("admin").http.post("api/kernels").json()["id"])
    kernel.serve(ECHO)
    yield kernel
    kernel.close()


def test_a_handler_knows_who_asks(kernel, as_user):
    assert said(as_user("anna").ask(kernel, "hi")) == "anna said hi"
    assert said(as_user("o'brien@example.org").ask(kernel, "hi")) == "o'brien@example.org said hi"


def test_users_do_not_see_each_others_threads(kernel, as_user):
    thread = as_user("anna").ask(kernel, "private")[0]["thread"]["id"]
    ben = as_user("ben")
    assert ben.post(kernel, LIST).json()["data"] == []
    read = {"type": "threads.get_by_id", "params": {"thread_id": thread}}
    assert ben.post(kernel, read).status_code == 404
    assert as_user("anna").post(kernel, read).status_code == 200


@pytest.mark.parametrize(
    ("user", "body", "allowed"),
    [
        ("reader", LIST, True),
        ("reader", create("hi"), False),
        ("reader", ACT, False),
        ("writer", LIST, True),
        ("writer", create("hi"), True),
        ("writer", ACT, False),
        ("admin", ACT, True),
    ],
)
def test_reading_writing_and_acting_are_allowed_apart(kernel, as_user, user, body, allowed):
    answer = as_user(user).post(kernel, body)
    assert (answer.status_code != 403) is allowed
    if not allowed:
        assert answer.json()["message"].startswith("You may not ")


def test_who_may_only_read_may_not_stop(kernel, as_user):
    reader, writer = as_user("reader"), as_user("writer")
    assert reader.http.delete(f"{reader.url(kernel)}/responses/r").status_code == 403
    assert writer.http.delete(f"{writer.url(kernel)}/responses/r").status_code == 204
