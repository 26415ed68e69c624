"""Picking a model in the chat under a cell."""

from __future__ import annotations

from playwright.sync_api import expect

CELL = """
%load_ext chatkit_jupyter
from chatkit.testing import ScriptedModel
from chatkit_jupyter import Chat

models = {"Small": ScriptedModel(["Small.", "Small again."]), "Large": ScriptedModel(["Large."])}
chat = Chat("demo", store="memory", models=models)
chat.instructions = "Be brief."
chat
"""


def test_the_model_that_is_picked_answers(open_cells, chat):
    notebook = open_cells(CELL)
    expect(chat.answer_to("Hello")).to_contain_text("Small.")
    chat.frame.get_by_role("button", name="Small").click()
    chat.frame.get_by_role("menuitemradio", name="Large").click()
    expect(chat.answer_to("And you?")).to_contain_text("Large.")
    notebook.finished()
