from __future__ import annotations

import pytest
from pydantic import ValidationError

from chatkit.types import ClosedStatus, LockedStatus, Page, ThreadMetadata
from chatkit.types.clock import now


def thread(**fields: object) -> ThreadMetadata:
    return ThreadMetadata.model_validate({"id": "t", "created_at": now(), **fields})


def test_a_new_thread_is_active_and_knows_nothing():
    fresh = thread()
    assert (fresh.status.type, fresh.metadata, fresh.title) == ("active", {}, None)


@pytest.mark.parametrize("status", [LockedStatus(reason="busy"), ClosedStatus()])
def test_a_status_survives_storage(status):
    stored = thread(status=status).model_dump_json(exclude_none=True)
    assert ThreadMetadata.model_validate_json(stored).status == status


def test_an_unknown_status_is_refused():
    with pytest.raises(ValidationError):
        thread(status={"type": "paused"})


def test_threads_and_pages_do_not_share_their_contents():
    thread().metadata["x"] = 1
    Page[int]().data.append(1)
    assert thread().metadata == {}
    assert Page[int]().data == []
