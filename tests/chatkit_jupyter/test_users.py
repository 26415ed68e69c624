from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.auth import User as Identity

from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.users import User, as_user


@given(st.text(), st.text(), st.text())
def test_a_user_survives_a_header(username, name, display_name):
    user = User(username, {"name": name, "display_name": display_name})
    header = user.to_header()
    assert header.isascii()
    assert header.isprintable()
    again = User.from_header(header)
    assert again == username
    assert (again.name, again.display_name) == (user.name, user.display_name)


def test_anything_else_is_nobody():
    for header in ("", "anna", "%5B%5D", "null", "[1]", '["a"]'):
        assert User.from_header(header) == ""


def test_a_user_is_what_the_server_says():
    user = User.of(Identity("anna", name="Anna Ott", display_name="Anna", color="red"))
    assert (user, user.name, user.display_name, user.color) == ("anna", "Anna Ott", "Anna", "red")
    assert user.avatar_url is None
    assert as_user(user) is user
    assert as_user("ben").display_name == "ben"


def test_data_belong_to_each_user_or_to_all():
    anna, ben = User("anna"), User("ben")
    assert ChatContext("c", anna).owner != ChatContext("c", ben).owner
    assert ChatContext("c", anna, shared=True).owner == ChatContext("c", ben, shared=True).owner
    assert ChatContext.of_owner(ChatContext("c", anna).owner).owner == ChatContext("c", anna).owner
    assert ChatContext.of_owner("of something else") is None
