"""An attachment as a responder and a model get it."""

from __future__ import annotations

import base64
import sys

import pytest

from chatkit_jupyter.agent.notebook_converter import NotebookConverter
from chatkit_jupyter.attachments.attached import AttachedFile, attached_files
from chatkit_jupyter.attachments.files import NotebookFiles
from chatkit_jupyter.attachments.limits import AttachmentLimits, limits_of
from chatkit_jupyter.attachments.model_input import model_input
from chatkit_jupyter.errors import AttachmentMissingError, HandlerError
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.users import User

ANNA = ChatContext("demo", User("anna"))


@pytest.fixture
def files(tmp_path) -> NotebookFiles:
    return NotebookFiles(tmp_path / "files", AttachmentLimits())


@pytest.fixture
def attach(files):
    async def attach(name: str, mime_type: str, data: bytes) -> AttachedFile:
        async def chunks():
            yield data

        record = await files.add(name, mime_type, chunks(), ANNA)
        [attached] = await attached_files([record], files, ANNA)
        return attached

    return attach


async def test_it_opens_as_a_file(attach):
    file = await attach("notes.txt", "text/plain", "Grüße\n".encode())
    assert (file.name, file.mime_type, file.size) == ("notes.txt", "text/plain", 8)
    with file.open() as opened:
        assert opened.read() == "Grüße\n".encode()
    with file.open("r") as opened:
        assert opened.read() == "Grüße\n"
    assert file.read_bytes() == file.path.read_bytes()
    assert repr(file) == "AttachedFile('notes.txt', 'text/plain')"
    with pytest.raises(ValueError, match="not 'w'"):
        file.open("w")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
async def test_text_is_read_by_its_mark_or_as_it_is_said(attach, encoding):
    file = await attach("a.txt", "text/plain", "Grüße".encode(encoding))
    assert file.text(None if encoding != "utf-16-le" else encoding) == "Grüße"
    with pytest.raises(UnicodeDecodeError):
        (await attach("b.txt", "text/plain", b"Gr\xfc\xdfe")).text()


@pytest.mark.parametrize(
    ("name", "mime_type", "data"),
    [
        ("a.csv", "application/vnd.ms-excel", b"x,y\n1,2.5\n"),
        ("a.csv", "text/csv", b"\xef\xbb\xbfx;y\n1;2.5\n"),
        ("a", "text/csv", b"x,y\n1,2.5\n"),
        ("A.TSV", "", b"x\ty\n1\t2.5\n"),
        ("a.json", "application/json", b'[{"x": 1, "y": 2.5}]'),
        ("a.jsonl", "", b'{"x": 1, "y": 2.5}\n'),
    ],
)
async def test_a_table_is_a_data_frame(attach, name, mime_type, data):
    frame = (await attach(name, mime_type, data)).dataframe()
    assert frame.to_dict("records") == [{"x": 1, "y": 2.5}]


async def test_a_tables_options_are_pandas_own(attach):
    file = await attach("a.csv", "text/csv", b"x;y\n1;2,5\n")
    assert file.dataframe(sep=";", decimal=",").y[0] == 2.5
    assert file.dataframe(usecols=["x"]).columns.tolist() == ["x"]


async def test_what_is_no_table_is_said(attach, monkeypatch):
    with pytest.raises(HandlerError, match=r"'a.pdf' .* is not a table"):
        (await attach("a.pdf", "application/pdf", b"%PDF")).dataframe()
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(HandlerError, match="needs pandas"):
        (await attach("a.csv", "text/csv", b"x")).dataframe()


async def test_what_was_deleted_is_said(attach, files):
    file = await attach("a.txt", "text/plain", b"x")
    await files.delete_attachment(file.id, ANNA)
    with pytest.raises(AttachmentMissingError, match=r"'a\.txt' is not there any more"):
        file.open()
    [again] = await attached_files([file.record], files, ANNA)
    with pytest.raises(FileNotFoundError):
        _ = again.path
    part = await model_input(again)
    assert part["text"] == "The user attached the file 'a.txt', which is not there any more"


async def test_another_user_does_not_get_it(attach, files):
    file = await attach("a.txt", "text/plain", b"x")
    [stolen] = await attached_files([file.record], files, ChatContext("demo", User("ben")))
    with pytest.raises(AttachmentMissingError):
        stolen.read_bytes()


class TestForAModel:
    async def test_a_picture_and_a_pdf_are_given_whole(self, attach):
        picture = await model_input(await attach("a.png", "image/png", b"png"))
        address = f"data:image/png;base64,{base64.b64encode(b'png').decode()}"
        assert picture == {"type": "input_image", "detail": "auto", "image_url": address}
        pdf = await model_input(await attach("a.pdf", "application/pdf", b"%PDF"))
        assert pdf["type"] == "input_file"
        assert pdf["filename"] == "a.pdf"
        assert pdf["file_data"].startswith("data:application/pdf;base64,")

    async def test_text_is_given_with_its_name(self, attach):
        part = await model_input(await attach("a.csv", "text/csv", b"x,y\n1,2\n"))
        told = "The user attached the file 'a.csv' (text/csv, 8 bytes):\n\nx,y\n1,2\n"
        assert part == {"type": "input_text", "text": told}

    async def test_a_long_text_is_cut_and_says_so(self, attach):
        part = await model_input(await attach("a.log", "", b"x" * 200_000))
        assert "its first 100,000 characters" in part["text"]
        assert 100_000 < len(part["text"]) < 100_200

    @pytest.mark.parametrize("data", [b"\x00\x01", b"\xff\xfe\xff", b"\x80"])
    async def test_of_anything_else_it_is_told_what_it_is(self, attach, data):
        part = await model_input(await attach("a.bin", "", data))
        assert "whose content is not text" in part["text"]

    async def test_the_converter_gives_it(self, attach, files):
        file = await attach("a.txt", "text/plain", b"hello")
        part = await NotebookConverter(files, ANNA).attachment_to_message_content(file.record)
        assert part["text"].endswith("hello")


class TestLimits:
    def test_what_makes_no_sense_is_said(self):
        with pytest.raises(ValueError, match="max_bytes= must be 1 or more"):
            AttachmentLimits(max_bytes=0)
        with pytest.raises(ValueError, match="max_count="):
            AttachmentLimits(max_count=-1)
        with pytest.raises(TypeError, match="takes a list"):
            AttachmentLimits(accept="image/*")
        with pytest.raises(ValueError, match="attachments=False"):
            AttachmentLimits(accept=[])
        with pytest.raises(TypeError, match="attachments= takes True, False or"):
            limits_of("yes")

    def test_the_front_end_keeps_to_them_too(self):
        assert AttachmentLimits(5, 2, ["image/*", ".csv"]).front_end_option == {
            "enabled": True,
            "maxSize": 5,
            "maxCount": 2,
            "accept": {"image/*": [], ".csv": [".csv"]},
        }
        assert limits_of(False) is None
        assert limits_of(True).max_bytes == 100 * 2**20
