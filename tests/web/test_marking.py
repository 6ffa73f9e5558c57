"""Marks in an article, bars, and citations."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Said, Span, Statement
from onrecord.web.api.examples import ARTICLE, ENTRY, STATEMENT
from onrecord.web.citing import bibtex, plain
from onrecord.web.marking import around, marked
from onrecord.web.pictures import bars

TEXTS = st.text(alphabet="ab \n\u202e𝄞", max_size=60)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[Statement]]:
    text = draw(TEXTS)
    edges = st.integers(0, len(text))

    def span() -> Span:
        start, end = sorted((draw(edges), draw(edges)))
        return Span.of(text, start, end)

    def statement(number: int) -> Statement:
        return STATEMENT.model_copy(
            update={"id": f"{number:016}", "source": span(), "cue": None, "content": (span(), span())}
        )

    return text, [statement(number) for number in range(draw(st.integers(0, 4)))]


@given(articles())
def test_pieces_are_the_whole_text_with_its_marks(article: tuple[str, list[Statement]]) -> None:
    text, statements = article
    pieces = [piece for paragraph in marked(text, statements) for piece in paragraph]
    assert "".join(piece.text for piece in pieces).replace("\n", "") == text.replace("\n", "")
    for number, statement in enumerate(statements):
        for part, spans in (("source", [statement.source]), ("content", statement.content)):
            words = "".join(
                piece.text
                for piece in pieces
                if any((mark.statement, mark.part) == (number, part) for mark in piece.marks)
            )
            covered = sorted({at for span in spans if span for at in range(span.start, span.end)})
            assert words.replace("\n", "") == "".join(text[at] for at in covered).replace("\n", "")


def test_the_innermost_statement_is_the_one_led_to() -> None:
    text = "Ada said Ben said no."
    outer = STATEMENT.model_copy(update={"source": None, "cue": None, "content": (Span.of(text, 9, 20),)})
    inner = outer.model_copy(update={"content": (Span.of(text, 18, 20),)})
    (pieces,) = marked(text, [inner, outer])
    assert [(piece.text, piece.statement) for piece in pieces if piece.marks] == [("Ben said ", 1), ("no", 0)]
    assert pieces[-2].classes == "content s1 s0"


def test_a_statement_is_shown_in_its_paragraph_and_those_around() -> None:
    text = "\n\n".join("one two three four five".split())
    statement = STATEMENT.model_copy(
        update={
            "source": None,
            "cue": None,
            "content": (Span.of(text, text.index("three"), text.index("three") + 5),),
        }
    )
    assert [pieces[0].text for pieces in around(text, statement, 1)] == ["two", "three", "four"]


def test_bars_have_no_holes_and_become_years_where_they_are_many() -> None:
    assert [(bar.when, bar.count) for bar in bars([("2031-11", 4), ("2032-01", 2)])] == [
        ("2031-11", 4),
        ("2031-12", 0),
        ("2032-01", 2),
    ]
    assert [(bar.when, bar.count) for bar in bars([("2020-11", 4), ("2020-12", 1), ("2031-01", 2)])][:2] == [
        ("2020", 5),
        ("2021", 0),
    ]
    assert bars([]) == []


def test_citations_say_who_when_and_where() -> None:
    address = "https://desk.example/statements/951de5c30f3bb3f1"
    assert plain(ENTRY, address) == (
        "Ilse Marrow (18 Nov 2031): “We measure first,” In: “Harbour stays closed”, The Sorrel Courier, "
        f"19 Nov 2031, https://courier.example/harbour. On record: {address}."
    )
    assert ARTICLE.text[41:60] == "“We measure first,”"
    odd = ENTRY.statement.model_copy(
        update={"content": (Span(start=0, end=9, text="50% & {x}_"),), "speaker": None, "said": _unknown()}
    )
    cited = bibtex(dataclasses.replace(ENTRY, statement=odd, person=None), address)
    assert r"title = {50\% \& \{x\}\_}" in cited
    assert "author = {{Speaker not given}}" in cited


def _unknown() -> Said:
    return Said.model_validate({"from": None, "to": None, "how": "unknown"})
