from __future__ import annotations

from datetime import datetime, timedelta, timezone

from chatkit.types import EndOfTurnItem, ThreadMetadata
from chatkit.types.clock import as_utc, now

NOON = datetime(2024, 5, 1, 12, tzinfo=timezone.utc)


def test_now_is_aware_and_in_utc():
    assert now().utcoffset() == timedelta(0)


def test_a_time_without_offset_is_read_as_utc():
    assert as_utc(NOON.replace(tzinfo=None)) == NOON


def test_other_time_zones_are_moved_to_utc():
    moved = as_utc(NOON.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert (moved, moved.utcoffset()) == (NOON, timedelta(0))


def test_threads_and_items_hold_aware_times():
    stored = {"id": "x", "thread_id": "t", "created_at": "2024-05-01T12:00:00"}
    for kind in (ThreadMetadata, EndOfTurnItem):
        assert kind.model_validate(stored).created_at == NOON


def test_times_are_written_as_iso_8601():
    thread = ThreadMetadata(id="t", created_at=NOON)
    assert thread.model_dump(mode="json")["created_at"] == "2024-05-01T12:00:00Z"
