"""What statements are about."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Attribution, Mention, Span, Speaker
from onrecord.topics import about

TEXT = "Ana Kos met Ivo Lenz. “I told Lenz that he can trust the UKM and Lenz can trust me,” she said she had said."
KOS = Speaker(name="Ana Kos", named=True, kind="person", how="same surname")


def _mention(words: str, name: str, kind: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Mention(name=name, kind=kind, start=start, end=start + len(words))


MENTIONS = [
    _mention("Ana Kos", "Ana Kos", "person"),
    _mention("Ivo Lenz", "Ivo Lenz", "person"),
    _mention("Lenz", "Ivo Lenz", "person", 1),
    _mention("he", "Ivo Lenz", "person", TEXT[: TEXT.index("he can")].count("he")),
    _mention("UKM", "Union of Kolm Miners", "organization"),
    _mention("Lenz", "Ivo Lenz", "person", 2),
    _mention("she", "Ana Kos", "person"),
    _mention("she", "Ana Kos", "person", 1),
]


def _statement(*contents: str) -> Attribution:
    starts = [TEXT.index(content) for content in contents]
    return Attribution(
        source=None,
        cue=None,
        content=tuple(
            Span.of(TEXT, start, start + len(content))
            for start, content in zip(starts, contents, strict=True)
        ),
        kind="direct",
        act="speech",
        confidence=1.0,
    )


QUOTE = _statement("“I told Lenz that he can trust the UKM and Lenz can trust me,”")


def test_each_entity_counts_once_where_it_is_first_mentioned_in_the_content() -> None:
    [found] = about(TEXT, [QUOTE], [KOS], MENTIONS)
    assert [(m.name, TEXT[m.start : m.end]) for m in found] == [
        ("Ivo Lenz", "Lenz"),
        ("Union of Kolm Miners", "UKM"),
    ]


def test_pronouns_count_but_not_the_speakers_own() -> None:
    assert [m.name for m in about(TEXT, [_statement("he can trust")], [KOS], MENTIONS)[0]] == ["Ivo Lenz"]
    own = _statement("she had said")
    assert about(TEXT, [own, own], [KOS, None], MENTIONS) == [(), (MENTIONS[-1],)]


def test_only_what_lies_in_a_piece_of_the_content() -> None:
    pieces = _statement("Ana", "Ivo Lenz.", "the UK")
    assert [m.name for m in about(TEXT, [pieces], [None], MENTIONS)[0]] == ["Ivo Lenz"]


OFFSETS = st.integers(min_value=-10, max_value=60)
FOUND = st.builds(
    Mention,
    name=st.sampled_from(["Ana Kos", "Ivo Lenz"]),
    kind=st.just("person"),
    start=OFFSETS,
    end=OFFSETS,
)
CONTENTS = st.lists(st.builds(Span, start=OFFSETS, end=OFFSETS, text=st.just("?")), max_size=3).map(tuple)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.lists(FOUND, max_size=8), CONTENTS, st.none() | st.just(KOS))
def test_any_spans(
    text: str, mentions: list[Mention], content: tuple[Span, ...], speaker: Speaker | None
) -> None:
    statement = Attribution(
        source=None, cue=None, content=content, kind="mixed", act="speech", confidence=0.5
    )
    mentions.sort(key=lambda m: m.start)
    [found] = about(text, [statement], [speaker], mentions)
    assert len({m.name for m in found}) == len(found)
    for mention in found:
        assert mention in mentions
        assert any(span.start <= mention.start and mention.end <= span.end for span in content)
