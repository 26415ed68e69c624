"""Recording what a model answers, and replaying it where there is no key."""

from __future__ import annotations

import dataclasses
import inspect
import os
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Literal, get_args

from agents import Agent, Model, RunConfig
from agents.run_config import CallModelData, ModelInputData

from chatkit.redaction import Pattern, Redactor
from chatkit.testing.cassette_errors import CassetteError
from chatkit.testing.cassette_file import cassette_file
from chatkit.testing.cassette_model import CassetteModel

Mode = Literal["auto", "record", "replay"]
Pace = Literal["recorded", "instant"]

_KEY = "OPENAI_API_KEY"

_calling: ContextVar[Agent[Any] | None] = ContextVar("calling", default=None)
"""The agent whose model is about to be called."""


class Cassette:
    """Records the calls of models in a file, and replays them.

    Recorded are the streamed responses at the Agents SDK's `Model` interface; everything around
    it, tools above all, runs for real each time. The file is text, one JSON object a line, without
    ids, times and secrets, so that it can be kept under version control and read in a review.

        cassette = Cassette("demo.jsonl")
        Runner.run_streamed(agent, "Which orders are late?", run_config=cassette.run_config())

    Args:
        path: The file; made when something is first recorded.
        mode: ``record`` calls the models and records, ``replay`` calls none. ``auto`` records where
            there is an `OPENAI_API_KEY`, and replays where there is none; a model that needs no
            such key is recorded there too if the cassette was empty at first.
        pace: Whether a replay takes the time that the model took, or none.
        redact: More regular expressions for what is not to be recorded, beside keys, tokens and
            the values of secret environment variables.

    Raises:
        ValueError: There is no such mode or pace, or a pattern is not a regular expression.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        mode: Mode = "auto",
        pace: Pace = "recorded",
        redact: Iterable[Pattern] = (),
    ) -> None:
        for name, value, known in (("mode", mode, get_args(Mode)), ("pace", pace, get_args(Pace))):
            if value not in known:
                raise ValueError(f"{name}= is one of {', '.join(known)}, not {value!r}")
        self.mode: Mode = mode
        self.pace: Pace = pace
        self.redactor = Redactor(redact)
        self.file = cassette_file(path)
        self._was_empty: bool | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.file.path

    def __repr__(self) -> str:
        return f"Cassette({str(self.path)!r}, mode={self.mode!r})"

    def model(self, model: Model | Callable[[], Model]) -> Model:
        """Wrap a model, to be given to an agent.

        Args:
            model: The model to record, or a function that makes it, called when it is needed.
        """
        return CassetteModel(self, lambda: model)

    def run_config(self, config: RunConfig | None = None) -> RunConfig:
        """Configure a run so that the models of all of its agents are recorded and replayed.

        The agents stay as they are, those that are handed over to and those that are tools too.

        Args:
            config: The run's other settings; by default without tracing.
        """
        config = config or RunConfig(tracing_disabled=True)
        chosen, provider = config.model, config.model_provider
        earlier = config.call_model_input_filter

        async def note(data: CallModelData[Any]) -> ModelInputData:
            _calling.set(data.agent)
            given = earlier(data) if earlier is not None else data.model_data
            return await given if inspect.isawaitable(given) else given

        def own_model() -> Any:
            if isinstance(chosen, Model):
                return chosen
            agent = _calling.get()
            name = chosen if chosen is not None or agent is None else agent.model
            return name if isinstance(name, Model) else lambda: provider.get_model(name)

        wrapped = CassetteModel(self, own_model)
        return dataclasses.replace(config, model=wrapped, call_model_input_filter=note)

    def replays(self, model: Model | Callable[[], Model]) -> bool:
        """Whether a call is replayed, as things stand.

        Args:
            model: The model that would be called.
        """
        if self.mode != "auto":
            return self.mode == "replay"
        if os.environ.get(_KEY):
            return False
        if self._was_empty is None:
            self._was_empty = not self.file.recordings()
        return not (isinstance(model, Model) and self._was_empty)

    def missing(self) -> CassetteError:
        """Word that there is nothing to replay."""
        return CassetteError(
            f"{self.path.name} has no recordings yet. Set {_KEY} and ask once, "
            'or record with mode="record".'
        )
