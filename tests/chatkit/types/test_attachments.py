from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from chatkit.types import Attachment, FileAttachment, ImageAttachment

ATTACHMENT = TypeAdapter(Attachment)
FILE = {"type": "file", "id": "a", "name": "n.txt", "mime_type": "text/plain", "metadata": {"b": 1}}


@pytest.mark.parametrize("context", [None, {}, {"exclude_metadata": False}])
def test_stored_attachments_keep_their_metadata(context):
    dumped = ATTACHMENT.dump_python(ATTACHMENT.validate_python(FILE), context=context)
    assert dumped["metadata"] == {"b": 1}


def test_clients_get_no_metadata():
    dumped = ATTACHMENT.dump_json(
        ATTACHMENT.validate_python(FILE), exclude_none=True, context={"exclude_metadata": True}
    )
    assert ATTACHMENT.validate_json(dumped) == FileAttachment(
        id="a", name="n.txt", mime_type="text/plain"
    )


def test_an_image_needs_a_preview():
    with pytest.raises(ValidationError, match="preview_url"):
        ImageAttachment.model_validate({"id": "a", "name": "n", "mime_type": "image/png"})
