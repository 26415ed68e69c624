from __future__ import annotations

import asyncio
import json

import pytest
from agents import Agent, Runner, function_tool
from pydantic import BaseModel

from chatkit.testing import Call, Cassette, CassetteError, CassetteMismatchError, Say, ScriptedModel

KEY = "sk-proj-abcdefghijklmnop1234567890"
stocked: list[str] = []


@function_tool
def stock(item: str) -> int:
    """How many of an item are left."""
    stocked.append(item)
    return {"apples": 7, "pears": 3}[item]


@pytest.fixture(autouse=True)
def without_key(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    stocked.clear()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "demo.jsonl"


def shop(model=None, instructions="Be brief.", **more):
    return Agent(name="Shop", instructions=instructions, tools=[stock], model=model, **more)


def scripted():
    calls = [Call("stock", {"item": "apples"}), Call("stock", {"item": "pears"})]
    return ScriptedModel([calls, "Ten pieces of fruit."])


async def run(agent, path, text="How many?", **options):
    config = Cassette(path, pace="instant", **options).run_config()
    result = Runner.run_streamed(agent, text, run_config=config)
    kinds = [e.data.type async for e in result.stream_events() if e.type == "raw_response_event"]
    return result.final_output, kinds


async def test_a_run_is_replayed_without_its_model_and_tools_run_for_real(path):
    recorded = await run(shop(scripted()), path)
    replayed = await run(shop(), path, mode="replay")
    assert replayed == recorded
    assert recorded[0] == "Ten pieces of fruit."
    assert "response.output_text.delta" in replayed[1]
    assert sorted(stocked) == ["apples", "apples", "pears", "pears"]


async def test_each_replay_has_ids_of_its_own(path):
    await run(shop(scripted()), path)
    ids = set()
    for _ in range(2):
        config = Cassette(path, mode="replay", pace="instant").run_config()
        result = Runner.run_streamed(shop(), "How many?", run_config=config)
        async for _event in result.stream_events():
            pass
        ids |= {item.raw_item.call_id for item in result.new_items if item.type == "tool_call_item"}
    assert len(ids) == 4


async def test_recording_again_writes_the_same_lines_but_for_the_times(path):
    def lines():
        read = [json.loads(line) for line in path.read_text().splitlines()]
        return [{k: v for k, v in line.items() if k != "at"} for line in read]

    await run(shop(scripted()), path, mode="record")
    first = lines()
    path.unlink()
    await run(shop(scripted()), path, mode="record")
    assert lines() == first
    text = path.read_text()
    assert all(line == json.dumps(json.loads(line), sort_keys=True) for line in text.splitlines())


async def test_agents_that_are_handed_over_to_are_replayed_too(path):
    def agents(first=None, second=None):
        farm = Agent(name="Farm", instructions="You farm.", model=second)
        return Agent(name="Desk", instructions="You sort.", handoffs=[farm], model=first)

    asked = ScriptedModel([Call("transfer_to_farm")])
    recorded = await run(agents(asked, ScriptedModel(["From the farm."])), path)
    assert (await run(agents(), path))[0] == recorded[0] == "From the farm."


async def test_structured_output_is_kept(path):
    class Count(BaseModel):
        pieces: int

    model = ScriptedModel(['{"pieces": 10}'])
    await run(shop(model, output_type=Count), path)
    assert (await run(shop(output_type=Count), path))[0] == Count(pieces=10)


async def test_a_response_in_one_piece_is_replayed_in_either_way(path):
    await Runner.run(shop(scripted()), "How many?", run_config=Cassette(path).run_config())
    replay = Cassette(path, mode="replay")
    whole = await Runner.run(shop(), "How many?", run_config=replay.run_config())
    assert whole.final_output == "Ten pieces of fruit."
    assert (await run(shop(), path))[0] == "Ten pieces of fruit."


@pytest.mark.parametrize(
    ("agent", "text", "said"),
    [
        (
            lambda: shop(instructions="Be kind."),
            "How many?",
            'recorded "Be brief.", now "Be kind."',
        ),
        (shop, "How much?", 'recorded "How many?", now "How much?"'),
        (lambda: Agent(name="S", instructions="Be brief."), "How many?", "now nothing"),
    ],
)
async def test_what_differs_is_shown(path, agent, text, said):
    await run(shop(scripted()), path)
    with pytest.raises(CassetteMismatchError) as caught:
        await run(agent(), path, text)
    first, *rest = str(caught.value).splitlines()
    assert said in first
    assert any(line.startswith("-") for line in rest)


async def test_a_tool_that_returns_something_else_is_no_replay(path, monkeypatch):
    await run(shop(scripted()), path)

    @function_tool
    def stock(item: str) -> int:
        """How many of an item are left."""
        return 0

    changed = Agent(name="Shop", instructions="Be brief.", tools=[stock])
    with pytest.raises(CassetteMismatchError, match=r'output: recorded "7", now "0"'):
        await run(changed, path)


async def test_days_and_times_do_not_count(path):
    await run(shop(scripted(), instructions="Today is 2026-01-01T10:00:00Z."), path)
    assert (await run(shop(instructions="Today is 2027-12-31T11:00:00Z."), path))[0]


async def test_an_empty_cassette_says_how_to_record(path):
    with pytest.raises(
        CassetteError, match=r"demo\.jsonl has no recordings yet\. Set OPENAI_API_K"
    ):
        await run(shop(), path)


async def test_secrets_are_not_recorded_though_they_come_in_pieces(path):
    words = f"the key is {KEY[:10]} {KEY} and ACME-42"
    recorded = await run(shop(ScriptedModel([words])), path, text=f"{KEY}", redact=[r"ACME-\d+"])
    assert KEY in recorded[0]
    text = path.read_text()
    assert KEY not in text
    assert "ACME-42" not in text
    replayed, _ = await run(shop(), path, text=f"{KEY}", mode="replay")
    assert replayed == recorded[0].replace(KEY, "[redacted]").replace("ACME-42", "[redacted]")


async def test_half_a_recording_is_passed_over(path, caplog):
    await run(shop(scripted()), path)
    path.write_text(path.read_text()[:-40])
    (left,) = Cassette(path).file.recordings()
    assert "input" in left.request
    assert "not whole" in caplog.text


def test_another_file_is_no_cassette(path):
    path.write_text('{"a": 1}\n')
    with pytest.raises(CassetteError, match="is not a cassette"):
        Cassette(path).file.recordings()


async def test_runs_at_the_same_time_keep_all_their_calls(path):
    cassette = Cassette(path, mode="record")

    async def ask(number):
        agent = shop(ScriptedModel([Say(f"answer {number}")]))
        await Runner.run(agent, f"question {number}", run_config=cassette.run_config())

    await asyncio.gather(*(ask(number) for number in range(8)))
    for number in range(8):
        assert (await run(shop(), path, f"question {number}"))[0] == f"answer {number}"


async def test_a_question_that_was_asked_twice_has_two_answers(path):
    cassette = Cassette(path, mode="record")
    agent = shop(ScriptedModel(["one", "two"]))
    for _ in range(2):
        await Runner.run(agent, "And?", run_config=cassette.run_config())
    assert [(await run(shop(), path, "And?"))[0] for _ in range(3)] == ["one", "two", "two"]


async def test_the_recorded_pace_is_kept_or_not(path, monkeypatch):
    await run(shop(ScriptedModel(["one two three"], delay=0.05)), path)
    waited: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds):
        waited.append(seconds)
        await sleep(0)

    monkeypatch.setattr("chatkit.testing.cassette_model.asyncio.sleep", note)
    config = Cassette(path, mode="replay").run_config()
    assert (await Runner.run(shop(), "How many?", run_config=config)).final_output
    result = Runner.run_streamed(shop(), "How many?", run_config=config)
    async for _ in result.stream_events():
        pass
    assert max(waited) > 0.04
    waited.clear()
    await run(shop(), path, mode="replay")
    assert max(waited, default=0) == 0


def test_a_wrong_mode_is_said(path):
    with pytest.raises(ValueError, match=r"mode= is one of auto, record, replay, not 'always'"):
        Cassette(path, mode="always")
