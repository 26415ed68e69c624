"""Attachments on their way from a browser to a responder, through a real Jupyter server."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.jupyter_server import TOKEN
from tests.chatkit_jupyter.clients import decode, said
from tests.waiting import eventually

READ = """
@chat.respond
async def respond(message, attachments):
    for file in attachments:
        with file.open() as opened:
            data = opened.read()
        yield f"{file.name}: {len(data)} bytes, {data[:5].decode()}. "
"""


@pytest.fixture(scope="module", autouse=True)
def served(kernel):
    kernel.serve(READ)


class Uploads:
    """What the front end does with a file."""

    def __init__(self, browser, kernel, chat="demo"):
        self.browser, self.kernel, self.chat = browser, kernel, chat
        self.url = browser.url(kernel, chat)

    def announce(self, name="notes.txt", size=5, mime_type="text/plain"):
        params = {"name": name, "size": size, "mime_type": mime_type}
        request = {"type": "attachments.create", "params": params}
        return self.browser.post(self.kernel, request, self.chat)

    def link(self, announced) -> str:
        """The address that the front end makes of a link."""
        link = urlsplit(announced.json()["upload_descriptor"]["url"])
        assert link.scheme == "notebook"
        return f"{self.url}{link.path}?{link.query}"

    def send(self, *ids: str, text: str = "look"):
        content = [{"type": "input_text", "text": text}]
        message = {"content": content, "attachments": list(ids), "inference_options": {}}
        request = {"type": "threads.create", "params": {"input": message}}
        return self.browser.post(self.kernel, request, self.chat)

    def delete(self, attachment_id: str):
        params = {"attachment_id": attachment_id}
        return self.browser.post(
            self.kernel, {"type": "attachments.delete", "params": params}, self.chat
        )


@pytest.fixture
def uploads(browser, kernel) -> Uploads:
    return Uploads(browser, kernel)


@pytest.fixture
def uploaded(uploads):
    """Uploads a file whole; gives its id."""

    def upload(data=b"hello", **about) -> str:
        announced = uploads.announce(size=len(data), **about)
        answer = uploads.browser.http.put(uploads.link(announced), content=data)
        assert answer.status_code == 200, answer.text
        return announced.json()["id"]

    return upload


def test_a_file_is_read_by_the_responder(uploads, uploaded):
    key = uploaded(name="../../etc/passwd")
    answer = uploads.send(key)
    assert said(decode(answer.text.splitlines())) == "../../etc/passwd: 5 bytes, hello. "
    message = decode(answer.text.splitlines())[1]["item"]
    [attachment] = message["attachments"]
    assert attachment["name"] == "../../etc/passwd"
    assert not attachment.get("upload_descriptor")


def test_a_file_comes_in_parts_and_a_part_that_comes_again_is_harmless(uploads, browser):
    link = uploads.link(announced := uploads.announce(size=10))

    def part(offset: int, data: bytes):
        return browser.http.patch(link, content=data, headers={"Upload-Offset": str(offset)})

    assert browser.http.head(link).headers["upload-offset"] == "0"
    first = part(0, b"hello")
    assert (first.status_code, first.headers["upload-offset"]) == (204, "5")
    gap = part(7, b"rld")
    assert (gap.status_code, "only 5 bytes" in gap.json()["message"]) == (409, True)
    assert browser.http.head(link).headers["upload-offset"] == "5"
    whole = part(3, b"lo world"[:7])
    assert (whole.status_code, whole.json()["id"]) == (200, announced.json()["id"])
    assert part(3, b"lo world"[:7]).status_code == 200
    assert "Upload-Offset says where" in browser.http.patch(link, content=b"x").json()["message"]
    said_of_it = said(decode(uploads.send(announced.json()["id"]).text.splitlines()))
    assert said_of_it == "notes.txt: 10 bytes, hello. "


def test_what_came_before_the_connection_was_lost_is_not_sent_again(uploads, browser, jupyter):
    data = os.urandom(1 << 20)
    announced = uploads.announce(name="big.bin", size=len(data), mime_type="")
    link = uploads.link(announced)
    path = urlsplit(jupyter.url + link)
    with socket.create_connection((path.hostname, path.port)) as connection:
        head = (
            f"PATCH {path.path}?{path.query} HTTP/1.1\r\nHost: {path.netloc}\r\n"
            f"Authorization: token {TOKEN}\r\nUpload-Offset: 0\r\n"
            f"Content-Length: {len(data)}\r\n\r\n"
        )
        connection.sendall(head.encode() + data[:600_000])

    def arrived() -> int:
        return int(browser.http.head(link).headers["upload-offset"])

    eventually(arrived)
    offset = arrived()
    assert 0 < offset <= 600_000
    headers = {"Upload-Offset": str(offset)}
    rest = browser.http.patch(link, content=data[offset:], headers=headers)
    assert rest.status_code == 200
    url = browser.http.get(f"{uploads.url}/attachments/{announced.json()['id']}/link").json()["url"]
    assert browser.http.get(absolute(jupyter, url)).content == data


def absolute(jupyter, path: str) -> str:
    return f"{jupyter.url.removesuffix(jupyter.base_url)}{path}"


def test_a_file_comes_while_the_kernel_holds_the_interpreter_lock(
    uploads, browser, kernel, tmp_path
):
    data = os.urandom(5 << 20)
    link = uploads.link(uploads.announce(size=len(data), name="a.bin"))
    began, end = tmp_path / "began", tmp_path / "end"
    kernel.start(  # a C function that keeps the lock until a file is there
        f"import ctypes, pathlib; pathlib.Path({str(began)!r}).touch()\n"
        f"access, usleep = ctypes.PyDLL(None).access, ctypes.PyDLL(None).usleep\n"
        f"import sys; sys.setswitchinterval(1000)\n"
        f"while access({os.fsencode(end)!r}, 0) != 0: usleep(10_000)\n"
        f"sys.setswitchinterval(0.005)"
    )
    eventually(began.exists)
    try:
        answer = browser.http.put(link, content=data)
        assert answer.status_code == 200
    finally:
        end.touch()
    kernel.run("0")


def test_a_direct_upload_is_a_form(uploads, browser):
    answer = browser.http.post(
        f"{uploads.url}/attachments",
        data={"more": "ignored"},
        files={"file": ("Bericht “1”.csv", b"hello;1\n", "text/csv")},
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == "Bericht “1”.csv"
    assert answer.json()["mime_type"] == "text/csv"
    told = said(decode(uploads.send(answer.json()["id"]).text.splitlines()))
    assert told == "Bericht “1”.csv: 8 bytes, hello. "


@pytest.mark.parametrize(
    ("body", "content_type", "told"),
    [
        (b"x", "text/plain", "as multipart/form-data"),
        (b"--b--\r\n", "multipart/form-data; boundary=b", "no field “file”"),
        (b"nothing of it", "multipart/form-data; boundary=b", "malformed"),
        (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
            "multipart/form-data; boundary=b",
            "ends within the file",
        ),
    ],
)
def test_a_broken_form_is_refused(uploads, browser, body, content_type, told):
    headers = {"Content-Type": content_type}
    answer = browser.http.post(f"{uploads.url}/attachments", content=body, headers=headers)
    assert (answer.status_code, told in answer.json()["message"]) == (400, True), answer.text


def test_a_download_is_saved_and_never_run(uploads, uploaded, browser, jupyter):
    key = uploaded(b"<script>alert(1)</script>", name="é\n.html", mime_type="text/html")
    url = browser.http.get(f"{uploads.url}/attachments/{key}/link").json()["url"]
    assert "expires=" in url
    assert "expires=&" not in url
    answer = browser.http.get(absolute(jupyter, url))
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%C3%A9%0A.html"
    assert answer.headers["content-type"] == "text/html"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_link_that_was_changed_or_is_too_old_leads_nowhere(uploads, uploaded, browser, jupyter):
    first, second = uploaded(), uploaded(b"other")
    url = browser.http.get(f"{uploads.url}/attachments/{first}/link").json()["url"]
    for changed in (
        url.replace(first, second),
        url.replace("expires=", "expires=9"),
        url.partition("?")[0],
        url[:-1],
    ):
        answer = browser.http.get(absolute(jupyter, changed))
        assert answer.status_code == 403, changed
        assert "not valid" in answer.json()["message"]
    assert browser.http.put(absolute(jupyter, url), content=b"evil!").status_code == 403
    none = browser.http.get(f"{uploads.url}/attachments/none/link")
    assert (none.status_code, none.json()["message"]) == (404, "This file is not there (any more).")


def test_a_picture_has_a_preview_that_lasts(uploads, uploaded, browser):
    key = uploaded(b"pixel", name="a.png", mime_type="image/png")
    events = decode(uploads.send(key).text.splitlines())
    [picture] = events[1]["item"]["attachments"]
    link = urlsplit(picture["preview_url"])
    assert "expires=&" in link.query
    answer = browser.http.get(f"{uploads.url}{link.path}?{link.query}")
    assert (answer.status_code, answer.content) == (200, b"pixel")


def test_limits_are_named(uploads, browser, kernel):
    kernel.run("""
