"""What `resolve` tells of a speaker besides the name: kind, role, how, via; and quotations without a source."""

from __future__ import annotations

import pytest
from marked import marked

from onrecord.record import Attribution, NameSpan, Span, Speaker
from onrecord.speakers import resolve


def speaker(text: str, number: int = -1) -> Speaker:
    """The speaker of the last, or another, marked source of a text."""
    read = marked(text)
    found = resolve(read.text, read.attributions, []).speakers[number]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("[All is well], said {U.S. Secretary of State Ana Kos|}.", "U.S. Secretary of State"),
        ("[All is well], said {Ivo Lenz, chief economist at Norvale|}.", "chief economist at Norvale"),
        ("Left back Ivo Lenz was hurt. {Lenz|} said [he would play].", "Left back"),
        ("{Ivo Lenz, 43, the mayor of Tarn|}, said [all was well].", "mayor of Tarn"),
        (
            "{Ivo Lenz|} is a lawyer for the villagers. {He|} said [they would sue].",
            "lawyer for the villagers",
        ),
        ("The finance minister, Ana Kos, spoke. {She|} said [taxes would fall].", "finance minister"),
        (
            "{Prof. Ana Kos, a botanist at Cape Lorne University|}, [agreed].",
            "botanist at Cape Lorne University",
        ),
        ("{Mr Lenz|} said [all was well].", None),
        ("{Ana Kos|}, who was in Tarn in June, said [all was well].", None),
    ],
)
def test_role(text: str, role: str | None) -> None:
    assert speaker(text).role == role


@pytest.mark.parametrize(
    ("text", "name", "kind", "how"),
    [
        ("{Moscow|} said [no].", "Moscow", "organization", "metonym: government"),
        ("{The White House|} said [no].", "White House", "organization", "metonym: presidency"),
        ("{France|} said [no].", "France", "organization", "metonym: country"),
        ("Ana Kos spoke. {Kos|} said [no].", "Ana Kos", "person", "same surname"),
        ("Ana Kos spoke. {She|} said [no].", "Ana Kos", "person", "pronoun: nearest who fits"),
        ("{Ana Kos and Ivo Lenz|} said [no].", "Ana Kos and Ivo Lenz", "group", "joint speakers"),
        (
            "{Ana Kos, head of the Tarn Institute, and other scientists|} said [no].",
            "Ana Kos and other scientists",
            "group",
            "joint speakers",
        ),
        (
            "{A report by the Tarn Institute|} said [no].",
            "report by the Tarn Institute",
            "document",
            "document",
        ),
        ("{Teachers|} said [no].", "Teachers", "group", "loose collective"),
        ("{Kos’s spokesman|} said [no].", "Kos’s spokesman", "person", "as described"),
        ("{You|} may think [so].", "", "unknown", "generic"),
        ("{I|} had expected [rain].", "", "unknown", "first person: the author"),
    ],
)
def test_name_kind_and_how(text: str, name: str, kind: str, how: str) -> None:
    found = speaker(text)
    assert (found.name, found.kind, found.how) == (name, kind, how)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Kos spoke. [It rained], {she|}’d said.", "Ana Kos"),
        ("Ivo Lenz left. {He|}'ll say [it rained].", "Ivo Lenz"),
        ("Ivo Lenz left. {He|}’s saying [it rained].", "Ivo Lenz"),
        ("Ivo Lenz was asked. Nevertheless {he|} said [no].", "Ivo Lenz"),
        (
            "Ivo Lenz was a miner. He looked for his brother, Pit Lenz, after the flood. Then {he|} said [no].",
            "Ivo Lenz",
        ),
    ],
)
def test_pronouns(text: str, name: str) -> None:
    assert speaker(text).name == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Kos’s spokesman in October", "Kos’s spokesman"),
        ("His spokesman Tuesday", "His spokesman"),
        ("A ministry official on March 3, 2031", "ministry official"),
        ("Two officials earlier this week", "Two officials"),
        ("The authority’s only study, in 2022,", "authority’s only study"),
        (
            "A letter from the ministry’s lawyers, dated March 3 and seen by the Lamp",
            "letter from the ministry’s lawyers",
        ),
        ("An official in the mayor’s office, who asked not to be named", "official in the mayor’s office"),
        ("A report by the Tarn Institute, presented last week", "report by the Tarn Institute"),
        ("A letter from teachers, parents and pupils", "letter from teachers, parents and pupils"),
        ("A report on 2031", "report on 2031"),
        ("The man of the year", "man of the year"),
        ("Graduates of the class of 2031", "Graduates of the class of 2031"),
    ],
)
def test_a_described_name_holds_no_time_and_nothing_only_added(source: str, name: str) -> None:
    assert speaker(f"It rained. {{{source}|}} said [all was well].").name == name


