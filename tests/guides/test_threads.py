from __future__ import annotations

import base64

from fastapi import FastAPI, Request

from tests.guides.browser import browser, done, kinds, served, texts, thread_of


async def test_a_locked_thread_says_why_and_can_be_opened_again(page):
    client = browser(page.server)
    events = await client.say("Approve this")
    thread_id = thread_of(events)
    [updated] = [event for event in events if event["type"] == "thread.updated"]
    waiting = {"type": "locked", "reason": "Waiting for approval."}
    assert updated["thread"]["status"] == waiting
    refused = await client.say("Hello?", thread_id)
    assert (refused[-1]["type"], refused[-1]["message"]) == ("error", "Waiting for approval.")
    await page.server.unlock(thread_id, {})
    thread = await client.post("threads.get_by_id", thread_id=thread_id)
    assert thread["status"] == {"type": "active"}
    assert texts(await client.say("Hello?", thread_id)) == ["Noted."]


async def test_a_closed_thread_stays_closed(page):
    client = browser(page.server)
    events = await client.say("Goodbye")
    assert texts(events) == ["Goodbye!"]
    refused = await client.say("One more thing", thread_of(events))
    assert refused[-1]["message"] == "This conversation has ended."


async def test_metadata_is_kept_and_never_sent(page):
    client = browser(page.server)
    events = await client.say("One")
    thread_id = thread_of(events)
    events += await client.say("Two", thread_id)
    assert "questions" not in str(events)
    assert "questions" not in str(await client.post("threads.get_by_id", thread_id=thread_id))
    stored = await page.server.store.load_thread(thread_id, {})
    assert stored.metadata == {"questions": 2}


async def test_feedback_arrives_with_what_it_is_about(page):
    client = browser(page.rated)
    events = await client.say("One")
    [answer] = done(events, "assistant_message")
    reply = await client.post(
        "items.feedback", thread_id=thread_of(events), item_ids=[answer["id"]], kind="negative"
    )
    assert reply == {}
    assert page.ratings == [("negative", "Noted.")]
    assert "thread.updated" in kinds(events)


async def test_dictation_goes_to_the_speech_service_and_comes_back_as_text(page, monkeypatch):
    service = FastAPI()
    heard = []

    @service.post("/v1/audio/transcriptions")
    async def transcriptions(request: Request):
        body = await request.body()
        heard.append((b"the recording" in body, b'filename="dictation.webm"' in body))
        return {"text": "Which orders are late?"}

    async with served(service) as address:
        monkeypatch.setenv("OPENAI_API_KEY", "test")
        monkeypatch.setenv("OPENAI_BASE_URL", f"{address}/v1")
        answer = await browser(page.dictated).post(
            "input.transcribe",
            audio_base64=base64.b64encode(b"the recording").decode(),
            mime_type="audio/webm;codecs=opus",
        )
    assert answer == {"text": "Which orders are late?"}
    assert heard == [(True, True)]