from chatkit_jupyter import AttachmentLimits
limited = Chat("limited", store="memory", attachments=AttachmentLimits(10, 2, ["image/*", ".csv"]))
limited.respond(respond)
session_of("limited").serve()
closed = Chat("closed", store="memory", attachments=False)
closed.respond(respond)
session_of("closed").serve()
""")
    limited = Uploads(browser, kernel, "limited")
    refusals = [
        (limited.announce("a.csv", 11), 413, "'a.csv' has 11 bytes; the limit is 10"),
        (limited.announce("a.txt"), 415, "accepted types: image/*, .csv"),
        (limited.announce("a.csv", mime_type="text/\n"), 415, "not a media type"),
        (Uploads(browser, kernel, "closed").announce(), 501, "it takes no attachments"),
    ]
    for answer, status, told in refusals:
        assert (answer.status_code, told in answer.json()["message"]) == (status, True), answer.text
    files = []
    for _ in range(3):
        announced = limited.announce("a.csv", mime_type="")
        assert browser.http.put(limited.link(announced), content=b"hello").status_code == 200
        files.append(announced.json()["id"])
    assert limited.send(*files[:2]).status_code == 200
    many = limited.send(*files)
    assert (many.status_code, "2 files at most" in many.json()["message"]) == (400, True)
    more = browser.http.put(limited.link(limited.announce("a.csv")), content=b"hello!")
    assert (more.status_code, "more than the 5 bytes" in more.json()["message"]) == (413, True)
    direct = browser.http.post(f"{limited.url}/attachments", files={"file": ("a.exe", b"x")})
    assert direct.status_code == 415
    nowhere = browser.http.post(f"{browser.url(kernel, 'closed')}/attachments", content=b"x")
    assert (nowhere.status_code, "takes no files" in nowhere.json()["message"]) == (404, True)


def test_what_has_not_arrived_can_not_be_sent(uploads, browser):
    announced = uploads.announce()
    answer = uploads.send(announced.json()["id"])
    assert (answer.status_code, "not been uploaded" in answer.json()["message"]) == (409, True)
    assert uploads.send("atc_none").status_code == 404


def folder_of(kernel) -> Path:
    return Path(kernel.run("print(session_of('demo').files.store.root)").strip())


def contents(kernel) -> int:
    return len(list((folder_of(kernel) / "contents").glob("*/*")))


def test_bytes_and_record_are_deleted_together(uploads, uploaded, browser, kernel):
    before = contents(kernel)
    key = uploaded(os.urandom(9))
    assert contents(kernel) == before + 1
    assert uploads.delete(key).status_code == 200
    assert contents(kernel) == before
    assert uploads.send(key).status_code == 404

    key = uploaded(os.urandom(8), name="sent.txt")
    thread = decode(uploads.send(key, text="x").text.splitlines())
    thread_id = next(e["thread"]["id"] for e in thread if e["type"] == "thread.created")
    assert contents(kernel) == before + 1
    delete = {"type": "threads.delete", "params": {"thread_id": thread_id}}
    assert browser.post(kernel, delete).status_code == 200
    assert contents(kernel) == before
    assert browser.http.get(f"{uploads.url}/attachments/{key}/link").status_code == 404


def test_what_was_never_sent_is_swept(uploads, uploaded, kernel):
    unsent, sent = uploaded(b"never sent"), uploaded(b"was sent", name="s.txt")
    uploads.send(sent)
    sweep = """
