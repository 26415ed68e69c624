"""Attachments as a model reads them."""

from __future__ import annotations

import asyncio
import base64

from openai.types.responses.response_input_file_param import ResponseInputFileParam
from openai.types.responses.response_input_image_param import ResponseInputImageParam
from openai.types.responses.response_input_text_param import ResponseInputTextParam

from chatkit.agents.converter import MessageContent
from chatkit_jupyter.attachments.attached import AttachedFile
from chatkit_jupyter.errors import AttachmentMissingError

_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_PDF = "application/pdf"
_MAX_BYTES = 20 << 20  # of an image or a PDF; what the APIs take
_MAX_CHARACTERS = 100_000


async def model_input(file: AttachedFile) -> MessageContent:
    """Make the part of a model's input that stands for a file.

    Images and PDFs are given whole; of text, tables and source code the first 100,000 characters.
    Of anything else the model is told the name, type and size.

    Args:
        file: The file.
    """
    try:
        return await asyncio.to_thread(_part, file)
    except AttachmentMissingError:
        return _note(f"the file {file.name!r}, which is not there any more")


def _part(file: AttachedFile) -> MessageContent:
    mime_type = file.mime_type.partition(";")[0].strip().lower()
    known = f"the file {file.name!r} ({mime_type}, {file.size:,} bytes)"
    if mime_type in _IMAGES or mime_type == _PDF:
        if file.size > _MAX_BYTES:
            return _note(f"{known}, which is too large to be read by a model")
        return _image(file, mime_type) if mime_type in _IMAGES else _pdf(file)
    text = _beginning(file)
    if text is None:
        return _note(f"{known}, whose content is not text")
    if len(text) > _MAX_CHARACTERS:
        text, known = text[:_MAX_CHARACTERS], f"{known}; its first {_MAX_CHARACTERS:,} characters"
    return _note(f"{known}:\n\n{text}")


def _image(file: AttachedFile, mime_type: str) -> ResponseInputImageParam:
    return {"type": "input_image", "detail": "auto", "image_url": _data_url(file, mime_type)}


def _pdf(file: AttachedFile) -> ResponseInputFileParam:
    return {"type": "input_file", "filename": file.name, "file_data": _data_url(file, _PDF)}


def _note(text: str) -> ResponseInputTextParam:
    return {"type": "input_text", "text": f"The user attached {text}"}


def _data_url(file: AttachedFile, mime_type: str) -> str:
    return f"data:{mime_type};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _beginning(file: AttachedFile) -> str | None:
    try:
        with file.open("r") as text:
            beginning = text.read(_MAX_CHARACTERS + 1)
    except UnicodeDecodeError:
        return None
    return None if "\0" in beginning else beginning
