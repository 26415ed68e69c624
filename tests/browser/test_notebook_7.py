"""The chat in Jupyter Notebook 7: the same tests as in JupyterLab, in its page of one notebook."""

from __future__ import annotations

import pytest

from tests.browser.jupyter_server import TOKEN
from tests.browser.notebook_page import NotebookPage, write_notebook
from tests.browser.test_chat import (
    test_a_reload_brings_the_thread_back,
    test_an_answer_streams_in_and_renders_markdown,
    test_an_exception_is_one_line_in_the_chat_and_a_traceback_in_the_notebook,
    test_stop_ends_the_responder_and_keeps_what_was_said,
    test_the_chat_answers_while_a_cell_runs,
)

__all__ = [  # with the fixture below
    "test_a_reload_brings_the_thread_back",
    "test_an_answer_streams_in_and_renders_markdown",
    "test_an_exception_is_one_line_in_the_chat_and_a_traceback_in_the_notebook",
    "test_stop_ends_the_responder_and_keeps_what_was_said",
    "test_the_chat_answers_while_a_cell_runs",
]


@pytest.fixture
def open_cells(page, jupyter, folder):
    """Writes a notebook of these cells, opens it in Notebook 7 and runs it."""

    def open_cells(*cells: str) -> NotebookPage:
        write_notebook(jupyter.root / folder / "cells.ipynb", list(cells))
        url = f"{jupyter.url}notebooks/{folder}/cells.ipynb?token={TOKEN}"
        notebook = NotebookPage(page).open(url).run_all()
        assert page.locator("#jp-MainLogo, #jp-NotebookLogo").count() == 1
        return notebook

    return open_cells
