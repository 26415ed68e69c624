"""The model server as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from openai import APIStatusError, OpenAI

ROOT = Path(__file__).parents[2]
SCRIPT = ["Hello", [{"think": "Hm"}, {"call": "look", "arguments": {"at": "it"}}], {"status": 429}]


@pytest.fixture
def url(tmp_path):
    script = tmp_path / "script.json"
    script.write_text(json.dumps(SCRIPT))
    command = [sys.executable, "-m", "tests.model_server", "--script", str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield process.stdout.readline().strip()
        process.terminate()


def test_it_prints_its_url_and_follows_its_script(url):
    question = [{"role": "user", "content": "Hi"}]
    with OpenAI(api_key="test", base_url=url) as client:
        assert [model.id for model in client.models.list()] == ["test-model"]
        first = client.chat.completions.create(model="m", messages=question)
        assert first.choices[0].message.content == "Hello"
        second = client.responses.create(model="m", input="Hi")
        assert [item.type for item in second.output] == ["reasoning", "function_call"]
        with pytest.raises(APIStatusError, match="scripted error"):
            client.responses.create(model="m", input="Hi")
        after = client.chat.completions.create(model="m", messages=question)
        assert after.choices[0].message.content == "You said: Hi"


def test_it_listens_on_loopback_only(url):
    assert httpx.URL(url).host == "127.0.0.1"
