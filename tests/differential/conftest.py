from __future__ import annotations

import pytest

from tests.differential.sides import Sides, install_peer


@pytest.fixture(scope="session")
def sides():
    if problem := install_peer():
        pytest.skip(f"the package to compare with could not be installed: {problem}")
    found = Sides()
    yield found
    found.close()
