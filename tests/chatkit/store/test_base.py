from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from chatkit.store import AttachmentStore, Store, default_generate_id, default_owner
from chatkit.types import AttachmentCreateParams
from tests.chatkit.store.samples import ANN


@pytest.mark.parametrize(
    ("context", "owner"),
    [
        ({"user_id": "ann"}, "ann"),
        ({"user_id": None, "user": 7}, "7"),
        ({"user": "ben"}, "ben"),
        (SimpleNamespace(user_id="ann", user="other"), "ann"),
        (SimpleNamespace(user="ben"), "ben"),
        (None, ""),
        ("text", ""),
    ],
)
def test_the_owner_is_found_in_the_usual_places(context, owner):
    assert default_owner(context) == owner


def test_default_ids_do_not_repeat():
    made = {default_generate_id("message") for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch("msg_[0-9a-f]{16}", key) for key in made)


async def test_a_store_without_batch_methods_deletes_one_by_one():
    deleted: list[str] = []

    class Plain(Store):
        async def delete_thread_item(self, thread_id, item_id, context):
            assert (thread_id, context) == ("t1", ANN)
            deleted.append(item_id)

    Plain.__abstractmethods__ = frozenset()
    store = Plain()
    await store.delete_thread_items("t1", ["b", "a"], ANN)
    assert deleted == ["b", "a"]


async def test_two_phase_upload_is_refused_by_a_store_that_does_not_have_it():
    class Direct(AttachmentStore):
        async def delete_attachment(self, attachment_id, context):
            raise AssertionError

    params = AttachmentCreateParams(name="a.txt", size=3, mime_type="text/plain")
    with pytest.raises(NotImplementedError, match=r"Direct .* create_attachment"):
        await Direct().create_attachment(params, ANN)
    assert Direct().generate_attachment_id("text/plain", ANN).startswith("atc_")
