"""The way from a browser to a kernel, through a real Jupyter server."""

from __future__ import annotations

import json
import os
import signal
import socket
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from chatkit_jupyter.runtime.registration import Registration
from chatkit_jupyter.widget.front_end import STATIC
from tests.browser.jupyter_server import TOKEN
from tests.chatkit_jupyter.clients import create, decode, deltas, said
from tests.waiting import eventually

ECHO = """
@chat.respond
async def respond(message):
    yield f"You said {message.text}"
"""


def test_a_question_is_answered_under_any_base_url(kernel, browser):
    kernel.serve(ECHO)
    events = browser.ask(kernel, "hello")
    assert said(events) == "You said hello"
    assert events[0]["type"] == "thread.created"


def test_a_page_learns_whether_it_reaches_the_chat_this_way(kernel, browser):
    kernel.serve(ECHO)
    assert browser.http.get(browser.url(kernel)).status_code == 200
    assert browser.http.get(browser.url(kernel, "other")).status_code == 404


def test_the_answer_streams_as_it_is_made(kernel, browser, tmp_path):
    gate = tmp_path / "gate"
    kernel.serve(f"""
@chat.respond
async def respond(message):
    yield "first"
    while not pathlib.Path({str(gate)!r}).exists():
        await asyncio.sleep(0.01)
    yield "second"
""")
    with browser.stream(kernel, "go") as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-accel-buffering"] == "no"
        texts = deltas(answer.iter_lines())
        assert next(texts) == "first"
        gate.touch()
        assert list(texts) == ["second"]


def test_every_frame_has_a_number(kernel, browser):
    kernel.serve(ECHO)
    lines = browser.post(kernel, create("hi")).text.splitlines()
    ids = [int(line[4:]) for line in lines if line.startswith("id: ")]
    assert ids == list(range(1, len(decode(lines)) + 1))


def test_stop_cancels_the_responder_and_keeps_what_was_written(kernel, browser, tmp_path):
    stopped = tmp_path / "stopped"
    kernel.serve(f"""
@chat.respond
async def respond(message):
    try:
        yield "As I was saying"
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        pathlib.Path({str(stopped)!r}).touch()
        raise
""")
    response_id = str(uuid4())
    events = []
    with browser.stream(kernel, "go on", **{"ChatKit-Response-Id": response_id}) as answer:
        for line in answer.iter_lines():
            events += decode([line])
            if events and events[-1].get("update", {}).get("delta"):
                stop = browser.http.delete(f"{browser.url(kernel)}/responses/{response_id}")
                assert stop.status_code == 204
                assert stopped.exists()
    thread = {"thread_id": events[0]["thread"]["id"]}
    page = browser.post(kernel, {"type": "items.list", "params": thread}).json()
    assert any("As I was saying" in json.dumps(item) for item in page["data"])
    again = browser.http.delete(f"{browser.url(kernel)}/responses/{response_id}")
    assert again.status_code == 204


def test_leaving_does_not_stop_the_response(kernel, browser, tmp_path):
    gate = tmp_path / "gate"
    kernel.serve(f"""
@chat.respond
async def respond(message):
    yield "begun"
    while not pathlib.Path({str(gate)!r}).exists():
        await asyncio.sleep(0.01)
    yield " and finished"
""")
    with browser.stream(kernel, "go") as answer:
        lines = answer.iter_lines()
        thread_id = next(event for line in lines for event in decode([line]))["thread"]["id"]
        next(deltas(lines))
    gate.touch()
    request = {"type": "items.list", "params": {"thread_id": thread_id}}
    eventually(lambda: "begun and finished" in browser.post(kernel, request).text)


def test_a_slow_reader_gets_everything(kernel, browser):
    kernel.serve("""
@chat.respond
async def respond(message):
    for n in range(3000):
        yield f"{n:04d}" + "x" * 996
""")
    with browser.stream(kernel, "much") as answer:
        texts = [text[:4] for text in deltas(answer.iter_lines())]
    assert texts == [f"{n:04d}" for n in range(3000)]


def test_a_reader_that_stops_reading_stops_the_responder_until_it_reads_on(kernel, browser):
    kernel.serve("""
made = 0
@chat.respond
async def respond(message):
    global made
    for made in range(50_000):
        yield "x" * 10_000
""")

    def made() -> int:
        return int(kernel.run("print(made)"))

    def stands_still() -> bool:
        seen = {made() for _ in range(20)}
        return len(seen) == 1

    response_id = str(uuid4())
    with browser.stream(kernel, "much", **{"ChatKit-Response-Id": response_id}) as answer:
        texts = deltas(answer.iter_lines())
        next(texts)
        eventually(stands_still)
        held = made()
        assert held < 5_000
        for _ in range(held):
            next(texts)
        eventually(lambda: made() > held)
        browser.http.delete(f"{browser.url(kernel)}/responses/{response_id}")


