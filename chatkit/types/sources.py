"""What an answer refers to: web pages, files and entities, and the annotations that cite them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from chatkit.icons import IconName


class SourceBase(BaseModel):
    """What all sources have.

    Attributes:
        title: Name shown in the list of sources.
        description: One or two sentences on what it holds.
        timestamp: When it was published or changed, as text to show.
        group: Heading under which the client lists it.
    """

    title: str
    description: str | None = None
    timestamp: str | None = None
    group: str | None = None


class FileSource(SourceBase):
    """A file that an answer refers to.

    Attributes:
        filename: Name of the file, with its extension.
    """

    type: Literal["file"] = "file"
    filename: str


class URLSource(SourceBase):
    """A web page that an answer refers to.

    Attributes:
        url: Address that opens when the source is chosen.
        attribution: Who published it.
    """

    type: Literal["url"] = "url"
    url: str
    attribution: str | None = None


class EntitySource(SourceBase):
    """A thing of the application's own that an answer refers to, such as an order or a variable.

    Attributes:
        id: The application's id of the thing.
        icon: Icon beside the title.
        label: Text of the citation; the title where absent.
        inline_label: Text of a citation inside a sentence.
        interactive: Whether the client reports clicks on it.
        data: Anything the client needs to open or preview it.
        preview: Unused; kept because the wire format has it.
    """

    type: Literal["entity"] = "entity"
    id: str
    icon: IconName | None = None
    label: str | None = None
    inline_label: str | None = None
    interactive: bool = False
    data: dict[str, Any] = Field(default_factory=dict)
    preview: Literal["lazy"] | None = Field(default=None, json_schema_extra={"deprecated": True})


Source = Annotated[URLSource | FileSource | EntitySource, Field(discriminator="type")]
"""Any source that an annotation can cite."""


class Annotation(BaseModel):
    """A citation in an assistant message.

    Attributes:
        source: What is cited.
        index: Place in the text, counted in characters; at the end where absent.
    """

    type: Literal["annotation"] = "annotation"
    source: URLSource | FileSource | EntitySource
    index: int | None = None
