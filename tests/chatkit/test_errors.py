from __future__ import annotations

import pytest

from chatkit.errors import BaseStreamError, CustomStreamError, ErrorCode, StreamError


@pytest.mark.parametrize(
    ("error", "allow_retry"),
    [
        (StreamError(ErrorCode.STREAM_ERROR), True),
        (StreamError(ErrorCode.STREAM_ERROR, allow_retry=False), False),
        (CustomStreamError("No credit left"), False),
        (CustomStreamError("Busy", allow_retry=True), True),
    ],
)
def test_each_error_says_whether_to_retry(error, allow_retry):
    assert isinstance(error, BaseStreamError)
    assert error.allow_retry is allow_retry


def test_errors_read_well_in_a_log():
    assert str(CustomStreamError("No credit left")) == "No credit left"
    assert str(StreamError(ErrorCode.STREAM_ERROR)) == "stream.error"


def test_a_coded_error_keeps_its_code():
    assert StreamError(ErrorCode.STREAM_ERROR).code is ErrorCode.STREAM_ERROR
