from __future__ import annotations

import pytest
from openai.types.responses.response_output_text_annotation_added_event import (
    AnnotationFileCitation,
    AnnotationURLCitation,
)

from chatkit.agents import ResponseStreamConverter
from chatkit.agents.citations import to_annotation, to_annotations
from tests.chatkit.agents.runs import added, done, events_of, raw

FILE = {"type": "file_citation", "file_id": "f", "filename": "a.txt", "index": 4}
UNNAMED = {**FILE, "filename": ""}
URL = {
    "type": "url_citation",
    "url": "https://n.example",
    "title": "News",
    "start_index": 2,
    "end_index": 9,
}
CONTAINER = {
    "type": "container_file_citation",
    "container_id": "c",
    "file_id": "f",
    "filename": "out.csv",
    "start_index": 0,
    "end_index": 7,
}
PLAIN = ResponseStreamConverter()


@pytest.mark.parametrize(
    ("citation", "title", "index"),
    [(FILE, "a.txt", 4), (URL, "News", 9), (CONTAINER, "out.csv", 7)],
)
async def test_citations_name_their_source_and_place(citation, title, index):
    annotation = await to_annotation(citation, PLAIN)
    assert (annotation.source.title, annotation.index) == (title, index)


@pytest.mark.parametrize(
    "unusable",
    [
        None,
        {},
        UNNAMED,
        {**CONTAINER, "filename": ""},
        {"type": "file_path"},
        {"type": "url_citation"},
    ],
)
async def test_what_cannot_be_shown_is_left_out(unusable):
    assert await to_annotation(unusable, PLAIN) is None
    assert len(await to_annotations([unusable, FILE], PLAIN)) == 1


def annotated(annotation, index):
    return {
        "type": "response.output_text.annotation.added",
        "item_id": "m1",
        "content_index": 0,
        "annotation_index": index,
        "annotation": annotation,
    }


def as_dict(annotation, index):
    event = raw(annotated(URL, index))
    event.data.annotation = annotation
    return event


@pytest.mark.parametrize("deliver", [annotated, as_dict])
async def test_live_citations_are_counted_without_those_left_out(context, deliver):
    text = {"type": "output_text", "text": "See.", "annotations": [UNNAMED, FILE, URL]}
    events = await events_of(
        context, added(), deliver(UNNAMED, 0), deliver(FILE, 1), deliver(URL, 2), done("m1", text)
    )
    live = [event.update for event in events[1:-1]]
    assert [update.annotation_index for update in live] == [0, 1]
    assert [update.annotation for update in live] == events[-1].item.content[0].annotations


@pytest.mark.parametrize(
    ("kind", "fields"), [(AnnotationFileCitation, FILE), (AnnotationURLCitation, URL)]
)
async def test_the_sdks_own_classes_for_live_citations_are_understood(kind, fields):
    assert await to_annotation(kind.model_validate(fields), PLAIN) is not None


async def test_a_converter_decides_what_is_cited():
    class NoFiles(ResponseStreamConverter):
        async def file_citation_to_annotation(self, file_citation):
            return None

    assert len(await to_annotations([FILE, URL], NoFiles())) == 1