def test_a_response_is_joined_again_with_nothing_missing_and_nothing_twice(
    kernel, browser, tmp_path
):
    gate = tmp_path / "gate"
    kernel.serve(f"""
@chat.respond
async def respond(message):
    yield "first "
    while not pathlib.Path({str(gate)!r}).exists():
        await asyncio.sleep(0.01)
    yield "second"
""")
    response_id = str(uuid4())
    url = f"{browser.url(kernel)}/responses/{response_id}"
    with browser.stream(kernel, "go", **{"ChatKit-Response-Id": response_id}) as answer:
        lines = []
        for line in answer.iter_lines():
            lines.append(line)
            if any(deltas([line])):
                break
    last = max(int(line[4:]) for line in lines if line.startswith("id: "))
    running = browser.http.get(browser.url(kernel)).json()["running"]
    thread_id = decode(lines)[0]["thread"]["id"]
    assert {"response": response_id, "thread": thread_id} in running
    gate.touch()
    rest = browser.http.get(url, params={"after": last})
    assert rest.headers["content-type"] == "text/event-stream"
    assert list(deltas([*lines, *rest.text.splitlines()])) == ["first ", "second"]
    assert said(decode(browser.http.get(url).text.splitlines())) == "first second"
    assert browser.http.get(f"{browser.url(kernel)}/responses/never").status_code == 404


def test_a_request_that_is_sent_again_is_carried_out_once(kernel, browser):
    kernel.serve(ECHO)
    response_id = {"ChatKit-Response-Id": str(uuid4())}
    once = browser.post(kernel, create("only once"), **response_id)
    again = browser.post(kernel, create("only once"), **response_id)
    assert once.text == again.text
    threads = browser.post(kernel, {"type": "threads.list", "params": {}}).json()["data"]
    assert [thread["title"] for thread in threads].count("only once") == 1


def message_of(response: httpx.Response) -> str:
    body = response.json()
    assert body["reason"] is None
    assert "\n" not in body["message"]
    return body["message"]


def test_what_can_not_be_answered_is_said_in_one_line(kernel, browser):
    kernel.serve(ECHO)
    url = browser.url(kernel)
    malformed = browser.http.post(url, content=b"{")
    assert (malformed.status_code, "malformed" in message_of(malformed)) == (400, True)
    unknown_type = browser.post(kernel, {"type": "threads.explode", "params": {}})
    assert unknown_type.status_code == 400
    thread = {"type": "threads.get_by_id", "params": {"thread_id": "thr_none"}}
    assert browser.post(kernel, thread).status_code == 404
    no_chat = browser.post(kernel, create("hi"), chat="other")
    assert (no_chat.status_code, "no chat 'other'" in message_of(no_chat)) == (404, True)
    no_kernel = browser.http.post(f"chatkit/kernels/{uuid4()}/chats/demo", json=create("hi"))
    assert (no_kernel.status_code, message_of(no_kernel)) == (
        404,
        "This server runs no such kernel.",
    )
    too_long = browser.http.post(url, content=b"x" * (16 * 2**20 + 1))
    assert (too_long.status_code, "max_request_bytes" in message_of(too_long)) == (413, True)


def test_a_chat_may_have_any_name(kernel, browser):
    kernel.serve(ECHO, name="Bestellungen / Süd & 50 %")
    name = "Bestellungen%20%2F%20S%C3%BCd%20%26%2050%20%25"
    assert said(browser.ask(kernel, "hallo", chat=name)) == "You said hallo"


def test_a_kernel_that_shows_no_chat_says_what_to_do(new_kernel, browser):
    answer = browser.post(new_kernel(), create("hi"))
    assert answer.status_code == 503
    assert "run the cell that shows the chat again" in message_of(answer)


def test_a_killed_kernel_is_not_waited_for(new_kernel, browser):
    kernel = new_kernel()
    kernel.serve(ECHO)
    browser.ask(kernel, "hi")
    os.kill(int(kernel.run("print(os.getpid())")), signal.SIGKILL)
    eventually(lambda: browser.post(kernel, create("hi")).status_code in (404, 503))


def test_a_killed_kernel_breaks_its_answers_off(new_kernel, browser):
    kernel = new_kernel()
    kernel.serve("""
@chat.respond
async def respond(message):
    yield str(os.getpid())
    await asyncio.Event().wait()
""")
    with browser.stream(kernel, "go") as answer:
        texts = deltas(answer.iter_lines())
        os.kill(int(next(texts)), signal.SIGKILL)
        with pytest.raises(httpx.RemoteProtocolError):
            next(texts)


def test_a_forged_registration_is_refused(new_kernel, browser):
    kernel = new_kernel()
    kernel.serve(ECHO)
    path = kernel.runtime_dir / "chatkit" / f"{kernel.id}.json"
    path.chmod(0o644)
    answer = browser.post(kernel, create("hi"))
    assert (answer.status_code, "can not be trusted" in message_of(answer)) == (503, True)


