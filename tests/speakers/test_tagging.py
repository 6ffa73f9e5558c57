"""Names as a tagger cuts and mistakes them, and as they come out of the mending."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import NameSpan
from onrecord.speakers.layout import Layout
from onrecord.speakers.tagging import mended


def tagged(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """(words, kind) of each name after mending, the first place of each given (words, kind) being tagged."""
    spans = []
    for words, kind in names:
        start = text.index(words)
        spans.append(NameSpan(start=start, end=start + len(words), text=words, kind=kind))
    layout = Layout.of(text)
    return [(layout.span(first, last), kind) for first, last, kind in mended(layout, spans)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "She teaches at the University of Southern Tarn now.",
            [("University of", "organization"), ("Tarn", "place")],
            [("University of Southern Tarn", "organization")],
        ),
        (
            "It was sold to the Kolm Foundation for the Visual Arts in May.",
            [("Kolm Foundation", "organization")],
            [("Kolm Foundation for the Visual Arts", "organization")],
        ),
        ("The Civic Party lost.", [("Civic", "organization")], [("Civic Party", "organization")]),
        ("The Kolm Council met.", [("Kolm", "place")], [("Kolm Council", "organization")]),
        ("He met Oru Kwan-tel there.", [("Oru Kwan", "person")], [("Oru Kwan-tel", "person")]),
        ("Ivo Lenz of Demos left.", [("Ivo Lenz of", "person")], [("Ivo Lenz", "person")]),
        ("Ana Kos told Congress so.", [("Ana Kos", "person")], [("Ana Kos", "person")]),
        ("The Lenz Bank, Ana Kos said.", [("Lenz", "person")], [("Lenz Bank", "organization")]),
    ],
)
def test_a_cut_name_is_made_whole(
    text: str, names: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert tagged(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They flew to Panama today.", ("Panama", "person"), "place"),
        ("A vote by the OZK is due.", ("OZK", "person"), "organization"),
        ("They drove down Harbour Street.", ("Harbour Street", "organization"), "place"),
        ("It breaks the Clean Rivers Act.", ("Clean Rivers Act", "organization"), "other"),
        ("She left Kolm College.", ("Kolm College", "place"), "organization"),
        ("They toured Kolm Castle Museum.", ("Kolm Castle Museum", "place"), "place"),
    ],
)
def test_the_words_tell_the_kind(text: str, name: tuple[str, str], kind: str) -> None:
    assert tagged(text, name) == [(name[0], kind)]


def test_a_name_is_found_again_where_it_stands_untagged() -> None:
    text = "Ana Kos runs Fenwire. The Fenwire site was down, Kos said. Fenwire users left."
    assert tagged(text, ("Ana Kos", "person"), ("Fenwire", "organization")) == [
        ("Ana Kos", "person"),
        ("Fenwire", "organization"),
        ("Fenwire", "organization"),
        ("Kos", "person"),
        ("Fenwire", "organization"),
    ]


def test_a_word_that_is_common_on_the_page_is_not_a_name_for_its_capital() -> None:
    text = "Water is scarce. Nobody sells water. A man called Hope had none, and no hope."
    assert tagged(text, ("Water", "place"), ("Hope", "person")) == [("Hope", "person")]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from("Bank of the for Kos University Ana , . ’s Street (OZK) al-Kos \n\n the".split(" "))
    ),
    st.lists(
        st.tuples(st.integers(-9, 200), st.integers(-9, 200), st.sampled_from(["person", "place", "other"]))
    ),
)
def test_runs_lie_in_the_text_apart_and_in_order(words: list[str], spans: list[tuple[int, int, str]]) -> None:
    layout = Layout.of(" ".join(words))
    names = [NameSpan(start=s, end=e, text="?", kind=k) for s, e, k in spans]
    runs = mended(layout, names)
    assert runs == mended(layout, list(reversed(names)))
    reached = 0
    for first, last, _ in runs:
        assert reached <= first < last <= len(layout.tokens)
        reached = last