def test_a_time_behind_a_name_is_none_of_it() -> None:
    assert speaker("{Ana Kos on Tuesday|} said [no].").name == "Ana Kos"


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("[The dam was safe], {she|} told the Evening Herald.", "Evening Herald"),
        ("{Ana Kos|} said [the dam was safe] in a statement.", "statement"),
        ("[The dam was safe], {Kos|} told settlers, according to a statement.", "statement"),
        ("{Ana Kos|} said in a letter to the minister [that the dam was safe].", "letter"),
        ("{Ana Kos|} told the Lamp Tribune on Monday [that the dam was safe].", "Lamp Tribune"),
        ("{Ana Kos|} said [in a statement that meant nothing].", None),
        ("{Ana Kos|} told reporters in Tarn [that the dam was safe].", None),
    ],
)
def test_via(text: str, via: str | None) -> None:
    assert speaker(text).via == via


def test_a_statement_inside_a_document_is_via_it() -> None:
    text = "According to a statement, Kos told settlers that the dam was safe."
    outer, inner = text.index("a statement"), text.index("Kos")
    whole = Span.of(text, inner, len(text) - 1)
    attributions = [
        Attribution(
            source=Span.of(text, outer, outer + 11),
            cue=None,
            content=(whole,),
            kind="indirect",
            act="speech",
            confidence=1,
        ),
        Attribution(
            source=Span.of(text, inner, inner + 3),
            cue=None,
            content=(),
            kind="indirect",
            act="speech",
            confidence=1,
            inside=0,
        ),
    ]
    _, found = resolve(text, attributions, []).speakers
    assert found is not None and (found.name, found.via) == ("Kos", "statement")


def test_a_statement_inside_the_authors_own_is_via_nobody() -> None:
    text = "I think Kos told settlers that the dam was safe."
    outer, inner = Span.of(text, 0, 1), Span.of(text, 8, 11)
    whole = Span.of(text, 8, len(text) - 1)
    attributions = [
        Attribution(source=outer, cue=None, content=(whole,), kind="indirect", act="thought", confidence=1),
        Attribution(
            source=inner, cue=None, content=(), kind="indirect", act="speech", confidence=1, inside=0
        ),
    ]
    author, found = resolve(text, attributions, []).speakers
    assert author is not None and author.name == ""
    assert found is not None and (found.name, found.via) == ("Kos", None)


def test_we_inside_what_a_body_says_is_the_body() -> None:
    text = "Norvale Group said: “We think that prices will fall.”"
    we = text.index("We")
    attributions = [
        Attribution(
            source=Span.of(text, 0, 13),
            cue=None,
            content=(Span.of(text, we, len(text) - 1),),
            kind="direct",
            act="speech",
            confidence=1,
        ),
        Attribution(
            source=Span.of(text, we, we + 2),
            cue=None,
            content=(),
            kind="direct",
            act="thought",
            confidence=1,
            inside=0,
        ),
    ]
    _, found = resolve(text, attributions, []).speakers
    assert found is not None and found.name == "Norvale Group"


def test_the_author_is_told_from_the_byline() -> None:
    read = marked("{I|} had expected [rain].")
    (found,) = resolve(read.text, read.attributions, [], ["Ana Kos"]).speakers
    assert found is not None and (found.name, found.how) == ("", "first person: the author, Ana Kos")


