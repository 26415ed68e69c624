"""The renderer "hosted": a stand-in for OpenAI's script, or none at all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.waiting import eventually

HOSTED = {"renderer": "hosted", "domain_key": "domain_pk_1"}


def test_openai_s_element_gets_the_same_options(page, render, server):
    render(**HOSTED, hosted_script=f"{server.url}/stand-in.js", options={"frameTitle": "Sales"})
    expect(page.locator("openai-chatkit")).to_contain_text("OpenAI")
    (options,) = page.evaluate("given")
    assert options["api"] == {
        "url": "/jupyter/chatkit/kernels/k/chats/c",
        "domainKey": "domain_pk_1",
        "uploadStrategy": {"type": "two_phase"},
    }
    assert options["frameTitle"] == "Sales"
    expect(page.locator("chatkit-notebook")).to_have_count(0)


@pytest.mark.parametrize("script", ["missing.js", "never.js"])
def test_a_script_that_does_not_load_gives_way_to_our_own(page, render, server, chat, script):
    page.clock.install()
    with page.expect_request(f"**/{script}"):
        render(**HOSTED, hosted_script=f"{server.url}/{script}")
    page.clock.run_for(5_000)
    expect(page.get_by_role("status")).to_contain_text("the notebook's own front end")
    eventually(lambda: "Hi" in chat.answer_to("Hi").inner_text())
    expect(page.locator("openai-chatkit")).to_have_count(0)


def test_both_in_one_page(page, render, server, chat):
    render()
    expect(chat.composer).to_be_visible()
    render(**HOSTED, hosted_script=f"{server.url}/stand-in.js")
    expect(page.locator("openai-chatkit")).to_contain_text("OpenAI")
    expect(chat.composer).to_be_visible()
