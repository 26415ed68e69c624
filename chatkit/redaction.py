"""Taking secrets out of what is kept or shared."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, cast

REDACTED = "[redacted]"
"""What stands in the place of a secret."""

Pattern: TypeAlias = str | re.Pattern[str]

_SECRET_NAME = re.compile(
    r"(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PWD|CREDENTIALS?|DSN)S?(?:_|$)"
    r"|APIKEY|PASSWORD",
    re.IGNORECASE,
)
_PLAIN_NAMES = frozenset({"PWD", "OLDPWD"})
_LEAST_LENGTH = 8  # a shorter value would take innocent words with it

_PICTURE = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=]*")  # long, with nothing to read
_SHAPES = (
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
    r"\b(?:sk|pk|rk)[-_](?:[a-zA-Z]+[-_])*[A-Za-z0-9_-]{16,}",
    r"\bgh[pousr]_[A-Za-z0-9]{20,}",
    r"\bgithub_pat_[A-Za-z0-9_]{20,}",
    r"\bglpat-[A-Za-z0-9_-]{16,}",
    r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    r"\bAIza[A-Za-z0-9_-]{30,}",
    r"\bhf_[A-Za-z0-9]{20,}",
    r"\bnpm_[A-Za-z0-9]{30,}",
    r"\bpypi-[A-Za-z0-9_-]{30,}",
    r"\bgsk_[A-Za-z0-9]{20,}",
    r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    r"(?<=\bBearer )[A-Za-z0-9._~+/-]{12,}=*",
    r"(?<=AccountKey=)[A-Za-z0-9+/=]{20,}",
    r"(?<=://)[^\s/:@]+:[^\s/@]+(?=@)",
)


class Redactor:
    """Finds keys and tokens by their shape, and the values of secret environment variables.

    Args:
        patterns: More regular expressions to take out.
        environment: Where to look for secret values; the process's own, as it is at each call.

    Raises:
        ValueError: A pattern is not a regular expression; the message names it.
    """

    def __init__(
        self, patterns: Iterable[Pattern] = (), *, environment: Mapping[str, str] | None = None
    ) -> None:
        self._patterns = tuple(_source(pattern) for pattern in patterns)
        self._environment = os.environ if environment is None else environment

    def text(self, text: str) -> str:
        """Put `REDACTED` in the place of every secret.

        Args:
            text: Any text.
        """
        return _expression(self._patterns, secret_values(self._environment)).sub(REDACTED, text)

    def data(self, value: Any) -> Any:
        """Redact every text in JSON data, names of fields included.

        Args:
            value: Mappings, lists and scalars.

        Returns:
            A copy; the given data stay as they are.
        """
        if isinstance(value, str):
            return value if _PICTURE.fullmatch(value) else self.text(value)
        if isinstance(value, Mapping):
            items = cast("Mapping[Any, Any]", value).items()
            return {self.data(key): self.data(inner) for key, inner in items}
        if isinstance(value, list | tuple):
            return [self.data(inner) for inner in cast("Iterable[Any]", value)]
        return value


def is_secret_name(name: str) -> bool:
    """Whether a variable of this name looks as if it held a secret.

    Args:
        name: Name of an environment or Python variable.
    """
    return name not in _PLAIN_NAMES and _SECRET_NAME.search(name) is not None


def secret_values(environment: Mapping[str, str]) -> tuple[str, ...]:
    """List the values of variables that look as if they held secrets, the longest first.

    Args:
        environment: Values by the names of the variables.
    """
    found = {
        value
        for name, value in environment.items()
        if is_secret_name(name) and len(value.strip()) >= _LEAST_LENGTH
    }
    return tuple(sorted(found, key=lambda value: (-len(value), value)))


@lru_cache(maxsize=16)
def _expression(patterns: tuple[str, ...], values: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([*map(re.escape, values), *_SHAPES, *patterns]))


def _source(pattern: Pattern) -> str:
    if isinstance(pattern, re.Pattern):
        flags = "".join(
            letter
            for letter, flag in (
                ("i", re.IGNORECASE),
                ("m", re.MULTILINE),
                ("s", re.DOTALL),
                ("x", re.VERBOSE),
                ("a", re.ASCII),
            )
            if pattern.flags & flag
        )
        return f"(?{flags}:{pattern.pattern})" if flags else f"(?:{pattern.pattern})"
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from None
    return f"(?:{pattern})"
