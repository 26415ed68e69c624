"""Steps of an answer that the user can follow: single tasks, and workflows made of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from chatkit.icons import IconName
from chatkit.types.sources import FileSource, URLSource


class BaseTask(BaseModel):
    """What all tasks have.

    Attributes:
        status_indicator: What the client draws beside the task.
    """

    status_indicator: Literal["none", "loading", "complete"] = "none"


class CustomTask(BaseTask):
    """A step in the application's own words.

    Attributes:
        title: Headline.
        icon: Icon beside it.
        content: Details, as Markdown.
    """

    type: Literal["custom"] = "custom"
    title: str | None = None
    icon: IconName | None = None
    content: str | None = None


class SearchTask(BaseTask):
    """A search of the web.

    Attributes:
        title: Headline.
        title_query: Query shown in the headline.
        queries: All queries that ran.
        sources: Pages that were found.
    """

    type: Literal["web_search"] = "web_search"
    title: str | None = None
    title_query: str | None = None
    queries: list[str] = Field(default_factory=list)
    sources: list[URLSource] = Field(default_factory=list[URLSource])


class ThoughtTask(BaseTask):
    """A summary of what the model is thinking about.

    Attributes:
        title: Headline.
        content: The thought, as Markdown.
    """

    type: Literal["thought"] = "thought"
    title: str | None = None
    content: str


class FileTask(BaseTask):
    """Files that were read.

    Attributes:
        title: Headline.
        sources: The files.
    """

    type: Literal["file"] = "file"
    title: str | None = None
    sources: list[FileSource] = Field(default_factory=list[FileSource])


class ImageTask(BaseTask):
    """A picture that is being worked on.

    Attributes:
        title: Headline.
    """

    type: Literal["image"] = "image"
    title: str | None = None


Task = Annotated[
    CustomTask | SearchTask | ThoughtTask | FileTask | ImageTask, Field(discriminator="type")
]
"""Any task."""


class CustomSummary(BaseModel):
    """Closes a workflow with the application's own words.

    Attributes:
        title: Line shown in place of the tasks.
        icon: Icon beside it.
    """

    title: str
    icon: IconName | None = None


class DurationSummary(BaseModel):
    """Closes a workflow with the time it took.

    Attributes:
        duration: Time in whole seconds.
    """

    duration: int


WorkflowSummary = CustomSummary | DurationSummary
"""Any line that closes a workflow."""


class Workflow(BaseModel):
    """Tasks shown together, folded when they are done.

    Attributes:
        type: ``reasoning`` for a model's thoughts, ``custom`` for anything else.
        tasks: The steps so far.
        summary: Closing line; absent while the workflow runs.
        expanded: Whether the client shows the tasks unfolded.
    """

    type: Literal["custom", "reasoning"]
    tasks: list[Task]
    summary: WorkflowSummary | None = None
    expanded: bool = False
