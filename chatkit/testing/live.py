"""Choosing between an offline model and a real one."""

from __future__ import annotations

import os

from agents import (
    Model,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    set_tracing_disabled,
)
from openai import AsyncOpenAI

DEFAULT_MODEL = "gpt-4.1-mini"


def live_or_offline(offline_model: Model, *, name: str | None = None) -> Model:
    """Return a real model where the environment offers one, and the offline model elsewhere.

    - `OPENAI_API_KEY` makes the model a real one. Without it nothing leaves the machine.
    - `OPENAI_BASE_URL` names another service that speaks Chat Completions, such as Ollama, vLLM or
      llama.cpp (whose key may be any text). Without it the model is OpenAI's, over Responses.
      Chat Completions need `chatkit.agents.PlainTextConverter` to read earlier answers.
    - `OPENAI_MODEL` names the model.

    The Agents SDK's tracing reports to OpenAI; it is turned off except with OpenAI's own models.

    Args:
        offline_model: The model to use without a key.
        name: The real model's name where `OPENAI_MODEL` is not set.
    """
    base_url = os.environ.get("OPENAI_BASE_URL")
    live = bool(os.environ.get("OPENAI_API_KEY"))
    if not live or base_url:
        set_tracing_disabled(True)
    if not live:
        return offline_model
    model = os.environ.get("OPENAI_MODEL") or name or DEFAULT_MODEL
    client = AsyncOpenAI()
    if base_url:
        return OpenAIChatCompletionsModel(model, client)
    return OpenAIResponsesModel(model, client)
