from __future__ import annotations

from importlib.metadata import version

from chatkit.version import DISTRIBUTION, __version__


def test_the_version_is_that_of_our_distribution():
    assert DISTRIBUTION == "chatkit-jupyter"
    assert __version__ == version("chatkit-jupyter")
