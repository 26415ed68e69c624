"""``%chatkit`` in a real kernel."""

from __future__ import annotations

import pytest

from tests.chatkit_jupyter.clients import said

AGENT = """
import agents, chatkit.testing
echo = agents.Agent("echo", model=chatkit.testing.ScriptedModel(["heard hello"]))
"""
SERVER = """
from chatkit.store import InMemoryStore
from chatkit_jupyter.notebook_server import NotebookServer
def responder(message): return "heard " + message.text
echo = NotebookServer(InMemoryStore(), lambda: responder, print)
"""
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def shell(kernel):
    """A kernel in which nothing has been defined."""
    kernel.run(
        "%reset -f\n%reload_ext chatkit_jupyter\n"
        "from chatkit_jupyter import Chat, session; session._sessions.clear()"
    )
    return kernel


def refused(kernel, line: str) -> str:
    """The one line that a mistaken magic prints."""
    content, printed, shown = kernel.execute(line)
    assert content["status"] == "error"
    assert shown == []
    (only,) = printed.strip().splitlines()
    assert only.startswith("UsageError: ")
    return only.removeprefix("UsageError: ")


def test_it_shows_a_chat_by_its_variable_its_name_or_as_the_only_one(shell):
    shell.run("desk = Chat('orders', store='memory')")
    views = [
        shell.shows(line)[0][VIEW]["model_id"]
        for line in ("desk", "%chatkit desk", "%chatkit orders", "%chatkit")
    ]
    assert len(set(views)) == 1


def test_a_front_end_without_widgets_is_told_what_is_there(shell):
    shown, saved = shell.shows("Chat('orders', store='memory')")
    texts = [output["text/plain"] for output in (shown, saved)]
    assert texts == ["", "Chat 'orders', without messages yet."]


@pytest.mark.parametrize(
    "definition",
    [
        "def echo(message): return f'heard {message.text}'",
        AGENT,
        SERVER,
    ],
    ids=["function", "agent", "server"],
)
def test_a_variable_becomes_a_chat_that_uses_what_it_holds_then(shell, browser, definition):
    shell.run(definition)
    shown, _ = shell.shows("%chatkit echo --store memory")
    assert VIEW in shown
    assert said(browser.ask(shell, "hello", chat="echo")) == "heard hello"
    shell.run("def echo(message): return 'now differently'")
    assert said(browser.ask(shell, "hello", chat="echo")) == "now differently"


def test_the_renderer_can_be_chosen(shell):
    shell.run("def orders(message): return 'x'")
    shell.shows("%chatkit orders --renderer hosted --domain-key domain_pk_1")
    printed = shell.run(
        "from chatkit_jupyter.session import session_of\n"
        "w = session_of('orders').widget(); print(w.renderer, w.domain_key)"
    )
    assert printed.strip() == "hosted domain_pk_1"


def test_height_and_store_can_be_chosen(shell, tmp_path):
    shell.run("chat = Chat('orders', store='memory', title='Orders')")
    file = tmp_path / "own chats.sqlite3"
    shell.shows(f"%chatkit orders --height 700 --store '{file}'")
    assert file.exists()
    printed = shell.run(
        "from chatkit_jupyter.session import session_of\n"
        "w = session_of('orders').widget(); print(w.height, w.options['header'])"
    )
    assert printed.strip() == "700 {'title': {'text': 'Orders'}}"


def test_status_says_who_answers_and_where(new_kernel):
    shell = new_kernel()
    assert "answers nowhere until a chat is shown" in shell.run(
        "%load_ext chatkit_jupyter\n%chatkit status"
    )
    shell.run(
        "from chatkit_jupyter import Chat\n"
        "orders = Chat('orders', store='memory')\n@orders.respond\ndef answer(): pass\norders"
    )
    version, chat = shell.run("%chatkit status").strip().splitlines()
    assert f"{shell.id}.sock" in version
    assert chat == "orders: answered by answer, kept in InMemoryStore"


def test_a_variable_that_can_not_answer_any_more_is_said_in_the_chat(shell, browser):
    shell.run("def echo(message): return 'x'\n%chatkit echo --store memory")
    shell.run("echo = 5")
    events = browser.ask(shell, "hello", chat="echo")
    message = "HandlerError: a value of type int can not answer in a chat"
    assert message in [event.get("message") for event in events]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("%chatkit", 'There is no chat yet. Make one with: chat = Chat("chat")'),
        ("%chatkit nobody", "No variable or chat is named 'nobody'. Make a chat with: nobody ="),
        ("%chatkit shell_number", "shell_number is of type int; %chatkit shows a Chat, an Agent"),
        ("%chatkit --height tall", "argument --height: 'tall' is not a number of pixels"),
        ("%chatkit --renderer cloud", "argument --renderer: invalid choice: 'cloud'"),
        ("%chatkit orders --domain-key x", "--domain-key is for --renderer hosted"),
        ("%chatkit --height 0", "argument --height: '0' is not a number of pixels"),
        ("%chatkit orders --colour", "unrecognized arguments: --colour. Usage: %chatkit"),
        ("%chatkit 'orders", "No closing quotation. Usage: %chatkit"),
        ("%chatkit wrong", "wrong(a, b) can not be called by a chat."),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_type(shell, line, message):
    shell.run("shell_number = 5\ndef wrong(a, b): ...")
    assert refused(shell, line).startswith(message)


def test_a_misspelt_name_is_recognised_and_several_chats_are_listed(shell):
    shell.run("a = Chat('orders', store='memory'); b = Chat('returns', store='memory')")
    assert refused(shell, "%chatkit ordres").endswith("Did you mean: %chatkit orders")
    assert refused(shell, "%chatkit").endswith("%chatkit orders | returns")


def test_a_store_that_can_not_be_opened_is_one_line(shell, tmp_path):
    shell.run("orders = Chat('orders', store='memory')")
    assert refused(shell, f"%chatkit orders --store {tmp_path}")
    (tmp_path / "text").write_text("not a database" * 100)
    assert "database" in refused(shell, f"%chatkit orders --store {tmp_path / 'text'}")
