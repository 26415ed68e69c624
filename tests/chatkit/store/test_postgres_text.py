from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from chatkit.store.postgres_text import from_jsonb, to_jsonb, to_text

ODD = st.text(st.sampled_from('\x00\x1a01\\u"a\n\x19é'), max_size=20)


@given(ODD)
@example("\\u0000")
def test_json_comes_back_as_it_went_in_and_holds_no_nul_on_the_way(text):
    data = json.dumps({text: [text]}, ensure_ascii=False)
    escaped = to_jsonb(data)
    assert "\x00" not in "".join(json.loads(escaped))
    assert from_jsonb(escaped) == data


@given(ODD, ODD)
def test_two_ids_stay_two(one, other):
    assert (to_text(one) == to_text(other)) == (one == other)
    assert "\x00" not in to_text(one)


def test_ordinary_text_is_stored_as_it_is():
    assert to_text("msg_1é") == "msg_1é"
    assert to_jsonb('{"a": "line\\nbreak"}') == '{"a": "line\\nbreak"}'
