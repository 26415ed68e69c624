"""The front end's options from an author's short forms."""

from __future__ import annotations

import pytest

from chatkit_jupyter.view.options import checked_transport, front_end_options


def test_nothing_given_is_nothing_said():
    assert front_end_options() == {}


def test_short_forms_become_options_of_chatkit():
    icon = {"label": "Late", "prompt": "Which orders are late?", "icon": "clock"}
    assert front_end_options(
        title="Orders", greeting="Hello", prompts=["How many?", icon], placeholder="Ask"
    ) == {
        "header": {"title": {"text": "Orders"}},
        "startScreen": {
            "greeting": "Hello",
            "prompts": [{"label": "How many?", "prompt": "How many?"}, icon],
        },
        "composer": {"placeholder": "Ask"},
    }


def test_options_by_their_own_names_win_and_leave_the_rest():
    options = {"header": {"title": {"text": "Own"}, "enabled": True}, "locale": "de"}
    assert front_end_options(title="Short", placeholder="Ask", options=options) == {
        "header": {"title": {"text": "Own"}, "enabled": True},
        "composer": {"placeholder": "Ask"},
        "locale": "de",
    }


def test_what_the_author_gave_is_not_changed():
    options = {"header": {"enabled": True}}
    front_end_options(title="x", options=options)["header"]["enabled"] = False
    assert options == {"header": {"enabled": True}}


@pytest.mark.parametrize("value", [object(), float("nan"), {1, 2}, print])
def test_what_can_not_reach_the_front_end_is_refused(value):
    with pytest.raises(TypeError, match="can only hold JSON values"):
        front_end_options(options={"onEffect": value})


def test_a_transport_that_does_not_exist_is_refused():
    assert checked_transport("comm") == "comm"
    with pytest.raises(ValueError, match="'auto', 'endpoint', 'comm', not 'http'"):
        checked_transport("http")
