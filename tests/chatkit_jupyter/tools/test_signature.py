from __future__ import annotations

import functools
import json
from typing import Annotated, Literal

import pandas as pd
import pytest
from agents import RunContextWrapper
from pydantic import BaseModel, Field

from chatkit.types import ThreadMetadata
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.tools.signature import ArgumentsError, ToolSignature, is_asynchronous

FRAME = pd.DataFrame({"a": [1]})
OFFERS = {"context": ChatContext("shop"), "thread": "the thread", "sdk": "the sdk's"}


def find(name):
    if name != "orders":
        raise LookupError(f"the notebook has no variable {name!r}")
    return FRAME


def signature_of(function, **options):
    return ToolSignature.of(function, find, **options)


def call(function, **arguments):
    return signature_of(function).bind(json.dumps(arguments), OFFERS)()


def described(function):
    properties = signature_of(function).parameters["properties"]
    return {name: schema.get("description") for name, schema in properties.items()}


def google(customer: str, limit: int = 10):
    """Find orders.

    Newest first.

    Args:
        customer: Who ordered.
        limit: How many.

    Returns:
        The orders.
    """
    return customer, limit


def numpy(customer: str, limit: int = 10):
    """Find orders.

    Newest first.

    Parameters
    ----------
    customer : str
        Who ordered.
    limit : int
        How many.

    Returns
    -------
    list
        The orders.
    """


def sphinx(customer: str, limit: int = 10):
    """Find orders.

    Newest first.

    :param customer: Who ordered.
    :param limit: How many.
    :return: The orders.
    """


@pytest.mark.parametrize("function", [google, numpy, sphinx])
def test_docstrings_of_every_style_are_read(function):
    signature = signature_of(function)
    assert signature.name == function.__name__
    assert signature.description == "Find orders.\n\nNewest first."
    assert described(function) == {"customer": "Who ordered.", "limit": "How many."}


def test_annotations_become_a_strict_schema():
    class Order(BaseModel):
        item: str
        count: Annotated[int, Field(ge=1)]

    def sell(order: Order, mode: Literal["now", "later"], notes: list[str] | None = None):
        return order, mode, notes

    sell.__annotations__ = {
        "order": Order,
        "mode": Literal["now", "later"],
        "notes": list[str] | None,
    }
    signature = signature_of(sell)
    assert signature.strict
    assert signature.parameters["additionalProperties"] is False
    assert signature.parameters["required"] == ["order", "mode", "notes"]
    order, mode, notes = call(sell, order={"item": "tea", "count": 2}, mode="now", notes=None)
    assert (order, mode, notes) == (Order(item="tea", count=2), "now", None)


def test_a_type_that_strict_schemas_do_not_know_gets_a_loose_one():
    def keep(values: dict[str, int]):
        return values

    assert not signature_of(keep).strict
    assert call(keep, values={"a": 1}) == {"a": 1}


def test_a_parameter_without_annotation_is_what_its_default_is():
    def look(limit=5, deep=False, name="x", other=None):
        return limit, deep, name, other

    properties = signature_of(look).parameters["properties"]
    kinds = {name: schema.get("type") for name, schema in properties.items()}
    assert kinds == {"limit": "integer", "deep": "boolean", "name": "string", "other": None}
    assert call(look, limit=1) == (1, False, "x", None)


def test_every_kind_of_parameter_gets_its_value():
    def mixed(first: int, /, second: int, *rest: int, named: int = 4, **more: int):
        return first, second, rest, named, more

    assert call(mixed, first=1, second=2, rest=[3, 3], named=5, more={"x": 6}) == (
        1,
        2,
        (3, 3),
        5,
        {"x": 6},
    )


def test_a_bound_method_has_no_self():
    class Shop:
        factor = 2

        def price(self, item: str) -> int:
            """Look a price up."""
            return len(item) * self.factor

    signature = signature_of(Shop().price)
    assert (signature.name, list(signature.parameters["properties"])) == ("price", ["item"])
    assert call(Shop().price, item="tea") == 6
    with pytest.raises(HandlerError, match=r"write chat\.tool\(the_object\.price\)"):
        signature_of(Shop.price)


