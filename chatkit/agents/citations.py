"""Citations in a model's text, from the Responses API's shapes to ChatKit annotations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from openai.types.responses.response_output_text import (
    AnnotationContainerFileCitation,
    AnnotationFileCitation,
    AnnotationURLCitation,
)
from pydantic import BaseModel, ValidationError

from chatkit.agents.response_converter import ResponseStreamConverter
from chatkit.types import Annotation


async def to_annotation(citation: object, converter: ResponseStreamConverter) -> Annotation | None:
    """Convert one citation; None for kinds and shapes that a thread cannot show.

    Finished text carries the classes of `ResponseOutputText`, live events carry look-alikes of
    their own or, in some SDK releases, plain dictionaries.
    """
    fields = citation.model_dump() if isinstance(citation, BaseModel) else citation
    if not isinstance(fields, dict):
        return None
    data = cast("dict[str, Any]", fields)
    try:
        match data.get("type"):
            case "file_citation":
                file = AnnotationFileCitation.model_validate(data)
                return await converter.file_citation_to_annotation(file)
            case "container_file_citation":
                container = AnnotationContainerFileCitation.model_validate(data)
                return await converter.container_file_citation_to_annotation(container)
            case "url_citation":
                url = AnnotationURLCitation.model_validate(data)
                return await converter.url_citation_to_annotation(url)
            case _:
                return None
    except ValidationError:
        return None


async def to_annotations(
    citations: Iterable[object], converter: ResponseStreamConverter
) -> list[Annotation]:
    """Convert all citations of a text, in order, without those that cannot be shown."""
    converted = [await to_annotation(citation, converter) for citation in citations]
    return [annotation for annotation in converted if annotation is not None]
