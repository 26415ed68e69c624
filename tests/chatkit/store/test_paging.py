from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatkit.store.paging import Shelf


def test_a_row_is_found_by_its_id_and_overwritten_in_place():
    shelf: Shelf[int] = Shelf()
    shelf.put("a", 1)
    shelf.put("b", 2)
    shelf.put("a", 3)
    assert shelf["a"] == 3
    assert shelf.following(None, 9, "asc") == [3, 2]


@given(
    steps=st.lists(st.tuples(st.booleans(), st.sampled_from("abcdefgh")), max_size=60),
    count=st.integers(0, 9),
)
def test_a_shelf_is_an_ordered_mapping_read_from_any_entry(steps, count):
    shelf: Shelf[str] = Shelf()
    model: dict[str, str] = {}
    for put, key in steps:
        if put:
            shelf.put(key, key.upper())
            model[key] = key.upper()
        else:
            shelf.discard(key)
            model.pop(key, None)
    keys = list(model)
    for after in [None, *keys]:
        place = keys.index(after) + 1 if after else 0
        following = [model[key] for key in keys[place:]][:count]
        assert shelf.following(after, count, "asc") == following
        backwards = keys[: place - 1] if after else keys
        assert shelf.following(after, count, "desc") == [model[k] for k in backwards[::-1]][:count]
