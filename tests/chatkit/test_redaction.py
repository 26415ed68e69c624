from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.redaction import REDACTED, Redactor, is_secret_name

SECRETS = [
    "sk-proj-abcdefghijklmnop1234567890",
    "sk-ant-api03-abcdefghijklmnop1234567890",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "xoxb-1234567890-abcdefghij",
    "AKIAIOSFODNN7EXAMPLE",
    "AIzaSyA-abcdefghijklmnopqrstuvwxyz012345",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc_def-123",
    "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_keys_are_found_by_their_shape(secret):
    assert Redactor(environment={}).text(f"it is {secret}.") == f"it is {REDACTED}."


def test_only_the_secret_part_is_taken_out():
    redact = Redactor(environment={}).text
    assert redact("Authorization: Bearer abcdefghijkl1234") == f"Authorization: Bearer {REDACTED}"
    assert redact("postgres://ada:hunter2@db/x") == f"postgres://{REDACTED}@db/x"


@pytest.mark.parametrize(
    "text", ["a task-based approach to asking", "risk-management-is-important", "see https://x.y/z"]
)
def test_innocent_text_stays(text):
    assert Redactor(environment={}).text(text) == text


def test_values_of_secret_looking_variables_are_taken_out():
    environment = {
        "DB_PASSWORD": "correct horse",
        "HOME": "/home/somebody",
        "MY_TOKEN": "short",
        "PWD": "/home/somebody/work",
    }
    redact = Redactor(environment=environment).text
    assert redact("correct horse in /home/somebody/work, short") == (
        f"{REDACTED} in /home/somebody/work, short"
    )


def test_a_value_that_holds_another_is_taken_out_whole():
    redactor = Redactor(environment={"A_KEY": "abcdefgh", "B_KEY": "abcdefghijkl"})
    assert redactor.text("abcdefghijkl") == REDACTED


def test_the_environment_is_read_when_it_is_needed(monkeypatch):
    redactor = Redactor()
    monkeypatch.setenv("LATE_SECRET", "set-after-the-redactor")
    assert redactor.text("set-after-the-redactor") == REDACTED


def test_authors_add_patterns():
    redactor = Redactor([r"ACME-\d+", re.compile("project x", re.IGNORECASE)], environment={})
    assert redactor.text("ACME-42 and Project X and acme-42") == (
        f"{REDACTED} and {REDACTED} and acme-42"
    )


def test_a_pattern_that_is_none_is_named():
    with pytest.raises(ValueError, match=r"'\(' is not a regular expression"):
        Redactor(["("])


def test_data_is_redacted_at_every_depth():
    secret = SECRETS[0]
    data = {"a": [secret, 1, None], secret: {"b": f"x {secret}"}}
    redacted = Redactor(environment={}).data(data)
    assert redacted == {"a": [REDACTED, 1, None], REDACTED: {"b": f"x {REDACTED}"}}
    assert data["a"] == [secret, 1, None]


@given(st.text(), st.sampled_from(SECRETS), st.text())
def test_no_secret_is_left_whatever_stands_around_it(before, secret, after):
    assert secret not in Redactor(environment={}).text(f"{before} {secret} {after}")


def test_names_that_look_like_secrets():
    assert all(map(is_secret_name, ("OPENAI_API_KEY", "GH_TOKEN", "password", "DATABASE_DSN")))
    assert not any(map(is_secret_name, ("KEYBOARD", "monkey", "PWD", "TOKENIZERS_PARALLELISM")))
