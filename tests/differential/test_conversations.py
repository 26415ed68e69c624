"""Random conversations, held with both packages: frames, answers, errors, store calls, contents."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.differential.agent_conversations import agent_conversations, mixed_conversations
from tests.differential.comparing import EXAMPLES, disagreement, examples
from tests.differential.conversations import conversations

pytestmark = pytest.mark.timeout(0 if EXAMPLES else 300)


@examples(250)
@given(job=conversations())
def test_scripted_responders(sides, job):
    assert disagreement(sides, job) is None


@examples(300)
@given(job=agent_conversations())
def test_agents(sides, job):
    assert disagreement(sides, job) is None


@examples(150)
@given(job=mixed_conversations())
def test_responders_and_agents(sides, job):
    assert disagreement(sides, job) is None
