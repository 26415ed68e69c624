"""The Agents SDK's own HTTP client against a model server, through the kernel, into the page."""

from __future__ import annotations

import nbformat
import pytest
from playwright.sync_api import expect

from chatkit.testing import Call, Think
from tests.browser.conftest import NOTEBOOKS
from tests.model_server.replies import Pause, Status

SETUP = """
%load_ext chatkit_jupyter
from agents import Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, function_tool
from chatkit_jupyter import Chat
from openai import AsyncOpenAI

@function_tool
def stock(item: str) -> int:
    "How many of an item there are."
    return len(item) * 7

chat = Chat("shop", store="memory")
chat.agent = Agent(
    name="Shop",
    tools=[stock],
    model={model}("test-model", AsyncOpenAI(base_url={url!r}, api_key="test", max_retries=0)),
)
chat
"""
APIS = {
    "OpenAIResponsesModel": "/v1/responses",
    "OpenAIChatCompletionsModel": "/v1/chat/completions",
}


@pytest.mark.parametrize("model", APIS)
def test_an_answer_with_a_tool_call_streams_from_the_api_into_the_page(
    open_cells, chat, model_server, model
):
    pause = Pause()
    model_server.reply(Call("stock", {"item": "apples"}))
    model_server.reply(pause, "There are **42** apples.")
    open_cells(SETUP.format(model=model, url=model_server.base_url))
    chat.ask("How many apples?")
    expect(chat.answers.last).to_contain_text("There")
    expect(chat.answers.last).to_have_attribute("aria-busy", "true")
    pause.release()
    chat.settle()
    expect(chat.answers.last.locator("strong")).to_have_text("42")

    workflow = chat.log.locator("article[data-item-type='workflow']")
    workflow.get_by_role("button", name="Used stock").click()
    expect(workflow).to_contain_text('stock(item="apples")')
    expect(workflow.locator("pre")).to_contain_text("42")

    model_server.reply("You asked about apples.")
    expect(chat.answer_to("What did I ask?")).to_contain_text("You asked about apples.")
    last = model_server.requests[-1]
    assert last.path == APIS[model]
    assert "How many apples?" in str(last.body)


def test_reasoning_is_shown(open_cells, chat, model_server):
    model_server.reply(Think("The user wants a number."), "Seven.")
    open_cells(SETUP.format(model="OpenAIResponsesModel", url=model_server.base_url))
    chat.answer_to("A number, please")
    workflow = chat.log.locator("article[data-item-type='workflow']")
    workflow.get_by_role("button").first.click()
    expect(workflow).to_contain_text("The user wants a number.")


@pytest.mark.parametrize("model", APIS)
def test_a_refused_key_is_one_line_with_retry(open_cells, chat, model_server, model):
    model_server.reply(Status(401, "wrong key"))
    model_server.reply("Now it works.")
    notebook = open_cells(SETUP.format(model=model, url=model_server.base_url))
    chat.ask("Hello")
    expect(chat.error).to_contain_text("AuthenticationError")
    assert "\n" not in chat.error.inner_text().removesuffix("Retry").strip()
    expect(notebook.cell(0).locator("details")).to_contain_text("AuthenticationError")
    chat.error.get_by_role("button", name="Retry").click()
    expect(chat.answers.last).to_contain_text("Now it works.")


def test_stop_ends_the_request_to_the_model(open_cells, chat, model_server):
    pause = Pause()
    model_server.reply(pause, "This takes a while.")
    open_cells(SETUP.format(model="OpenAIResponsesModel", url=model_server.base_url))
    chat.ask("Take your time")
    expect(chat.answers.last).to_contain_text("This")
    chat.button("Stop").click()
    chat.settle()
    expect(chat.answers.last).to_contain_text("This")
    model_server.reply("Yes?")
    expect(chat.answer_to("Still there?")).to_contain_text("Yes?")


def test_the_quickstart_uses_a_live_model_where_there_is_a_key(open_cells, page, model_server):
    quickstart = nbformat.read(NOTEBOOKS / "01-quickstart.ipynb", as_version=4)
    cells = [cell.source for cell in quickstart.cells if cell.cell_type == "code"]
    key = f"""
import os
os.environ |= {{"OPENAI_API_KEY": "test", "OPENAI_BASE_URL": {model_server.base_url!r}}}
os.chdir({str(NOTEBOOKS)!r})
"""
    model_server.reply("Said by the model server.")
    open_cells(key, *cells)
    expect(page.locator(".jp-OutputArea-output").last).to_contain_text("Said by the model server.")
    assert model_server.requests[-1].path == "/v1/chat/completions"
