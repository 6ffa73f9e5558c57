"""What statements are about."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Attribution, Mention, NameSpan, Span, Speaker
from onrecord.topics import about

TEXT = (
    "President Ivo al-Lenz met Ana Kos of the Union of Kolm Miners, the UKM, in Oberau.\n\n"
    "“I told Lenz that the UKM and Kos’s miners trust him,” Ms. Kos said."
)
KOS = Speaker(name="Ana Kos", named=True, kind="person", how="same surname")


def _name(words: str, kind: str, nth: int = 0) -> NameSpan:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return NameSpan(start=start, end=start + len(words), text=words, kind=kind)  # type: ignore[arg-type]


NAMES = [
    _name("Ivo al-Lenz", "person"),
    _name("Ana Kos", "person"),
    _name("Union of Kolm Miners", "organization"),
    _name("UKM", "organization"),
    _name("Oberau", "place"),
    _name("Lenz", "person", 1),
    _name("UKM", "organization", 1),
    _name("Kos", "person", 1),
]


def _statement(content: str) -> Attribution:
    start = TEXT.index(content)
    return Attribution(
        source=None,
        cue=None,
        content=(Span.of(TEXT, start, start + len(content)),),
        kind="direct",
        act="speech",
        confidence=1.0,
    )


QUOTE = _statement("“I told Lenz that the UKM and Kos’s miners trust him,”")


def test_part_names_stand_under_the_full_name() -> None:
    [found] = about(TEXT, [QUOTE], NAMES, [KOS])
    assert [(m.name, m.kind) for m in found] == [
        ("Ivo al-Lenz", "person"),
        ("Union of Kolm Miners", "organization"),
        ("Ana Kos", "person"),
    ]
    assert [TEXT[m.start : m.end] for m in found] == ["Lenz", "UKM", "Kos"]


def test_each_entity_counts_once_and_only_inside_the_content() -> None:
    assert [m.name for m in about(TEXT, [_statement("Ms. Kos said")], NAMES[:5], [KOS])[0]] == []
    both = about(TEXT, [_statement(TEXT)], NAMES, [KOS])[0]
    assert len(both) == len({m.name for m in both}) == 4


def test_a_bearer_of_the_surname_is_not_guessed() -> None:
    text = "Ana Kos and Eva Kos were there. “Kos will pay.”"
    names = [
        NameSpan(start=0, end=7, text="Ana Kos", kind="person"),
        NameSpan(start=12, end=19, text="Eva Kos", kind="person"),
        NameSpan(start=33, end=36, text="Kos", kind="person"),
    ]
    quote = Attribution(
        source=None, cue=None, content=(Span.of(text, 32, 47),), kind="direct", act="speech", confidence=1.0
    )
    assert [m.name for m in about(text, [quote], names, [None])[0]] == ["Kos"]


def test_given_mentions_bring_pronouns_but_not_the_speakers_own() -> None:
    him = TEXT.index("him")
    mentions = [
        Mention(name="Ivo al-Lenz", kind="person", start=him, end=him + 3),
        Mention(name="Ana Kos", kind="person", start=TEXT.index("I told"), end=TEXT.index("I told") + 1),
    ]
    [found] = about(TEXT, [QUOTE], [], [KOS], mentions)
    assert found == (mentions[0],)


OFFSETS = st.integers(min_value=-10, max_value=60)
KINDS = st.sampled_from(["person", "organization", "place", "other"])
SPANS = st.builds(NameSpan, start=OFFSETS, end=OFFSETS, text=st.just("?"), kind=KINDS)
CONTENTS = st.lists(st.builds(Span, start=OFFSETS, end=OFFSETS, text=st.just("?")), max_size=3).map(tuple)
WORDS = st.lists(st.sampled_from("Ana Kos Lenz al-Lenz UKM U.K.M. of the ’s I him , .".split()), max_size=14)


@settings(max_examples=200, deadline=None)
@given(WORDS.map(" ".join) | st.text(max_size=60), st.lists(SPANS, max_size=8), CONTENTS)
def test_any_spans(text: str, names: list[NameSpan], content: tuple[Span, ...]) -> None:
    statement = Attribution(
        source=None, cue=None, content=content, kind="mixed", act="speech", confidence=0.5
    )
    [found] = about(text, [statement], names, [None])
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert any(span.start <= mention.start and mention.end <= span.end for span in content)
    assert about(text, [statement], names, [None]) == [found]
