"""Strategies for whole conversations: what is stored at first, and the requests that follow."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.differential import values as v
from tests.differential.items import inference, items, user_content
from tests.differential.scripts import scripts

THREADS = ["t1", "t2"]
STREAMING = [
    "threads.create",
    "threads.add_user_message",
    "threads.add_user_message",
    "threads.retry_after_item",
    "threads.custom_action",
    "threads.add_client_tool_output",
    *["threads.add_structured_input"] * 2,
]
OTHERS = [
    "threads.get_by_id",
    "threads.list",
    "items.list",
    "threads.update",
    "threads.delete",
    "items.feedback",
    "input.transcribe",
    "attachments.create",
    "attachments.delete",
    "threads.sync_custom_action",
]
STORED = ["user_message", "widget", "client_tool_call", "structured_input", "assistant_message"]
thread_ids = st.sampled_from(["t1", "t1", "t1", "t1", "t2", "thread_1", "nowhere"])
item_ids = st.sampled_from(["i0", "i1", "i2", "i3", "i4", "message_1", "message_2", "r1", "none"])
attachment_ids = st.sampled_from([*["f1", "f2"] * 5, "none"])
SENDERS = {
    "threads.retry_after_item": "user_message",
    "threads.custom_action": "widget",
    "threads.sync_custom_action": "widget",
    "threads.add_structured_input": "structured_input",
}
orders = st.sampled_from(["asc", "desc"])


@st.composite
def stored_items(draw: st.DrawFn, thread_id: str) -> list[Any]:
    count = draw(st.integers(0, 5) | st.sampled_from([5, 19, 20, 21, 41]))
    if count > 5:
        pattern = [draw(items("", thread_id)) for _ in range(4)]
        return [{**pattern[n % 4], "id": f"i{n}"} for n in range(count)]
    stored = [
        draw(items(f"i{n}", thread_id, STORED) | items(f"i{n}", thread_id)) for n in range(count)
    ]
    if v.roll(draw, 4) == 1:
        call = draw(items(f"i{count}", thread_id, ["client_tool_call"]))
        stored.append({**call, "status": "pending"})
    return stored


@st.composite
def threads(draw: st.DrawFn, thread_id: str) -> Any:
    optional = {
        "title": v.words,
        "status": v.statuses,
        "metadata": v.data,
        "allowed_image_domains": st.lists(v.some_words, max_size=2),
    }
    start = {"id": thread_id, "created_at": draw(v.times)}
    return start | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def messages(draw: st.DrawFn) -> Any:
    return {
        "content": draw(user_content),
        "attachments": draw(st.lists(attachment_ids, max_size=2)),
        "inference_options": draw(inference),
        "quoted_text": draw(st.none() | v.words),
    }


user_action = st.fixed_dictionaries({"type": v.words}, optional={"payload": v.anything})
submissions = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["answered", "answered", "skipped"]),
        "answers": st.dictionaries(
            st.sampled_from(["q1", "q2", "q3", "q9"]),
            st.fixed_dictionaries(
                {},
                optional={"values": st.lists(v.words, max_size=2), "skipped": st.booleans()},
            ),
            max_size=3,
        ),
    },
)
_page = {"order": orders, "limit": st.sampled_from([1, 2, 3, 20, 50, 0, None])}
PARAMS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "threads.create": v.record({"input": messages()}),
    "threads.add_user_message": v.record({"thread_id": thread_ids, "input": messages()}),
    "threads.retry_after_item": v.record({"thread_id": thread_ids, "item_id": item_ids}),
    "threads.custom_action": v.record(
        {"thread_id": thread_ids, "action": user_action}, item_id=item_ids
    ),
    "threads.sync_custom_action": v.record(
        {"thread_id": thread_ids, "action": user_action}, item_id=item_ids
    ),
    "threads.add_client_tool_output": v.record({"thread_id": thread_ids, "result": v.anything}),
    "threads.add_structured_input": v.record(
        {"thread_id": thread_ids, "item_id": item_ids, "input": submissions}
    ),
    "threads.get_by_id": v.record({"thread_id": thread_ids}),
    "threads.list": st.fixed_dictionaries(
        {}, optional={**_page, "after": st.sampled_from(["t1", "t2", "none", None])}
    ),
    "items.list": st.fixed_dictionaries(
        {"thread_id": thread_ids}, optional={**_page, "after": st.none() | item_ids}
    ),
    "threads.update": v.record({"thread_id": thread_ids, "title": v.words}),
    "threads.delete": v.record({"thread_id": st.sampled_from(["t2", "thread_1", "nowhere"])}),
    "items.feedback": v.record(
        {
            "thread_id": thread_ids,
            "item_ids": st.lists(item_ids, max_size=2),
            "kind": st.sampled_from(["positive", "negative"]),
        }
    ),
    "input.transcribe": v.record(
        {
            "audio_base64": st.sampled_from(["", "AAEC", "Zm9v", "!!", "A"]),
            "mime_type": st.sampled_from(["audio/webm;codecs=opus", "audio/mp4", " a ; b", ""]),
        }
    ),
    "attachments.create": v.record(
        {"name": v.words, "size": st.integers(0, 9), "mime_type": "text/csv"}
    ),
    "attachments.delete": v.record({"attachment_id": attachment_ids}),
}


@st.composite
def requests(draw: st.DrawFn, stored: list[Any]) -> Any:
    """Any request; it mostly names items that it can be about."""
    kind = draw(st.sampled_from([*STREAMING, *STREAMING, *OTHERS]))
    request = {"type": kind, "params": draw(PARAMS[kind])}
    fitting = [item["id"] for item in stored if item["type"] == SENDERS.get(kind)]
    if fitting and v.roll(draw, 4) != 1:
        request["params"] |= {"thread_id": "t1", "item_id": draw(st.sampled_from(fitting))}
    if draw(st.booleans()):
        request["metadata"] = draw(v.data)
    return request


@st.composite
def malformed(draw: st.DrawFn, stored: list[Any]) -> str | dict[str, Any]:
    """A request with something missing, of another type or unknown; or no request at all."""
    if v.roll(draw, 5) == 1:
        return draw(st.sampled_from(["", "{", "[]", "null", "{}", '{"type": 1}', '"text"', "1"]))
    request = draw(requests(stored))
    target = draw(st.sampled_from([request, request["params"], request["params"].get("input")]))
    if not isinstance(target, dict) or not target:
        return request
    key = draw(st.sampled_from(sorted(target)))
    match v.roll(draw, 3):
        case 0:
            del target[key]
        case 1:
            target[key] = draw(v.anything)
        case _:
            target["unknown"] = draw(v.anything)
    return request


@st.composite
def turns(draw: st.DrawFn, respond: Any, stored: list[Any]) -> Any:
    thread_id = draw(st.sampled_from(["t1", "thread_1"]))
    made = ["r1", "r2", "r3", "i0", "i4", "message_1"]
    turn: dict[str, Any] = {"respond": draw(respond(thread_id, made))}
    body = draw(malformed(stored) if v.roll(draw, 12) == 1 else requests(stored))
    turn["request_raw" if isinstance(body, str) else "request"] = body
    turn["request_as"] = draw(st.sampled_from(["text", "bytes", "bytearray"]))
    kind = body.get("type") if isinstance(body, dict) else None
    if kind == "threads.custom_action" and v.roll(draw, 4) != 1:
        turn["action"] = draw(respond(thread_id, made))
    if kind == "threads.sync_custom_action" and v.roll(draw, 4) != 1:
        turn["sync_action"] = draw(_sync_answers())
    if kind == "input.transcribe" and draw(st.booleans()):
        turn["transcribe"] = {"text": draw(v.texts)}
    return turn


@st.composite
def _sync_answers(draw: st.DrawFn) -> Any:
    if v.roll(draw, 5) == 1:
        return {"raise": draw(v.errors)}
    return draw(st.just({}) | items("i0", "t1").map(lambda item: {"updated_item": item}))


@st.composite
def conversations(draw: st.DrawFn, respond: Any = scripts) -> Any:
    """A start state, and a few turns."""
    stored = draw(stored_items("t1"))
    found: dict[str, Any] = {
        "kind": "server",
        "threads": [draw(threads(thread_id)) for thread_id in THREADS],
        "items": {"t1": stored},
        "attachments": [draw(v.attachments) | {"id": name} for name in ("f1", "f2")],
        "turns": [draw(turns(respond, stored)) for _ in range(1 + v.roll(draw, 4))],
    }
    file_store = draw(st.sampled_from([None, {}, "create"]))
    if file_store == "create":
        file_store = {"create": draw(v.attachments) | {"id": "f3"}}
    if file_store is not None:
        found["attachment_store"] = file_store
    if draw(st.booleans()):
        found["stream_options"] = {"allow_cancel": draw(st.booleans())}
    return found