def test_what_a_partial_fixes_is_no_argument():
    signature = signature_of(functools.partial(google, limit=3))
    assert signature.name == "google"
    assert signature.description.startswith("Find orders.")
    assert list(signature.parameters["properties"]) == ["customer"]
    assert call(functools.partial(google, limit=3), customer="Ada") == ("Ada", 3)
    assert call(functools.partial(google, "Ada"), limit=4) == ("Ada", 4)


def test_a_callable_object_is_described_by_its_call():
    class Counter:
        def __call__(self, word: str) -> int:
            """Count letters."""
            return len(word)

    signature = signature_of(Counter(), name="count")
    assert signature.description == "Count letters."
    assert call_named(signature, word="tea") == 3


def call_named(signature, **arguments):
    return signature.bind(json.dumps(arguments), OFFERS)()


def test_wrapped_functions_keep_their_signature():
    @functools.wraps(google)
    def wrapped(*args, **kwargs):
        return ("wrapped", *google(*args, **kwargs))

    assert list(signature_of(wrapped).parameters["properties"]) == ["customer", "limit"]
    assert call(wrapped, customer="Ada", limit=1) == ("wrapped", "Ada", 1)


def test_the_chat_fills_in_what_it_knows():
    def look(context, customer: str, thread: ThreadMetadata, mine: ChatContext):
        return context, customer, thread, mine

    def sdk(context: RunContextWrapper, customer: str):
        return context, customer

    assert list(signature_of(look).parameters["properties"]) == ["customer"]
    context = OFFERS["context"]
    assert call(look, customer="Ada") == (context, "Ada", "the thread", context)
    assert call(sdk, customer="Ada") == ("the sdk's", "Ada")


def test_a_context_of_the_model_s_own_is_an_argument():
    def look(context: str):
        return context

    assert call(look, context="winter") == "winter"


def test_an_object_is_given_by_the_name_of_a_variable():
    def summarize(frame: pd.DataFrame, by: str):
        """Summarize.

        Args:
            frame: The data.
            by: A column.
        """
        return frame, by

    assert described(summarize)["frame"] == (
        "The data. The name of a variable of the notebook, a DataFrame."
    )
    frame, _by = call(summarize, frame="orders", by="a")
    assert frame is FRAME
    with pytest.raises(ArgumentsError, match="the notebook has no variable 'x'"):
        call(summarize, frame="x", by="a")

    def fit(model: pd.Series | None = None):
        return model

    assert call(fit, model=None) is None
    with pytest.raises(ArgumentsError, match="orders is a DataFrame, not a Series"):
        call(fit, model="orders")


@pytest.mark.parametrize("arguments", ['{"customer": 1}', "{}", "[]", "{", ""])
def test_arguments_that_do_not_fit_are_worded_for_the_model(arguments):
    with pytest.raises(ArgumentsError, match="The arguments do not fit: "):
        signature_of(google).bind(arguments, OFFERS)


def test_what_can_not_be_a_tool_is_refused():
    def grows():
        yield 1

    def unknown(x: Missing): ...  # noqa: F821

    for function, reason in [
        (grows, "grows yields; a tool returns its result"),
        (lambda x: x, 'name="a_name"'),
        (unknown, "name something that is not defined"),
    ]:
        with pytest.raises(HandlerError, match=reason):
            signature_of(function)


def test_a_parameter_may_be_called_like_anything():
    def odd(json: str, schema: str, copy: str):
        return json, schema, copy

    assert call(odd, json="a", schema="b", copy="c") == ("a", "b", "c")


def test_asynchronous_functions_are_told_apart():
    async def later(): ...

    class Later:
        async def __call__(self): ...

    assert is_asynchronous(later)
    assert is_asynchronous(functools.partial(later))
    assert is_asynchronous(Later())
    assert not is_asynchronous(google)
