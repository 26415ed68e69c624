"""How a model's images and citations are shown in the thread."""

from __future__ import annotations

from openai.types.responses.response_output_text import (
    AnnotationContainerFileCitation,
    AnnotationFileCitation,
    AnnotationURLCitation,
)

from chatkit.types import Annotation, FileSource, URLSource


class ResponseStreamConverter:
    """Convert the parts of a model's output that applications like to have their own way.

    Subclass it to upload images or to link citations, and pass an instance to
    `stream_agent_response`.

    Args:
        partial_images: How many partial images each generation asks for; gives their progress.
    """

    def __init__(self, *, partial_images: int | None = None) -> None:
        self.partial_images = partial_images

    async def base64_image_to_url(
        self, image_id: str, base64_image: str, partial_image_index: int | None = None
    ) -> str:
        """Return a URL for a generated image, by default a PNG `data:` URL.

        Args:
            image_id: The generation's id.
            base64_image: The image, in base64.
            partial_image_index: Which partial image it is, from 0; None for the finished one.
        """
        return f"data:image/png;base64,{base64_image}"

    def partial_image_index_to_progress(self, partial_image_index: int) -> float:
        """Return how far a generation is with a partial image, between 0 and 1.

        Args:
            partial_image_index: Which partial image it is, from 0.
        """
        if not self.partial_images:
            return 0.0
        return min(1.0, partial_image_index / self.partial_images)

    async def file_citation_to_annotation(
        self, file_citation: AnnotationFileCitation
    ) -> Annotation | None:
        """Return the annotation for a cited file, or None to leave it out.

        Args:
            file_citation: The model's citation.
        """
        return _file_annotation(file_citation.filename, file_citation.index)

    async def container_file_citation_to_annotation(
        self, container_file_citation: AnnotationContainerFileCitation
    ) -> Annotation | None:
        """Return the annotation for a file in a code container, or None to leave it out.

        Args:
            container_file_citation: The model's citation.
        """
        return _file_annotation(container_file_citation.filename, container_file_citation.end_index)

    async def url_citation_to_annotation(
        self, url_citation: AnnotationURLCitation
    ) -> Annotation | None:
        """Return the annotation for a cited page, or None to leave it out.

        Args:
            url_citation: The model's citation.
        """
        source = URLSource(url=url_citation.url, title=url_citation.title)
        return Annotation(source=source, index=url_citation.end_index)


def _file_annotation(filename: str, index: int) -> Annotation | None:
    if not filename:
        return None
    return Annotation(source=FileSource(filename=filename, title=filename), index=index)
