from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.relation.words import stem, words


def test_forms_of_a_word_have_one_stem() -> None:
    assert stem("kept") == stem("keeps") == stem("keeping")
    assert stem("sold") == stem("selling")
    assert stem("closed") == stem("closes")


def test_a_negator_reaches_to_the_end_of_its_clause() -> None:
    negated = [word.text for word in words("We will not close the mill, but sell it.") if word.negated]
    assert negated == ["close", "the", "mill"]
    assert [word.text for word in words("He didn’t go. They went.") if word.negated] == ["go"]


def test_what_carries_the_matter() -> None:
    assert [word.text for word in words("The mayor's dam will not be built") if word.carries] == [
        "mayor's",
        "dam",
        "built",
    ]


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