def lone(text: str, quotation: str) -> Attribution:
    start = text.index(quotation)
    content = Span.of(text, start, start + len(quotation))
    return Attribution(source=None, cue=None, content=(content,), kind="direct", act="speech", confidence=1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It rains,” Ana Kos said.\n\n“It pours.”\n\nThe dam held.", "Ana Kos"),
        ("“It rains,” Ana Kos said. “It pours.”", "Ana Kos"),
        ("“It rains,” Ana Kos said.\n\nIvo Lenz was less sure of it:\n\n“It pours.”", "Ivo Lenz"),
        ("“It rains,” Ana Kos said. The dam held all night, and the town slept. “It pours.”", None),
        (
            "“It rains,” Ana Kos said.\n\nThe dam held.\n\nThe town slept.\n\nIt was cold.\n\n“It pours.”",
            None,
        ),
        ("Storm hits Tarn: “It pours.”\n\nIt rained for days.", None),
    ],
)
def test_quotation_without_a_source(text: str, name: str | None) -> None:
    attributions = [lone(text, "“It pours.”")]
    if "Ana Kos" in text:
        start = text.index("Ana Kos")
        source = Span.of(text, start, start + 7)
        content = (Span.of(text, 0, 11),)
        attributions.insert(
            0,
            Attribution(source=source, cue=None, content=content, kind="direct", act="speech", confidence=1),
        )
    found = resolve(text, attributions, []).speakers[-1]
    assert (found and found.name) == name


def test_names_of_the_reader_are_used_and_mended_at_the_edge_of_a_source() -> None:
    text = "In the Lamp interview Kos said that it rained. Ana Kos left."
    names = [NameSpan(start=7, end=25, text="Lamp interview Kos", kind="organization")]
    start = text.index("Kos")
    source = Span.of(text, start, start + 3)
    attribution = Attribution(
        source=source, cue=None, content=(), kind="indirect", act="speech", confidence=1
    )
    (found,) = resolve(text, [attribution], names).speakers
    assert found is not None and found.name == "Ana Kos"


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("Thijs van der Meulen", ["Thijs van der", "Meulen"]),
        ("Thijs van der Meulen", ["Meulen"]),
        ("Hernán “Nano” Quispe Mamani", ["Quispe Mamani"]),
        ("Tunde Adebayo-Price", ["Tunde Adebayo-", "Price"]),
    ],
)
def test_names_that_the_reader_cut_are_put_together(name: str, tags: list[str]) -> None:
    text = f"{name} said that it rained."
    names = [NameSpan(start=text.index(t), end=text.index(t) + len(t), text=t, kind="person") for t in tags]
    source = Span.of(text, 0, len(name))
    attribution = Attribution(
        source=source, cue=None, content=(), kind="indirect", act="speech", confidence=1
    )
    (found,) = resolve(text, [attribution], names).speakers
    assert found is not None and (found.name, found.kind) == (name, "person")


PEOPLE = [
    ("Ana Kos", "Kos", "she"),
    ("John Barrow", "Barrow", "he"),
    ("Wanjiru Kamau", "Kamau", "she"),
    ("Nguyen Van Thanh", "Thanh", "he"),
    ("Li Wenhua", "Li", "he"),
    ("Aynur Đorđević", "Đorđević", "she"),
    ("Khalid al-Harbi", "al-Harbi", "he"),
    ("Lakshmi Devi Pillai", "Pillai", "she"),
    ("Tjaarke Oosterhuis", "Oosterhuis", "she"),
    ("Xolani Mthembu", "Mthembu", "he"),
    ("María Fernanda Ortega Ruiz", "Ortega", "she"),
    ("Sukarjo", "Sukarjo", "he"),
]


@pytest.mark.parametrize(("name", "short", "pronoun"), PEOPLE)
@pytest.mark.parametrize("other", ["Gareth Pryce", "Gwenllian Pryce"])
def test_everybody_is_resolved_alike(name: str, short: str, pronoun: str, other: str) -> None:
    """The same article with people of many tongues in it: the same sources go to the same one."""
    text = f"""
The mayor of Tarn, {{{name}|}}, said on Monday [that the bridge was safe]. [“I trust it,”] {{{pronoun}|}} said.

An engineer, {{{other}|}}, disagreed. [“The cracks are wide,”] {{Pryce|}} told the council.

{{{short}|}} rejected [the claim]. [“Nobody has seen a crack,”] {{the mayor|}} said.
"""
    read = marked(text)
    found = resolve(read.text, read.attributions, []).speakers
    assert [s and s.name for s in found] == [name, name, other, other, name, name]