from datetime import timedelta
from chatkit_jupyter.runtime.runtime import get_runtime
session = session_of("demo")
get_runtime().submit(session.files.sweep(session.server.store, timedelta(0))).result()
"""
    kernel.run(sweep)
    assert uploads.send(unsent).status_code == 404
    assert said(decode(uploads.send(sent).text.splitlines())).startswith("s.txt: 8 bytes")


class TestTheNote:
    """What tells the extension where a chat's files are."""

    @pytest.fixture
    def note(self, kernel) -> Path:
        return kernel.runtime_dir / "chatkit" / f"{kernel.id}.files.json"

    def test_only_its_owner_reads_it(self, note):
        assert note.stat().st_mode & 0o777 == 0o600
        assert "secret" not in note.read_text()

    @pytest.mark.parametrize(
        "forge",
        [
            lambda note: note.chmod(0o644),
            lambda note: note.write_text("[]"),
            lambda note: _rewrite(note, lambda chat: chat | {"root": "files"}),
            lambda note: _rewrite(note, lambda chat: chat | {"more": 1}),
            lambda note: _rewrite(note, lambda chat: chat | {"root": "/tmp"}),
            lambda note: (
                note.rename(note.with_suffix(".x")),
                note.symlink_to(note.with_suffix(".x")),
            ),
        ],
    )
    def test_a_forged_one_is_refused(self, note, uploads, forge, uploaded):
        key, kept = uploaded(), note.read_text()
        forge(note)
        answer = uploads.browser.http.get(f"{uploads.url}/attachments/{key}/link")
        note.unlink()
        note.write_text(kept)
        note.chmod(0o600)
        assert (answer.status_code, "can not be trusted" in answer.json()["message"]) == (503, True)
        assert uploads.browser.http.get(f"{uploads.url}/attachments/{key}/link").status_code == 200

    def test_one_of_an_earlier_process_is_not_used(self, note, uploads, uploaded):
        key, kept = uploaded(), note.read_text()
        note.write_text(json.dumps(json.loads(kept) | {"pid": 1}))
        answer = uploads.browser.http.get(f"{uploads.url}/attachments/{key}/link")
        note.write_text(kept)
        assert answer.status_code == 404


def _rewrite(note: Path, change) -> None:
    content = json.loads(note.read_text())
    content["chats"]["demo"] = change(content["chats"]["demo"])
    note.write_text(json.dumps(content))
