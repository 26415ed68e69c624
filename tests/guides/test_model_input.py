from __future__ import annotations

import json

from agents import OpenAIChatCompletionsModel
from openai import AsyncOpenAI

from chatkit.testing import Call, ScriptedModel
from chatkit.types import FileAttachment, ImageAttachment
from tests.guides.browser import browser, thread_of


async def test_attachments_are_given_with_their_bytes(page):
    page.shop.model = model = ScriptedModel(["I see."])
    page.FILES.mkdir()
    for attachment in (
        ImageAttachment(id="a1", name="p.png", mime_type="image/png", preview_url="http://x/p"),
        FileAttachment(id="a2", name="o.pdf", mime_type="application/pdf"),
    ):
        (page.FILES / attachment.id).write_bytes(b"data")
        await page.server.store.save_attachment(attachment, None)
    await browser(page.server).say("Look", attachments=["a1", "a2"])
    text, image, file = model.calls[0].input[0]["content"]
    assert text["text"] == "Look"
    assert image["image_url"] == "data:image/png;base64,ZGF0YQ=="
    assert (file["filename"], file["file_data"]) == (
        "o.pdf",
        "data:application/pdf;base64,ZGF0YQ==",
    )


async def test_mentions_are_explained(page):
    page.shop.model = model = ScriptedModel(["It is late."])
    tag = {"type": "input_tag", "id": "order_7", "text": "Order 7", "data": {}}
    content = [{"type": "input_text", "text": "What about "}, tag]
    await browser(page.server).say("", content=content)
    told = json.dumps(model.calls[0].input)
    assert "What about @Order 7" in told
    assert "is the order order_7" in told


async def test_hidden_context_reaches_the_model_and_no_client(page):
    page.shop.model = model = ScriptedModel(["Hello.", "You paid."])
    client = browser(page.server)
    thread_id = thread_of(await client.say("Hi"))
    seen = await client.post(
        "threads.custom_action", thread_id=thread_id, item_id=None, action={"type": "paid"}
    )
    assert [event["type"] for event in seen] == ["stream_options"]
    pages = await client.post("items.list", thread_id=thread_id)
    assert "paid" not in json.dumps(pages)
    await client.say("What did I do?", thread_id)
    assert "The user has just paid in the shop." in json.dumps(model.calls[1].input)


async def test_tool_calls_are_remembered(page):
    page.shop.model = model = ScriptedModel(
        [Call("find_order", {"order_id": "order_7"}), "Late.", "Ada's."]
    )
    client = browser(page.remembering)
    first = await client.say("How is order 7?")
    assert "find_order" not in json.dumps(first)
    await client.say("Whose is it?", thread_of(first))
    types = [entry.get("type") for entry in model.calls[2].input]
    assert types == [
        "message",
        "function_call",
        "function_call_output",
        "message",
        "message",
    ]
    assert "'customer': 'Ada'" in json.dumps(model.calls[2].input)


async def test_chat_completions_take_the_whole_thread(page, model_server):
    model_server.reply(Call("find_order", {"order_id": "order_7"}))
    model_server.reply("Late.")
    model_server.reply("Ada's.")
    async with AsyncOpenAI(api_key="test", base_url=model_server.base_url) as client:
        page.shop.model = OpenAIChatCompletionsModel("test", client)
        first = await browser(page.any_model).say("How is order 7?")
        second = await browser(page.any_model).say("Whose is it?", thread_of(first))
    assert not [event for event in second if event["type"] == "error"]
    told = model_server.requests[2].body["messages"]
    assert [message["role"] for message in told][1:] == [
        "user",
        "assistant",
        "tool",
        "assistant",
        "user",
    ]
