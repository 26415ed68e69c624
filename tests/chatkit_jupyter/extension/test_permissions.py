"""Who may do what, on a Jupyter server that knows its users."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest

from tests.browser.jupyter_server import JupyterServer
from tests.chatkit_jupyter.clients import Browser, Kernel, create, deltas, said
from tests.waiting import eventually

CONFIG = """
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User

class Names(IdentityProvider):
    async def get_user_token(self, handler):
        name = self.get_token(handler)
        return User(name, display_name=name.title(), color="red") if name else None

class Roles(Authorizer):
    def is_authorized(self, handler, user, action, resource):
        allowed = {"reader": ["read"], "writer": ["read", "write"], "nobody": []}
        return resource != "chatkit" or action in allowed.get(user.username, [action])

c.ServerApp.identity_provider_class = Names
c.ServerApp.authorizer_class = Roles
c.ChatKitExtension.max_request_bytes = 2_000
c.ChatKitExtension.max_upload_bytes = 100_000
c.ChatKitExtension.max_message_length = 1_000
c.ChatKitExtension.max_responses_per_chat = 3
c.ChatKitExtension.max_responses_per_user = 2
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
    with JupyterServer(home, options=[f"--config={config}"]) as server:
        yield server


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


def test_a_handler_knows_what_else_the_server_knows_of_a_user(server, as_user, kernel):
    kernel.serve(
        """
@chat.respond
async def respond(message, context):
    yield f"{context.user.display_name} {context.user.name} {context.user.color} {context.user!r}"
""",
        name="names",
    )
    assert said(as_user("anna").ask(kernel, "hi", "names")) == "Anna anna red 'anna'"


def test_users_share_the_threads_of_a_shared_chat(kernel, as_user):
    kernel.serve(ECHO, name="together")
    kernel.run(f"chat = Chat('together', shared=True){ECHO}")
    thread = as_user("anna").ask(kernel, "for all", "together")[0]["thread"]["id"]
    listed = as_user("ben").post(kernel, LIST, "together").json()["data"]
    assert [each["id"] for each in listed] == [thread]
    kernel.run(f"chat = Chat('together'){ECHO}")
    assert as_user("ben").post(kernel, LIST, "together").json()["data"] == []


class TestFiles:
    def announce(self, browser, kernel, size=5):
        params = {"name": "a.txt", "size": size, "mime_type": "text/plain"}
        answer = browser.post(kernel, {"type": "attachments.create", "params": params})
        assert answer.status_code == 200, answer.text
        link = answer.json()["upload_descriptor"]["url"].removeprefix("notebook:")
        return answer.json()["id"], f"{browser.url(kernel)}{link}"

    def test_they_belong_to_one_user(self, kernel, as_user):
        anna, ben = as_user("anna"), as_user("ben")
        key, link = self.announce(anna, kernel)
        for method in ("PUT", "PATCH", "HEAD"):
            assert ben.http.request(method, link, content=b"hello").status_code == 404
        assert anna.http.put(link, content=b"hello").status_code == 200
        there = f"{anna.url(kernel)}/attachments/{key}/link"
        assert ben.http.get(there).status_code == 404
        download = anna.http.get(there).json()["url"]
        assert ben.http.get(download).status_code == 404
        assert anna.http.get(download).content == b"hello"
        send = create("look")
        send["params"]["input"]["attachments"] = [key]
        assert ben.post(kernel, send).status_code == 404

    def test_reading_and_writing_are_allowed_apart(self, kernel, as_user):
        reader = as_user("reader")
        url = f"{reader.url(kernel)}/attachments"
        refused = [
            reader.http.put(f"{url}/a", content=b"x"),
            reader.http.patch(f"{url}/a", content=b"x"),
            reader.http.head(f"{url}/a"),
            reader.http.post(url, files={"file": ("a", b"x")}),
        ]
        assert [answer.status_code for answer in refused] == [403] * 4
        assert reader.http.get(f"{url}/a/link").status_code == 404
        assert as_user("nobody").http.get(f"{url}/a/link").status_code == 403

    def test_an_administrator_limits_them(self, kernel, as_user):
        anna = as_user("anna")
        _, link = self.announce(anna, kernel, size=300_000)
        answer = anna.http.put(link, content=b"x" * 300_000)
        assert answer.status_code == 413
        assert "c.ChatKitExtension.max_upload_bytes" in answer.json()["message"]


class TestLimits:
    def test_of_a_request_and_a_message(self, kernel, as_user):
        anna = as_user("anna")
        long = anna.post(kernel, create("x" * 1_001))
        assert (long.status_code, "max_message_length" in long.json()["message"]) == (413, True)
        assert anna.post(kernel, create("x" * 1_000)).status_code == 200
        large = anna.post(kernel, create("x" * 2_000))
        assert (large.status_code, "max_request_bytes" in large.json()["message"]) == (413, True)

    def test_of_responses_at_the_same_time(self, kernel, as_user):
        kernel.serve(
            """
end = asyncio.Event()
@chat.respond
async def respond(message):
    yield "begun"
    await end.wait()
""",
            name="busy",
        )

        def begin(stack, name):
            streaming = as_user(name).http.stream(
                "POST", as_user(name).url(kernel, "busy"), json=create("go")
            )
            answer = stack.enter_context(streaming)
            if answer.status_code == 200:
                next(deltas(answer.iter_lines()))
                return None
            return answer.status_code, json.loads(answer.read())["message"]

        with ExitStack() as stack:
            assert begin(stack, "anna") is None
            assert begin(stack, "anna") is None
            status, told = begin(stack, "anna")
            assert (status, "max_responses_per_user" in told) == (429, True)
            assert begin(stack, "ben") is None
            status, told = begin(stack, "ben")
            assert (status, "max_responses_per_chat" in told) == (429, True)
            kernel.run(
                "from chatkit_jupyter.runtime.runtime import get_runtime\n"
                "get_runtime()._loop.call_soon_threadsafe(end.set)"
            )
        with ExitStack() as stack:
            eventually(lambda: begin(stack, "anna") is None)
