"""Dictation: the recording that a server receives and the text it returns."""

from __future__ import annotations

from pydantic import BaseModel


class AudioInput(BaseModel):
    """A recording to transcribe.

    Attributes:
        data: The recording's bytes.
        mime_type: Media type as the client sent it, such as ``audio/webm;codecs=opus``.
    """

    data: bytes
    mime_type: str

    @property
    def media_type(self) -> str:
        """The media type without its parameters, such as ``audio/webm``."""
        return self.mime_type.partition(";")[0].strip()


class TranscriptionResult(BaseModel):
    """Answer to ``input.transcribe``.

    Attributes:
        text: What was said.
    """

    text: str
