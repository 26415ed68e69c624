"""Random calls of the functions that take one value, made of both packages."""

from __future__ import annotations

import string
from typing import get_args

import pytest
from hypothesis import given

from chatkit.store import StoreItemType
from tests.differential import function_calls as calls
from tests.differential.comparing import EXAMPLES, disagreement, examples

pytestmark = pytest.mark.timeout(0 if EXAMPLES else 300)


@examples(300)
@given(job=calls.diffs())
def test_diff_widget(sides, job):
    assert disagreement(sides, job) is None


@examples(300)
@given(job=calls.inputs())
def test_to_agent_input(sides, job):
    assert disagreement(sides, job) is None


@examples(150)
@given(job=calls.accumulations())
def test_accumulate_text(sides, job):
    assert disagreement(sides, job) is None


@examples(200)
@given(job=calls.templates())
def test_widget_templates(sides, job):
    assert disagreement(sides, job) is None


@examples(150)
@given(job=calls.action_configs())
def test_action_configs(sides, job):
    assert disagreement(sides, job) is None


@examples(300)
@given(job=calls.documents_to_serialize())
def test_what_is_read_and_written(sides, job):
    assert disagreement(sides, job) is None


def test_default_ids_differ_only_in_being_longer(sides):
    kinds = list(get_args(StoreItemType))
    peer, ours = sides.answers({"kind": "default_ids", "kinds": kinds})
    for kind in kinds:
        peer_prefix, _, peer_digits = peer["ids"][kind].partition("_")
        prefix, _, digits = ours["ids"][kind].partition("_")
        assert prefix == peer_prefix
        assert set(peer_digits + digits) <= set(string.hexdigits.lower())
        assert len(digits) >= len(peer_digits)
