from __future__ import annotations

from typing import Any, Literal

import pytest
from pydantic import BaseModel, ValidationError

from chatkit.actions import Action, ActionConfig
from chatkit.types import ThreadCustomActionParams


class Order(BaseModel):
    id: int


class Approve(Action[Literal["order.approve"], Order]):
    pass


def wire(config: ActionConfig) -> dict[str, Any]:
    return config.model_dump(mode="json", by_alias=True, exclude_none=True)


def test_create_fills_in_the_type_and_the_defaults():
    assert wire(Approve.create(Order(id=1))) == {
        "type": "order.approve",
        "payload": {"id": 1},
        "handler": "server",
        "loadingBehavior": "auto",
        "streaming": True,
    }


def test_create_takes_all_options():
    config = Approve.create(
        Order(id=1), handler="client", loading_behavior="container", streaming=False
    )
    assert (config.handler, config.loadingBehavior, config.streaming) == (
        "client",
        "container",
        False,
    )


def test_an_action_class_knows_its_own_type():
    assert Approve(payload=Order(id=2)).type == "order.approve"
    assert Action[Literal["menu.open"], None]().type == "menu.open"


def test_an_action_class_refuses_other_types():
    with pytest.raises(ValidationError):
        Approve.model_validate({"type": "order.reject", "payload": {"id": 1}})


def test_payloads_are_read_into_their_class():
    assert Approve.model_validate({"payload": {"id": "3"}}).payload == Order(id=3)


def test_only_a_class_with_a_literal_type_can_create():
    with pytest.raises(TypeError, match=r"subclass Action\[Literal"):
        Action.create(1)
    with pytest.raises(TypeError, match="no name of its own"):
        Action[Literal["one", "two"], Any].create(1)


@pytest.mark.parametrize("action", [{}, {"payload": 1}, {"type": None}, {"type": 7}])
def test_a_request_without_an_action_type_is_refused(action):
    with pytest.raises(ValidationError, match="type"):
        ThreadCustomActionParams.model_validate({"thread_id": "t", "action": action})


def test_nulls_inside_a_payload_survive():
    payload = {"chosen": None, "rows": [None, {"a": None}]}
    read = ActionConfig.model_validate_json(
        ActionConfig(type="x", payload=payload).model_dump_json(exclude_none=True)
    )
    assert read.payload == payload