def test_another_process_with_a_dead_kernel_s_id_and_port_is_not_asked(new_kernel, browser):
    kernel = new_kernel()
    kernel.serve(ECHO)
    with socket.create_server(("127.0.0.1", 0)) as stranger:  # takes connections, says nothing
        stranger.settimeout(0)
        left = Registration.of_this_process(
            kernel.id, f"127.0.0.1:{stranger.getsockname()[1]}", "the dead kernel's"
        )
        replace(left, started=left.started - 60).write(kernel.runtime_dir)
        answer = browser.post(kernel, create("hi"))
        assert (answer.status_code, "serves no chat" in message_of(answer)) == (503, True)
        with pytest.raises(BlockingIOError):
            stranger.accept()


def test_a_restarted_kernel_serves_again_once_its_cell_is_run(new_kernel, browser):
    kernel = new_kernel()
    kernel.serve(ECHO)
    browser.http.post(f"api/kernels/{kernel.id}/restart")
    assert browser.post(kernel, create("hi")).status_code == 503
    kernel.serve(ECHO)
    assert said(browser.ask(kernel, "hi")) == "You said hi"


def test_a_kernel_that_ends_leaves_no_files(new_kernel, browser):
    kernel = new_kernel()
    kernel.serve(ECHO)
    folder = kernel.runtime_dir / "chatkit"
    assert list(folder.glob(f"{kernel.id}.*"))
    browser.http.delete(f"api/kernels/{kernel.id}")
    eventually(lambda: not list(folder.glob(f"{kernel.id}.*")))


class TestWhoMayAsk:
    def test_nobody_without_a_token_or_cookie(self, kernel, new_browser):
        stranger = new_browser()
        assert stranger.post(kernel, create("hi")).status_code == 403
        assert stranger.http.delete(f"{stranger.url(kernel)}/responses/r").status_code == 403
        assert stranger.http.get(f"{stranger.url(kernel)}/responses/r").status_code == 403
        assert stranger.http.get(stranger.url(kernel)).status_code == 403
        wrong = new_browser(Authorization="token wrong")
        assert wrong.post(kernel, create("hi")).status_code == 403

    def test_a_browser_with_a_cookie_needs_the_xsrf_token(self, kernel, new_browser):
        kernel.serve(ECHO)
        page = new_browser()
        page.http.get(f"lab?token={TOKEN}", follow_redirects=True)
        refused = page.post(kernel, create("hi"))
        assert (refused.status_code, "_xsrf" in message_of(refused)) == (403, True)
        headers = {"X-XSRFToken": page.http.cookies["_xsrf"]}
        assert page.post(kernel, create("hi"), **headers).status_code == 200

    def test_another_site_may_not(self, kernel, new_browser):
        page = new_browser(Origin="https://evil.example")
        page.http.get(f"lab?token={TOKEN}", follow_redirects=True)
        headers = {"X-XSRFToken": page.http.cookies["_xsrf"]}
        assert page.post(kernel, create("hi"), **headers).status_code in (403, 404)

    def test_everyone_with_the_shared_token_sees_the_same_threads(
        self, kernel, new_browser, browser
    ):
        kernel.serve(ECHO)
        browser.ask(kernel, "mine")
        other = new_browser(Authorization=f"token {TOKEN}")
        listed = other.post(kernel, {"type": "threads.list", "params": {}}).json()
        assert "mine" in [thread["title"] for thread in listed["data"]]


class TestFrontEnd:
    @pytest.fixture
    def build(self) -> str:
        return json.loads((STATIC / "manifest.json").read_text())["build"]

    def test_it_is_kept_by_browsers_for_ever(self, build, browser):
        answer = browser.http.get(f"chatkit/static/{build}/element.js")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert answer.content == (STATIC / build / "element.js").read_bytes()

    def test_its_page_can_not_act_as_the_notebook(self, build, browser):
        answer = browser.http.get(f"chatkit/static/{build}/frame.html")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "sandbox allow-scripts" in answer.headers["content-security-policy"]

    def test_strangers_do_not_get_it(self, build, new_browser):
        answer = new_browser().http.get(f"chatkit/static/{build}/element.js")
        assert answer.status_code in (302, 403)

    @pytest.mark.parametrize(
        "path",
        [
            "{build}/nothing.js",
            "manifest.json",
            "{build}/../manifest.json",
            "{build}/..%2f..%2fwidget.py",
            "{build}/%2e%2e/manifest.json",
            "{build}//etc/passwd",
        ],
    )
    def test_nothing_else_is_served(self, build, browser, path):
        url = str(browser.http.base_url) + "chatkit/static/" + path.format(build=build)
        answer = browser.http.get(httpx.URL(url))
        assert answer.status_code in (400, 403, 404)


def test_the_server_loads_the_extension_without_notebook_parts(jupyter):
    log = Path(jupyter.log_path).read_text()
    assert "chatkit_jupyter | extension was successfully loaded" in log
