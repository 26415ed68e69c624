"""Files in the chat under a cell: picked, dropped, pasted, sent and seen again."""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.waiting import eventually

SETUP = """
%load_ext chatkit_jupyter
from chatkit_jupyter import AttachmentLimits, Chat
import time

chat = Chat("demo", attachments=AttachmentLimits(max_bytes=20 << 20, max_count=3))

@chat.respond
async def respond(message, attachments):
    for file in attachments:
        if file.name.endswith(".csv"):
            yield f"The table has {len(file.dataframe())} rows. "
        else:
            yield f"{file.name} has {file.size} bytes. "
"""
DROP = """
([name, type, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type }));
    const init = { dataTransfer: data, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('dragover', init));
    document.body.dispatchEvent(new DragEvent('drop', init));
}
"""
PASTE = """
(box, [name, type, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type }));
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    box.dispatchEvent(new ClipboardEvent('paste', init));
}
"""


def picture(size=(1600, 1200)) -> bytes:
    """A photograph as far as a browser can tell."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def attach(chat):
    """Picks files in the file dialog."""

    def attach(*files: tuple[str, str, bytes]) -> None:
        chosen = [{"name": n, "mimeType": kind, "buffer": data} for n, kind, data in files]
        chat.frame.locator("input[type=file]").set_input_files(chosen)

    return attach


@pytest.fixture
def waiting(chat):
    """The files in the composer."""
    return chat.frame.get_by_role("list", name="Attachments").get_by_role("listitem")


def all_ready(waiting, count: int) -> None:
    expect(waiting).to_have_count(count)
    for each in range(count):
        expect(waiting.nth(each)).to_have_attribute("data-status", "ready", timeout=30_000)


def test_files_are_sent_read_and_seen_again_after_a_reload(open_cells, chat, attach, waiting, shot):
    notebook = open_cells(SETUP, "chat")
    attach(("sales.csv", "text/csv", b"a;b\n1;2\n3;4\n"), ("photo.png", "image/png", picture()))
    all_ready(waiting, 2)
    shot("composer")
    answer = chat.answer_to("What is in these?")
    expect(answer).to_contain_text("The table has 2 rows.")
    expect(answer).to_contain_text("photo.png has")
    expect(waiting).to_have_count(0)
    preview = chat.questions.last.get_by_role("img", name="Attachment: photo.png")
    expect(preview).to_be_visible()
    expect(chat.questions.last).to_contain_text("sales.csv")
    shot("sent")
    notebook.save()
    notebook.reload()
    preview = chat.questions.last.get_by_role("img", name="Attachment: photo.png")
    expect(preview).to_be_visible(timeout=30_000)
    width = preview.evaluate("image => image.naturalWidth")
    assert width == 512, "a small copy, not the whole picture"
    shot("reloaded")


def test_files_are_dropped_and_pasted_and_taken_away(open_cells, chat, waiting):
    open_cells(SETUP, "chat")
    expect(chat.composer).to_be_visible()
    frame = chat.composer.element_handle().owner_frame()
    frame.evaluate(DROP, ["dropped.txt", "text/plain", "dropped"])
    chat.composer.evaluate(PASTE, ["pasted.txt", "text/plain", "pasted"])
    all_ready(waiting, 2)
    chat.button("Remove dropped.txt").click()
    expect(waiting).to_have_count(1)
    expect(chat.answer_to("And?")).to_have_text("pasted.txt has 6 bytes.")


def test_a_file_that_is_not_taken_is_named(open_cells, chat, attach, waiting, shot):
    open_cells(SETUP, "chat")
    attach(("huge.bin", "", b"x" * ((20 << 20) + 1)))
    expect(chat.error).to_contain_text("“huge.bin” is larger than 20 MB.")
    expect(waiting).to_have_count(0)
    shot("too-large")


def test_an_upload_goes_on_after_the_connection_was_lost_and_can_be_taken_away(
    page, open_cells, chat, attach, waiting, shot
):
    open_cells(SETUP, "chat")
    offsets: list[int] = []

    def unsteady(route) -> None:
        if route.request.method == "PATCH":
            offsets.append(int(route.request.headers["upload-offset"]))
        if route.request.method == "PATCH" and len(offsets) in (2, 3):
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/attachments/**", unsteady)
    attach(("big.bin", "application/octet-stream", os.urandom(4 << 20)))
    eventually(lambda: len(offsets) > 1 or page.wait_for_timeout(10))
    expect(waiting.get_by_role("progressbar", name="Uploading big.bin")).to_be_visible()
    shot("uploading")
    all_ready(waiting, 1)
    assert offsets[1] == offsets[2] == offsets[3] > 0
    assert offsets == sorted(offsets)
    expect(chat.answer_to("Whole?")).to_have_text(f"big.bin has {4 << 20} bytes.")

    page.unroute("**/attachments/**")
    page.route("**/attachments/**", lambda route: route.abort("connectionreset"))
    attach(("stuck.bin", "application/octet-stream", b"x"))
    expect(waiting.get_by_role("progressbar", name="Uploading stuck.bin")).to_be_visible()
    chat.button("Remove stuck.bin").click()
    expect(waiting).to_have_count(0)
    expect(chat.error).to_have_count(0)


def test_a_refused_upload_says_why_and_can_be_tried_again(
    page, open_cells, chat, attach, waiting, shot
):
    open_cells(SETUP, "chat")
    full = '{"message": "The disk is full."}'
    page.route("**/attachments/**", lambda route: route.fulfill(status=507, body=full))
    attach(("notes.txt", "text/plain", b"hello"))
    expect(waiting.get_by_role("alert")).to_have_text("The disk is full.")
    shot("refused")
    page.unroute("**/attachments/**")
    chat.button("Retry").click()
    all_ready(waiting, 1)


def test_a_file_comes_while_a_cell_runs(open_cells, chat, attach, waiting, jupyter):
    gate = jupyter.root / "files.gate"
    notebook = open_cells(SETUP, "chat", "import pathlib")
    notebook.start(2, f"while not pathlib.Path({str(gate)!r}).exists(): sum(range(1000))")
    attach(("big.bin", "application/octet-stream", os.urandom(8 << 20)))
    all_ready(waiting, 1)
    expect(chat.answer_to("Whole?")).to_have_text(f"big.bin has {8 << 20} bytes.")
    gate.touch()
    notebook.finished()


@pytest.fixture
def shot(page, request):
    """Keeps pictures of the chat, light and dark, where the option asks for them."""
    folder = request.config.getoption("--screenshots")

    def shot(name: str) -> None:
        if folder is None:
            return
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            page.evaluate(SET_THEME, theme)
            page.wait_for_function(
                "light => document.body.dataset.jpThemeLight === light",
                arg="true" if "Light" in theme else "false",
            )
            expect(page.locator("#jupyterlab-splash")).to_be_hidden()
            path = folder / f"files-{name}-{theme.split()[1].lower()}.png"
            page.locator("iframe[title='Chat']").screenshot(path=path)

    return shot


SET_THEME = """
theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })
"""
