"""Wordings compared word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.alignment import align, bare, common, edits, tokens

QUOTE = "“We will not send pilots into a channel that we have not measured,” “That is arithmetic.”"

WORDS = st.lists(
    st.sampled_from(
        "we will not send pilots, into the Channel “that we have measured” 40 don’t — naïve".split()
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize(
    ("words", "difference"),
    [
        (QUOTE.replace("“", '"').replace("”", '"'), "identical"),
        (
            "We will not send pilots into a channel that we have not measured. That is arithmetic",
            "punctuation",
        ),
        ("‘We will not send pilots into a channel that we have not measured’", "shortened"),
        ("We will not send pilots … that we have not measured. That is arithmetic.", "shortened"),
        (QUOTE + " “It is not caution.”", "extended"),
        (QUOTE.replace("pilots", "ships"), "reworded"),
        (QUOTE.replace("have not", "have"), "meaning"),
        (QUOTE.replace("will not", "won't"), "punctuation"),
        (QUOTE.replace("will not", "will"), "meaning"),
    ],
)
def test_what_a_wording_is_to_another(words: str, difference: str) -> None:
    assert align(QUOTE, words).difference == difference


def test_why_the_meaning_is_altered() -> None:
    assert align(QUOTE, QUOTE.replace("will not", "will")).flags == ("“not” is missing",)
    one, other = "The bank owed 212 billion crowns", "The bank owed 121 billion crowns"
    assert align(one, other).flags == ("number: 212 billion → 121 billion",)
    assert align("Ships must leave the harbour", "Ships can leave the harbour").difference == "meaning"


def test_british_and_american_spelling_are_one() -> None:
    one = "Our neighbours recognise the defence programme of the centre"
    assert align(one, "Our neighbors recognize the defense program of the center").difference == "punctuation"


def test_a_translation_and_a_paraphrase_are_said_to_be_so() -> None:
    words = "that no pilot would be sent into the channel before it was measured"
    assert align(QUOTE, words, quoted=False).difference == "paraphrase"
    assert align(QUOTE, "We shall send no pilots", translated=True).difference == "translation"


def test_words_as_they_are_compared() -> None:
    assert tokens("“The G20 can’t agree on 2.4% – don't they?”") == (
        "the g20 can not agree on 2.4 do not they".split()
    )


def test_long_texts_are_not_aligned_word_for_word() -> None:
    long = "word " * 5000
    assert edits(long, long + "more")[0][0] == "cut"


@given(WORDS, WORDS)
def test_edits_make_the_one_of_the_other(one: str, other: str) -> None:
    made = edits(one, other)
    assert " ".join(words for kind, words in made if kind != "cut") == other
    kept = sum(len(words.split()) for kind, words in made if kind == "same")
    cut = sum(len(words.split()) for kind, words in made if kind == "cut")
    assert kept + cut == len(one.split())
    assert all(words for _, words in made)


@given(WORDS)
def test_words_are_identical_to_themselves(words: str) -> None:
    assert align(words, words).difference == "identical"
    assert align(words, words.replace("“", '"').replace("”", '"')).difference == "identical"
    assert bare(bare(words)) == bare(words)


@given(WORDS, WORDS)
def test_shortened_is_the_other_way_round_of_extended(one: str, other: str) -> None:
    there, back = align(one, other).difference, align(other, one).difference
    if there == "shortened":
        assert back in ("extended", "meaning")
    assert (there == "identical") == (back == "identical")
    assert (there == "punctuation") == (back == "punctuation")


@given(WORDS, WORDS)
def test_common_words_are_in_both(one: str, other: str) -> None:
    a, b = tokens(one), tokens(other)
    together, run = common(a, b)
    assert 0 <= run <= together <= min(len(a), len(b))
    assert common(a, a) == (len(a), len(a))
