"""The attachment guide's application, used as a browser would."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

GUIDE = Path(__file__).parents[3] / "docs" / "how-to" / "attachments.md"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
CSV = b"month,sales\n1,2\n"
assert len(CSV) == 16


@pytest.fixture
async def browser(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(GUIDE.read_text("utf-8"))
    names = {"__name__": "guide"}
    exec("\n".join(blocks), names)
    transport = httpx.ASGITransport(app=names["app"])
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        yield client


async def ask(browser, kind, params, user="ann"):
    body = {"type": kind, "params": params, "metadata": {}}
    return await browser.post("/chatkit", json=body, headers={"user": user})


async def announce(browser, size=16, name="sales.csv", mime_type="text/csv"):
    params = {"name": name, "size": size, "mime_type": mime_type}
    return await ask(browser, "attachments.create", params)


async def send(browser, attachment_id):
    message = {
        "content": [{"type": "input_text", "text": "Look"}],
        "attachments": [attachment_id],
        "inference_options": {},
    }
    answer = await ask(browser, "threads.create", {"input": message})
    return [json.loads(line[6:]) for line in answer.text.splitlines() if line]


async def test_a_file_is_uploaded_in_two_phases_and_reaches_the_responder(browser):
    attachment = (await announce(browser)).json()
    link = attachment["upload_descriptor"]
    sent = await browser.request(link["method"], link["url"], content=CSV)
    assert sent.status_code == 200
    events = await send(browser, attachment["id"])
    added = [event["item"] for event in events if event["type"] == "thread.item.done"]
    assert added[0]["attachments"] == [
        {
            "id": attachment["id"],
            "name": "sales.csv",
            "mime_type": "text/csv",
            "type": "file",
            "thread_id": added[0]["thread_id"],
        }
    ]
    assert added[1]["widget"]["children"][0]["value"] == f"sales.csv: {len(CSV)} bytes"


async def test_an_image_is_uploaded_at_once_and_shown_by_its_link(browser):
    file = ("../../cat.png", b"\x89PNG", "image/png")
    attachment = (await browser.post("/files", files={"file": file})).json()
    shown = await browser.get(attachment["preview_url"])
    assert (shown.status_code, shown.content) == (200, b"\x89PNG")
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-disposition"].startswith("attachment;")


async def test_what_is_wrong_is_said_with_its_status(browser):
    too_large = await announce(browser, size=20_000_001)
    assert (too_large.status_code, too_large.json()) == (
        413,
        {"message": "'sales.csv' has 20,000,001 bytes; the limit is 20,000,000"},
    )
    assert (await announce(browser, mime_type="text/html")).status_code == 415
    link = (await announce(browser)).json()["upload_descriptor"]["url"]
    assert (await browser.put(link, content=CSV[:-1])).status_code == 400
    assert (await browser.put(link + "x", content=CSV)).status_code == 403
    assert (await browser.get(link)).status_code == 403
    assert (await browser.put(link, content=CSV)).status_code == 200


async def test_a_deleted_attachment_is_gone(browser):
    file = ("cat.png", b"\x89PNG", "image/png")
    attachment = (await browser.post("/files", files={"file": file})).json()
    await ask(browser, "attachments.delete", {"attachment_id": attachment["id"]}, user="ben")
    assert (await browser.get(attachment["preview_url"])).status_code == 200
    await ask(browser, "attachments.delete", {"attachment_id": attachment["id"]})
    assert (await browser.get(attachment["preview_url"])).status_code == 404
