from __future__ import annotations

import pytest

from chatkit.agents import ResponseStreamConverter


@pytest.mark.parametrize(
    ("partial_images", "index", "progress"),
    [(None, 3, 0.0), (0, 0, 0.0), (2, 0, 0.0), (2, 1, 0.5), (2, 2, 1.0), (2, 9, 1.0)],
)
def test_progress_goes_from_nothing_to_all(partial_images, index, progress):
    converter = ResponseStreamConverter(partial_images=partial_images)
    assert converter.partial_image_index_to_progress(index) == progress
