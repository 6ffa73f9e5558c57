"""Where cues end and contents begin."""

import pytest

from onrecord.reader.boundaries import bounded
from onrecord.reader.linking import Found, Group


@pytest.mark.parametrize(
    ("text", "cue", "content", "wanted"),
    [
        ("Otis declined to say whether the weir would hold.", "declined", "to say", "declined to say|whether"),
        ("They refused to comment on what the tests had shown.", "refused", "to comment", "refused to comment on|what"),
        ("Otis declined to comment.", "declined", "to comment", "declined|to comment"),
        ("Otis declined to sign.", "declined", "to sign", "declined|to sign"),
        ("The firm told its oldest clients that the fund was shut.", "told", "its", "told|that the fund"),
        ("She assured Mr O’Dea that it was paid.", "assured", "Mr", "assured|that it"),
        ("She told us that the boat that sank was his.", "told", "us", "told|that the boat"),
        ("She was told that the men that left were his.", "was told", "that", "was told|that the men"),
        ("She said the men that left were his.", "said", "the men", "said|the men"),
    ],
)  # fmt: skip
def test_words_between_cue_and_content_go_where_the_record_has_them(
    text: str, cue: str, content: str, wanted: str
) -> None:
    at, start = text.index(cue), text.index(content)
    group = Group(Found(at, at + len(cue), 1.0), contents=[Found(start, len(text) - 1, 1.0)])
    assert bounded(text, [group]) == [group]
    assert group.cue is not None
    wanted_cue, _, begins = wanted.partition("|")
    assert text[group.cue.start : group.cue.end] == wanted_cue
    assert text.startswith(begins, group.contents[0].start)
    assert group.contents[0].end == len(text) - 1


@pytest.mark.parametrize(
    ("source", "cue", "kept"),
    [
        ("the staff", "had been ordered", False),
        ("the staff", "were never told", False),
        ("the staff", "had ordered", True),
        ("the staff", "was quoted as saying", True),
    ],
)
def test_who_was_told_is_no_source(source: str, cue: str, kept: bool) -> None:
    text = f"{source} {cue} that the valves were shut"
    end = len(source) + 1 + len(cue)
    group = Group(
        Found(len(source) + 1, end, 1.0), Found(0, len(source), 1.0), [Found(end + 1, len(text), 1.0)]
    )
    bounded(text, [group])
    assert (group.source is not None) is kept


def test_who_told_may_stand_behind() -> None:
    text = "The staff were told by the bank that the valves were shut"
    group = Group(Found(10, 19, 1.0), Found(23, 31, 1.0), [Found(32, len(text), 1.0)])
    bounded(text, [group])
    assert group.source == Found(23, 31, 1.0)


def test_without_a_cue_nothing_moves() -> None:
    group = Group(None, contents=[Found(0, 20, 1.0)])
    bounded("to say whether it is so", [group])
    assert (group.contents[0].start, group.contents[0].end) == (0, 20)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the filling “a theft at noon” on Tuesday", "the filling “a theft at noon”"),
        ('the vote "a farce" late on Friday night', 'the vote "a farce"'),
        ("it “a day for the birds” yesterday", "it “a day for the birds”"),
        ("the gates to open on Tuesday", "the gates to open on Tuesday"),
        ("“a theft at noon” on Tuesday and on Friday", "“a theft at noon” on Tuesday and on Friday"),
        ("“the best Saturday”", "“the best Saturday”"),
    ],
)
def test_the_day_behind_a_quotation_is_not_said(words: str, kept: str) -> None:
    text = f"Otis called {words}."
    group = Group(Found(5, 11, 1.0), contents=[Found(12, len(text) - 1, 1.0)])
    bounded(text, [group])
    assert text[group.contents[0].start : group.contents[0].end] == kept
