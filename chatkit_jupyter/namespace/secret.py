"""Which variables look like secrets."""

from __future__ import annotations

import math
import re
from collections import Counter

from chatkit.redaction import Redactor, is_secret_name

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DENSE = re.compile(r"[A-Za-z0-9+/_=-]{32,}")
_DENSE_BITS = 4.2  # per character; words and hexadecimal digits have fewer

redactor = Redactor()


def is_secret(name: str, value: object) -> bool:
    """Whether a variable, or an entry of a mapping, is better not shown to a model.

    Args:
        name: Its name; ``apiToken`` is read as ``api_token``.
        value: Its value; only texts are looked at.
    """
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    if is_secret_name(_CAMEL.sub("_", name)):
        return True
    return isinstance(value, str) and (redactor.text(value) != value or _is_noise(value))


def _is_noise(text: str) -> bool:
    """Whether a text is one long word of letters and digits such as only machines write."""
    word = text.strip()
    if not _DENSE.fullmatch(word) or not re.search(r"\d", word) or not re.search(r"[A-Za-z]", word):
        return False
    shares = [count / len(word) for count in Counter(word).values()]
    return -sum(share * math.log2(share) for share in shares) > _DENSE_BITS
