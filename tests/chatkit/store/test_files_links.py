from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.store import AttachmentLinkError
from chatkit.store.files_links import SignedLinks

LINKS = SignedLinks("https://app.example/files", b"secret")
HOUR = timedelta(hours=1)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)


def query_of(url) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


@given(WORDS, st.none() | st.just(HOUR))
def test_a_link_names_its_attachment_and_is_good_for_it(key, lifetime):
    url = LINKS.sign("GET", key, lifetime)
    assert unquote(urlsplit(url).path) == f"/files/{key}"
    LINKS.verify("GET", key, query_of(url))


@given(WORDS, st.sampled_from(["expires", "signature"]), st.text(max_size=5))
def test_a_changed_link_is_refused(key, field, value):
    query = query_of(LINKS.sign("GET", key, HOUR))
    if value != query[field]:
        with pytest.raises(AttachmentLinkError):
            LINKS.verify("GET", key, {**query, field: value})
    with pytest.raises(AttachmentLinkError):
        LINKS.verify("GET", key, {name: value for name, value in query.items() if name != field})


def test_another_key_method_or_attachment_is_refused():
    query = query_of(LINKS.sign("GET", "a", HOUR))
    with pytest.raises(AttachmentLinkError):
        SignedLinks("https://app.example/files", b"other").verify("GET", "a", query)
    with pytest.raises(AttachmentLinkError):
        LINKS.verify("PUT", "a", query)
    with pytest.raises(AttachmentLinkError):
        LINKS.verify("GET", "b", query)


def test_a_link_ends_with_its_time():
    query = query_of(LINKS.sign("GET", "a", timedelta(seconds=-5)))
    with pytest.raises(AttachmentLinkError, match="expired"):
        LINKS.verify("GET", "a", query)
