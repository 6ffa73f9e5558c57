"""Key phrases of a statement."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.topics import key_phrases


def test_runs_of_content_words() -> None:
    content = "“The steel plant in Lentz will lose 400 jobs, and the steel plant at Kolm its coal supply.”"
    assert key_phrases(content)[:2] == ("steel plant", "coal supply")
    assert "Lentz" in key_phrases(content)


def test_verbs_adverbs_and_possessives_stay_out() -> None:
    assert key_phrases("Kos’s team apparently avoided the Kolm coal board.") == (
        "Kolm coal board",
        "Kos’s team",
    )
    assert key_phrases("It is the U.N. family’s.") == ("U.N. family",)


def test_an_empty_statement_has_none() -> None:
    assert key_phrases("") == ()
    assert key_phrases("It is what it is.") == ()


def test_at_most_as_many_as_asked_for() -> None:
    assert len(key_phrases("wheat, barley, rye, oats, maize, millet, rice", most=3)) == 3


@given(st.text(max_size=200))
def test_any_text(content: str) -> None:
    phrases = key_phrases(content)
    assert len(phrases) <= 5
    assert all(phrase and phrase in " ".join(content.split()) for phrase in phrases)
    assert key_phrases(content) == phrases
