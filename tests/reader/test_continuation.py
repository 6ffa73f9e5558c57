"""Quotations that go on in the next paragraph."""

import pytest

from onrecord.reader.continuation import joined
from onrecord.reader.kinds import marks_of
from onrecord.reader.linking import Found, Group


def contents(text: str, *credited: bool | None) -> list[list[str]]:
    """The contents of each group after joining: one a paragraph, with a cue or without; None: no group."""
    found, start = [], 0
    for paragraph, has_cue in zip(text.split("\n\n"), credited, strict=True):
        cue = Found(start, start + 1, 1.0) if has_cue else None
        if has_cue is not None:
            found.append(Group(cue, contents=[Found(start, start + len(paragraph), 1.0)]))
        start += len(paragraph) + 2
    return [
        [text[one.start : one.end] for one in group.contents] for group in joined(text, marks_of(text), found)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The weir is old,” Otis said.\n\n“It will not last the winter.”",
        "Otis said the weir was old.\n\n“It will not last.” “It cannot.”",
        "“The weir is old,” Otis said. “It leaks.\n\n“It will not last the winter.”",
    ],
)
def test_an_uncredited_quotation_goes_on_with_the_last_speaker(text: str) -> None:
    assert contents(text, True, False) == [text.split("\n\n")]


@pytest.mark.parametrize(
    "text",
    [
        "Otis spoke to the farmers:\n\n“The weir is old.”",
        "“The weir is old,” Otis said.\n\n“It will not last,” said another.",
        "“The weir is old,” Otis said.\n\nIt “will not last”.",
    ],
)
def test_other_quotations_stand_for_themselves(text: str) -> None:
    assert len(contents(text, True, False)) == 2


def test_a_credited_quotation_is_nobody_elses() -> None:
    assert len(contents("“The weir is old,” Otis said.\n\n“It is not.”", True, True)) == 2


def test_it_goes_on_over_several_paragraphs_but_not_over_a_gap() -> None:
    text = "“One,” Otis said.\n\n“Two.”\n\n“Three.”"
    assert contents(text, True, False, False) == [text.split("\n\n")]
    assert len(contents("“One,” Otis said.\n\nIt rained.\n\n“Three.”", True, None, False)) == 2
