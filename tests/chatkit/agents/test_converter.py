from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter

from chatkit.agents import ThreadItemConverter, simple_to_agent_input
from chatkit.types import ThreadItem

ITEM = TypeAdapter(ThreadItem)


def item(kind, item_id="i", **fields):
    common = {"type": kind, "id": item_id, "thread_id": "t1", "created_at": "2024-05-01T09:00:00Z"}
    return ITEM.validate_python({**common, **fields})


def typed(text):
    return {"type": "input_text", "text": text}


def asks(*content, **fields):
    parts = [
        {"type": "input_text", "text": part} if isinstance(part, str) else part for part in content
    ]
    return item("user_message", content=parts, inference_options={}, **fields)


def answers(*texts):
    content = [{"type": "output_text", "text": text, "annotations": []} for text in texts]
    return item("assistant_message", content=content)


def texts(messages):
    return [
        part["text"]
        for message in messages
        for part in message["content"]
        if part["type"].endswith("_text")
    ]


ANN = {"type": "input_tag", "id": "p1", "text": "Ann", "data": {}}
BOB = {"type": "input_tag", "id": "p2", "text": "Bob", "data": {}}
THOUGHT = {"type": "thought", "content": "t"}
FILE = {"type": "file", "id": "f1", "name": "a.txt", "mime_type": "text/plain"}


class Own(ThreadItemConverter):
    async def tag_to_message_content(self, tag):
        return {"type": "input_text", "text": f"{tag.text} is a colleague"}

    async def attachment_to_message_content(self, attachment):
        return {"type": "input_file", "file_data": "QQ==", "filename": attachment.name}


async def test_a_conversation_keeps_its_order_and_roles():
    given = await simple_to_agent_input([asks("Hi"), answers("Hello"), asks("Why?")])
    assert [(entry["role"], text) for entry, text in zip(given, texts(given), strict=True)] == [
        ("user", "Hi"),
        ("assistant", "Hello"),
        ("user", "Why?"),
    ]


async def test_only_the_message_to_answer_repeats_its_quotation():
    given = texts(
        await simple_to_agent_input([asks("A", quoted_text="old"), asks("B", quoted_text="new")])
    )
    assert given[:2] == ["A", "B"]
    assert "new" in given[2]
    assert not any("old" in text for text in given)


async def test_mentions_are_named_in_the_text_and_explained_once_each():
    given = await Own().to_agent_input(asks("Ask ", ANN, " or ", BOB, " or ", ANN, quoted_text="q"))
    [question, quotation, explained, *meanings] = texts(given)
    assert question == "Ask @Ann or @Bob or @Ann"
    assert "q" in quotation
    assert "mentions" in explained
    assert meanings == ["Ann is a colleague", "Bob is a colleague"]


async def test_two_things_of_one_name_are_both_explained():
    other = {**ANN, "id": "the other Ann"}
    [_, _, *meanings] = texts(await Own().to_agent_input(asks(ANN, other)))
    assert len(meanings) == 2


async def test_attachments_follow_the_text_they_came_with():
    [message] = await Own().to_agent_input(asks("See", attachments=[FILE]))
    assert [part["type"] for part in message["content"]] == ["input_text", "input_file"]


@pytest.mark.parametrize(
    ("entry", "method"),
    [
        (asks(ANN), "tag_to_message_content"),
        (asks("See", attachments=[FILE]), "attachment_to_message_content"),
        (item("hidden_context_item", content={"a": 1}), "hidden_context_to_input"),
    ],
)
async def test_what_only_the_application_understands_says_what_to_override(entry, method):
    with pytest.raises(NotImplementedError, match=method):
        await simple_to_agent_input(entry)


async def test_an_override_may_leave_an_item_out_or_give_several():
    class Selective(ThreadItemConverter):
        async def assistant_message_to_input(self, item):
            return None

        async def hidden_context_to_input(self, item):
            return [{"role": "user", "content": "one"}, {"role": "user", "content": "two"}]

    hidden = item("hidden_context_item", content={"a": 1})
    given = await Selective().to_agent_input([answers("Hello"), hidden])
    assert [entry["content"] for entry in given] == ["one", "two"]


async def test_a_browsers_answer_goes_back_as_the_tools_output():
    fields = {"call_id": "c1", "name": "pick", "arguments": {"é": 1}}
    finished = item("client_tool_call", status="completed", output={"ok": "ja"}, **fields)
    waiting = item("client_tool_call", status="pending", **fields)
    call, output = await simple_to_agent_input([finished, waiting])
    assert (call["name"], json.loads(call["arguments"])) == ("pick", {"é": 1})
    assert call["call_id"] == output["call_id"] == "c1"
    assert json.loads(output["output"]) == {"ok": "ja"}


async def test_a_browsers_answer_is_told_in_its_own_letters():
    fields = {"call_id": "c1", "name": "pick", "arguments": {"city": "Zürich"}, "output": "可"}
    [call, output] = await simple_to_agent_input(
        item("client_tool_call", status="completed", **fields)
    )
    assert (call["arguments"], output["output"]) == ('{"city": "Zürich"}', '"可"')


@pytest.mark.parametrize(
    "nothing",
    [
        item("end_of_turn"),
        item("generated_image"),
        item("task", task={"type": "custom"}),
        item("task", task=THOUGHT),
        item(
            "workflow",
            workflow={"type": "reasoning", "tasks": [{"type": "thought", "content": "t"}]},
        ),
    ],
)
async def test_what_says_nothing_to_a_model_is_left_out(nothing):
    assert await simple_to_agent_input([nothing]) == []


async def test_an_image_is_given_as_one():
    [message] = await simple_to_agent_input(
        item("generated_image", image={"id": "i", "url": "https://img.example/1.png"})
    )
    assert message["content"][1]["image_url"] == "https://img.example/1.png"


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (item("widget", "w7", widget={"type": "Card", "children": []}), ["w7", '"Card"']),
        (item("hidden_context_item", content="cart has 3 items"), ["cart has 3 items"]),
        (item("sdk_hidden_context", content="stopped here"), ["stopped here"]),
        (item("task", task={"type": "custom", "title": "Filed"}), ["Filed"]),
        (item("structured_input", inputs=[]), ["pending"]),
    ],
)
async def test_what_is_no_message_is_put_into_words(shown, told):
    [message] = await simple_to_agent_input(shown)
    assert message["role"] == "user"
    [text] = texts([message])
    assert all(fragment in text for fragment in told)


async def test_a_workflow_is_told_task_by_task():
    tasks = [{"type": "custom", "title": "Fetch"}, THOUGHT, {"type": "custom", "content": "Count"}]
    shown = item("workflow", workflow={"type": "custom", "tasks": tasks})
    assert len(await simple_to_agent_input(shown)) == 2
