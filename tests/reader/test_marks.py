"""Quotation marks in the styles that news pages use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.marks import INSIDE, MARK, OUTSIDE, quotation_marks


def quoted(paragraph: str) -> str:
    """The characters inside quotations."""
    state = quotation_marks(paragraph)
    return "".join(c for c, s in zip(paragraph, state, strict=True) if s == INSIDE)


@pytest.mark.parametrize(
    ("paragraph", "inside"),
    [
        ("“We agree,” she said.", "We agree,"),
        ('"We agree," she said. "All of us."', "We agree,All of us."),
        ("‘We agree,’ she said.", "We agree,"),
        ("'We agree,' she said.", "We agree,"),
        ("«We agree», she said.", "We agree"),
        ("„We agree“, she said.", "We agree"),
        ("``We agree,'' she said.", "We agree,"),
        ("She said it's the firm's plan, the workers' plan.", ""),
        ("‘It’s ours,’ he said of the firm’s plan.", "It’s ours,"),
        ("“He called it ‘a gift’ to us,” she said.", "He called it ‘a gift’ to us,"),
        (
            "“The next paragraph goes on, so this one is not closed.",
            "The next paragraph goes on, so this one is not closed.",
        ),
        ("A stray closing mark” is no quotation.", ""),
    ],
)
def test_what_stands_inside(paragraph: str, inside: str) -> None:
    assert quoted(paragraph) == inside


def test_marks_are_told_from_words() -> None:
    assert quotation_marks('a "b" c').tolist() == [OUTSIDE, OUTSIDE, MARK, INSIDE, MARK, OUTSIDE, OUTSIDE]


@given(st.text(alphabet="ab '\"“”‘’«»„`", max_size=60))
def test_any_text_has_a_state_for_every_character(paragraph: str) -> None:
    state = quotation_marks(paragraph)
    assert len(state) == len(paragraph)
    assert set(state.tolist()) <= {OUTSIDE, INSIDE, MARK}
    assert all(not paragraph[i].isalnum() and paragraph[i] != " " for i, s in enumerate(state) if s == MARK)
