"""Files and images that a user adds to a message."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AnyUrl,
    BaseModel,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
)


class AttachmentUploadDescriptor(BaseModel):
    """How the client sends the bytes of an attachment in the second phase of an upload.

    Attributes:
        url: Where to send them.
        method: HTTP method to use.
        headers: HTTP headers to add.
    """

    url: AnyUrl
    method: Literal["POST", "PUT"]
    headers: dict[str, str] = Field(default_factory=dict)


class AttachmentBase(BaseModel):
    """What files and images have in common.

    Attributes:
        id: Id from the attachment store.
        name: File name as the user knows it.
        mime_type: Media type, such as ``text/csv``.
        upload_descriptor: Where to send the bytes; absent once they have arrived.
        thread_id: Thread of the message it was sent with; absent until then.
        metadata: The application's own data, stored but never sent to a client.
    """

    id: str
    name: str
    mime_type: str
    upload_descriptor: AttachmentUploadDescriptor | None = None
    thread_id: str | None = None
    metadata: dict[str, Any] | None = None

    @model_serializer(mode="wrap")
    def serialize(
        self, next_: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        """Write the attachment, without its metadata where the context has ``exclude_metadata``.

        Args:
            next_: Writes the fields.
            info: Carries the serialization context.

        Returns:
            The written fields.
        """
        fields = next_(self)
        if info.context and info.context.get("exclude_metadata"):
            fields.pop("metadata", None)
        return fields


class FileAttachment(AttachmentBase):
    """An attachment shown as a file chip."""

    type: Literal["file"] = "file"


class ImageAttachment(AttachmentBase):
    """An attachment shown as a picture.

    Attributes:
        preview_url: Address of the picture that the client shows.
    """

    type: Literal["image"] = "image"
    preview_url: AnyUrl


Attachment = Annotated[FileAttachment | ImageAttachment, Field(discriminator="type")]
"""Any attachment."""
