"""Sources that speak for more than one cue."""

import pytest

from onrecord.reader.linking import Found, Group
from onrecord.reader.sharing import with_shared_sources


def sources(text: str, *cues: tuple[str, str | None]) -> list[str | None]:
    """The source of each cue after sharing, the cues given with their own sources, in order of text."""
    groups = []
    for cue, source in cues:
        at = text.index(cue)
        own = Found(text.index(source), text.index(source) + len(source), 1.0) if source else None
        groups.append(Group(Found(at, at + len(cue), 1.0), own))
    shared = (group.source for group in with_shared_sources(text, groups))
    return [text[source.start : source.end] if source else None for source in shared]


@pytest.mark.parametrize(
    "text",
    [
        "Kos said the bridge was safe, adding that it would be painted.",
        "Kos said the bridge was safe and added that it would be painted.",
        "Kos said the bridge was safe, but added that it would be painted.",
    ],
)
def test_a_joined_cue_has_the_same_source(text: str) -> None:
    joined = "adding" if "adding" in text else "added"
    assert sources(text, ("said", "Kos"), (joined, None)) == ["Kos", "Kos"]


def test_three_cues_share_one_after_another() -> None:
    text = "Kos said no, adding that it was late and suggesting a walk."
    assert sources(text, ("said", "Kos"), ("adding", None), ("suggesting", None)) == ["Kos", "Kos", "Kos"]


def test_a_source_that_went_to_a_later_cue_speaks_where_it_stands() -> None:
    text = "‘It will not be sold,’ she told the council, adding that buyers had asked."
    assert sources(text, ("told", None), ("adding", "she")) == ["she", "she"]


def test_a_source_further_off_is_not_taken() -> None:
    text = "The council was told it would not be sold, and she added that buyers had asked."
    assert sources(text, ("told", None), ("added", "she")) == [None, "she"]


def test_a_participle_that_opens_the_sentence_has_its_subject() -> None:
    text = "The vote failed. Noting that nobody had come, Kos called it a farce."
    assert sources(text, ("Noting", None), ("called", "Kos")) == ["Kos", "Kos"]


@pytest.mark.parametrize(
    "text",
    [
        "Kos said the bridge was safe. Adding to the confusion, it reportedly fell.",
        "Kos said the bridge was safe.\n\nIt is adding to the confusion.",
    ],
)
def test_another_sentence_shares_nothing(text: str) -> None:
    cue = "Adding" if "Adding" in text else "adding"
    assert sources(text, ("said", "Kos"), (cue, None)) == ["Kos", None]


def test_a_source_of_its_own_stays() -> None:
    text = "Kos said the bridge was safe, and Lenz said it was not."
    assert sources(text, ("said", "Kos"), ("said it", "Lenz")) == ["Kos", "Lenz"]
