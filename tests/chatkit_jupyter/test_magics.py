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
        ("%chatkit status now", "That is too much. Usage: %chatkit status"),
        ("%chatkit stop a b", "That is too much. Usage: %chatkit stop [name | variable]"),
        ("%chatkit stop nobody", "No variable or chat is named 'nobody'."),
        ("%%chatkit\nBe brief.", "Name the chat. Usage: %%chatkit name [--model MODEL]"),
        ("%%chatkit orders\n ", "Write the instructions below the first line. Usage: %%chatkit"),
        ("%%chatkit orders --send\n ", "Write the message below the first line. Usage:"),
        ("%%chatkit orders\nYou are {{ who }}.", "the instructions can not be filled in: 'who'"),
        ("%%chatkit orders --tools gone\nBe brief.", "there is no tool 'gone'"),
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


CELL = """
import agents, chatkit.testing
model = chatkit.testing.ScriptedModel(["heard"])
company = "Fruit Ltd"
def load_orders(customer: str) -> str:
    "Loads orders."
"""


def test_a_cell_with_instructions_is_an_assistant_and_shows_its_chat(shell, browser):
    shell.run(CELL)
    shown, _ = shell.shows(
        "%%chatkit orders --store memory --tools load_orders\nYou are from {{ company }}."
    )
    assert VIEW in shown
    shell.run("Chat('orders').model = model")
    assert said(browser.ask(shell, "hello", chat="orders")) == "heard"
    asked = "call = model.calls[-1]; print(call.instructions, list(call.tools))"
    assert shell.run(asked).strip() == "You are from Fruit Ltd. ['load_orders']"


def test_a_cell_can_be_a_message(shell):
    shell.run("chat = Chat('orders', store='memory')")
    shell.run("@chat.respond\ndef r(message): return message.text * 2")
    *_, value = shell.shows("%%chatkit chat --send\nhello")
    assert value["text/markdown"] == "hellohello"
    shell.run("@chat.respond\ndef r(): return 1 / 0")
    content, printed, _ = shell.execute("%%chatkit chat --send\nhello")
    assert content["status"] == "error"
    assert printed.strip().splitlines()[-1] == "UsageError: ZeroDivisionError: division by zero"


def test_threads_are_listed_and_answers_stopped(shell):
    assert shell.run("%chatkit threads").strip() == "There is no chat yet."
    shell.run("chat = Chat('orders', store='memory')")
    assert shell.run("%chatkit threads").strip() == "orders: no threads yet"
    shell.run("a = chat.say('First').thread_id")
    head, line = shell.run("%chatkit threads chat").rstrip().splitlines()
    assert head == "orders: 1 thread"
    assert line.startswith("* ")
    assert line.endswith("First")
    assert shell.run("%chatkit stop").strip() == "orders: stopped no answers"
    shell.run(
        "import asyncio, threading\n"
        "@chat.respond\nasync def r():\n    yield 'x'\n    await asyncio.sleep(60)\n"
        "turn = threading.Thread(target=chat.send_sync, args=['go'], daemon=True); turn.start()\n"
        "from chatkit_jupyter.session import session_of\n"
        "while not session_of('orders').activity.answering(): pass"
    )
    assert shell.run("%chatkit stop orders").strip() == "orders: stopped 1 answer"
    shell.run("turn.join(30); assert not turn.is_alive()")


def test_it_is_completed(shell):
    shell.run("chat = Chat('orders', store='memory')\ndef reply(message): pass\nnumber = 5")

    def offered(line: str) -> set[str]:
        found = f"_, found = get_ipython().complete(None, {line!r}, {len(line)}); print(found)"
        return set(eval(shell.run(found)))

    assert {"orders", "chat", "reply", "status", "threads", "--height"} <= offered("%chatkit ")
    assert "number" not in offered("%chatkit ")
    assert offered("%chatkit orders --re") == {"--renderer"}
    assert offered("%chatkit orders --renderer ") == {"local", "hosted"}
    assert {"orders", "chat"} == offered("%chatkit stop ")
    assert "--send" in offered("%%chatkit orders ")


def test_it_explains_itself(shell):
    content, _, _ = shell.execute("%chatkit?")
    (page,) = content["payload"]
    assert "%chatkit stop [orders]" in page["data"]["text/plain"]


PROGRESS = """
chat = Chat("orders", store="memory")
from chatkit.types import ProgressUpdateEvent
import threading, time
@chat.respond
def respond():
    yield ProgressUpdateEvent(text="Loading")
    yield "One. "
    time.sleep(0.3)
    yield {"n": 1}
"""


def test_a_cell_that_waits_shows_how_far_it_is(shell):
    shell.run(PROGRESS)
    first, *_ = shell.shows("reply = chat.send_sync('go')")
    assert first["text/plain"].startswith("Answering …")
    assert shell.shows("chat.send_sync('go', progress=False);") == []
