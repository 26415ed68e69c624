from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from chatkit.types import HiddenContextItem, ThreadItem
from chatkit.types.clock import now

ITEM = TypeAdapter(ThreadItem)


@pytest.mark.parametrize("content", [None, "", {"a": None}, [1, None]])
def test_hidden_context_reloads_whatever_it_holds(content):
    item = HiddenContextItem(id="h", thread_id="t", created_at=now(), content=content)
    assert ITEM.validate_json(ITEM.dump_json(item, by_alias=True, exclude_none=True)) == item
