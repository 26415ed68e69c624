"""Strategies for the small things that conversations are made of."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

ICONS = ["check", "bug", "vendor:acme", "lucide:bird"]
TIMES = ["2024-05-01T09:00:00", "2024-05-01T09:00:01Z", "2024-05-01T11:00:02.5+02:00"]

# Texts hold nothing but numbered words: see `without_own_words` in the worker.
WORDS = ["w1", "w2", "w3 w4", "w5 w6 w7", "w8", "w9"]
ODD_TEXTS = [" ", "\n", 'w1 "\\', "é\u2028😀", "</w2>", "w3\x00", "\x7f"]
ANYTHING = [
    *[None, True, False, 0, -3, 0.5, "", "w1", [], {}],
    *[[1, None, "w2"], {"w3": None}, {"a": {"b": [{"c": "w4"}, None]}}, "é\u2028😀"],
]

# Each is one draw, so that whole conversations fit into what Hypothesis is willing to make.
some_words = st.sampled_from(WORDS)
words = st.sampled_from([*WORDS, ""])
texts = st.sampled_from([*WORDS, *ODD_TEXTS, ""])
times = st.sampled_from(TIMES)
icons = st.sampled_from(ICONS)
anything = st.sampled_from(ANYTHING)
data = st.dictionaries(st.sampled_from(["a", "b", "metadata", "id"]), anything, max_size=2)


def roll(draw: st.DrawFn, sides: int) -> int:
    """A number from 0 to `sides` - 1, each as likely: Hypothesis likes the ends of a range best."""
    return draw(st.integers(0, 2**16)) % sides


def record(required: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A JSON object; plain values stand for themselves, optional ones may be absent or null."""
    fixed = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for name, value in required.items()
    }
    return st.fixed_dictionaries(
        fixed, optional={name: st.none() | value for name, value in optional.items()}
    )


url_source = record(
    {"type": "url", "url": "https://w1.example/a", "title": words},
    description=words,
    timestamp=words,
    group=words,
    attribution=words,
)
file_source = record({"type": "file", "filename": some_words, "title": words}, group=words)
entity_source = st.fixed_dictionaries(
    {"type": st.just("entity"), "id": words, "title": words},
    optional={"icon": icons, "label": words, "interactive": st.booleans(), "data": data},
)
annotations = record(
    {"type": "annotation", "source": url_source | file_source | entity_source},
    index=st.integers(-1, 9),
)
indicator = st.sampled_from(["none", "loading", "complete"])
custom_task = record({"type": "custom"}, title=words, content=words, icon=icons)
thought_task = record({"type": "thought", "content": words}, title=words)
tasks = st.one_of(
    custom_task,
    custom_task.flatmap(lambda task: indicator.map(lambda kind: task | {"status_indicator": kind})),
    thought_task,
    record({"type": "web_search", "queries": st.lists(words, max_size=2)}, title_query=words),
    record({"type": "file", "sources": st.lists(file_source, max_size=1)}, title=words),
    record({"type": "image"}, title=words),
)
summaries = record({"title": words}, icon=icons) | record({"duration": st.integers(100, 199)})
workflows = record(
    {
        "type": st.sampled_from(["custom", "reasoning"]),
        "tasks": st.lists(tasks, max_size=2),
        "expanded": st.booleans(),
    },
    summary=summaries,
)
text_parts = st.fixed_dictionaries(
    {"type": st.just("output_text"), "text": texts},
    optional={"annotations": st.lists(annotations, max_size=2)},
)
statuses = st.one_of(
    st.just({"type": "active"}),
    record({"type": st.sampled_from(["locked", "closed"])}, reason=words),
)
attachments = st.one_of(
    record(
        {"type": "file", "name": words, "mime_type": "text/csv"}, metadata=data, thread_id=words
    ),
    record(
        {
            "type": "image",
            "name": words,
            "mime_type": "image/png",
            "preview_url": "https://w1.example",
        },
        upload_descriptor=record(
            {"url": "https://w2.example/put", "method": st.sampled_from(["PUT", "POST"])}
        ),
    ),
)
errors = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("StreamError"), "code": st.just("stream.error")},
        optional={"allow_retry": st.booleans()},
    ),
    st.fixed_dictionaries(
        {"type": st.just("CustomStreamError"), "message": texts},
        optional={"allow_retry": st.booleans()},
    ),
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                ["ValueError", "KeyError", "NotFoundError", "RuntimeError", "TimeoutError"]
            ),
            "message": words,
        }
    ),
)
