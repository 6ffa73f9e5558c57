"""Any text, any offsets: nothing is raised, spans lie in the text, same input gives same output."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Attribution, NameSpan, Span
from onrecord.speakers import resolve

FRAGMENTS = """
Ana Kos Ms. Mr. Lenz the minister said he she it they who , . ; “ ” " 's
– and of Bank Ruritania (R-Vt.) Jr. al-
spokesman a source Senator U.N. 73-year-old told whose you I according to İ ß ﬁ 𝒜 percent 42 %
"""
WORDS = st.sampled_from([*FRAGMENTS.split(), "\n", "\n\n", "\t"])
SOURCES = st.sampled_from("you I we she they it who Kos Lenz minister report officials".split())
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200))
OFFSETS = st.integers(min_value=-20, max_value=400)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    return Span(start=draw(OFFSETS), end=draw(OFFSETS), text=draw(st.text(max_size=5)))


ATTRIBUTIONS = st.builds(
    Attribution,
    source=st.none() | spans(),
    cue=st.none() | spans(),
    content=st.lists(spans(), max_size=3).map(tuple),
    kind=st.sampled_from(["direct", "indirect", "mixed"]),
    act=st.just("speech"),
    confidence=st.just(1.0),
    inside=st.none() | st.integers(min_value=-3, max_value=8),
)
NAMES = st.builds(
    NameSpan,
    start=OFFSETS,
    end=OFFSETS,
    text=st.just("?"),
    kind=st.sampled_from(["person", "organization", "place", "other"]),
)


@settings(max_examples=300, deadline=None)
@given(
    TEXTS,
    st.lists(ATTRIBUTIONS, max_size=8),
    st.lists(NAMES, max_size=8),
    st.lists(st.text(max_size=9), max_size=2),
)
def test_any_input(
    text: str, attributions: list[Attribution], names: list[NameSpan], byline: list[str]
) -> None:
    resolution = resolve(text, attributions, names, byline)
    speakers = resolution.speakers
    assert len(speakers) == len(attributions)
    for speaker in speakers:
        if speaker is not None and speaker.mention is not None:
            mention = speaker.mention
            assert 0 <= mention.start < mention.end <= len(text)
            assert mention.text == text[mention.start : mention.end]
        if speaker is not None:
            assert speaker.how
            assert speaker.name or not speaker.named
    taken = 0
    for found in resolution.mentions:
        assert taken <= found.start < found.end <= len(text)
        assert found.name
        taken = found.end
    assert resolve(text, attributions, names, byline) == resolution


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    """Words in any order, with sources and contents that begin and end where words do, some inside others."""
    words = draw(st.lists(WORDS | SOURCES, min_size=1, max_size=50))
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]

    def stretch(most: int) -> Span:
        first = draw(st.integers(0, len(words) - 1))
        last = min(len(words) - 1, first + draw(st.integers(0, most)))
        return Span.of(text, starts[first], starts[last] + len(words[last]))

    count = draw(st.integers(1, 5))
    attributions = [
        Attribution(
            source=stretch(draw(st.sampled_from([0, 0, 4]))),
            cue=None,
            content=(stretch(20),),
            kind="indirect",
            act="speech",
            confidence=1,
            inside=draw(st.none() | st.integers(0, count - 1)),
        )
        for _ in range(count)
    ]
    return text, attributions


@settings(max_examples=300, deadline=None)
@given(articles())
def test_sources_of_any_words(article: tuple[str, list[Attribution]]) -> None:
    text, attributions = article
    for speaker in resolve(text, attributions, []).speakers:
        assert speaker is None or speaker.mention is None or speaker.mention.text in text
        assert speaker is None or "\n" not in speaker.name


HOSTILE = {
    "one sentence without end": "Ana Kos and Ivo Lenz, he said, the minister, she said in a ",
    "names without end": "Van der Kos of the Bank of ",
    "marks": "“‘«(\"'’s ",
    "namesakes": "Ana Kos. Ivo Kos. Bo Kos. Kos said. ",
    "pronouns": "He said he told her she knew.\n\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_long_texts_of_nothing(piece: str) -> None:
    text = piece * 500
    spans_ = [
        Span.of(text, start, start + 12) for start in range(0, len(text) - 12, max(12, len(text) // 200))
    ]
    attributions = [
        Attribution(
            source=s,
            cue=None,
            content=(Span.of(text, 0, len(text)),),
            kind="direct",
            act="speech",
            confidence=1,
        )
        for s in spans_
    ]
    assert len(resolve(text, attributions, []).speakers) == len(attributions)
