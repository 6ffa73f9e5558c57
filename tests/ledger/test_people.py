"""One person's several names, and people of nearly one name."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.names import Matching, normal_form

from .made import made

LINES = ["Ilse Marrow: One.", "Ilse M. Marrow: Two.", "I. Marrow: Three.", "Jonas Marrow: Four."]


def matching(one: str, other: str, kind: str) -> Literal["same", "doubtful", "different"]:
    assert kind == "person"
    if one[0] != other[0]:
        return "different"
    return "doubtful" if "." in (one[1], other[1]) else "same"


def keys(name: str, kind: str) -> list[str]:
    return normal_form(name).split()


@pytest.fixture
def matched(place: str) -> Ledger:
    ledger = Ledger.open(place, matching=Matching(matching, keys))
    ledger.add(*made(LINES))
    return ledger


def test_names_that_match_are_one_persons_and_doubts_are_left_to_decide(matched: Ledger) -> None:
    card = matched.who("Ilse Marrow")[0]
    assert (card.name, card.names, card.statements) == (
        "Ilse M. Marrow",
        ("Ilse M. Marrow", "Ilse Marrow"),
        2,
    )
    assert {(doubt.name, doubt.other) for doubt in matched.doubts()} == {
        ("Ilse Marrow", "I. Marrow"),
        ("Ilse M. Marrow", "I. Marrow"),
    }
    merged = matched.merge("Ilse Marrow", "I. Marrow", who="dita", why="same office")
    assert matched.doubts() == ()
    assert matched.who("I. Marrow")[0].statements == 3
    matched.undo_decision(merged.id, who="dita")
    assert len(matched.doubts()) == 2
    matched.differ("I. Marrow", "Ilse Marrow", who="dita")
    assert matched.doubts() == ()
    assert matched.who("I. Marrow")[0].statements == 1


def test_without_matching_a_name_is_its_normal_form(ledger: Ledger) -> None:
    ledger.add(*made(["Änne Öz: One.", "ANNE OZ: Two."]))
    (card,) = ledger.who("anne oz")
    assert (card.name, card.statements) == ("Änne Öz", 2)


def test_split_rename_identify_and_undo(matched: Ledger) -> None:
    split = matched.split("Ilse Marrow", who="a")
    assert matched.who("Ilse Marrow")[0].statements == 1
    matched.undo_decision(split.id, who="a")
    assert matched.who("Ilse Marrow")[0].statements == 2
    renamed = matched.rename("Ilse Marrow", "Minister Marrow", who="a")
    assert matched.said("one").entries[0].person == "Minister Marrow"
    assert matched.said(by="minister marrow").by == ("Minister Marrow",)
    matched.rename("Ilse Marrow", "Ilse", who="a")
    with pytest.raises(LedgerError, match="before those made after it"):
        matched.undo_decision(renamed.id, who="a")
    matched.identify("Ilse Marrow", "Q42", who="a")
    assert matched.who("Ilse Marrow")[0].wikidata == "Q42"
    assert [decision.what for decision in matched.decisions()] == ["split", "rename", "rename", "identify"]


def test_what_cannot_be_decided(matched: Ledger) -> None:
    number = matched.who("Jonas Marrow")[0].id
    for decide, reason in [
        (lambda: matched.merge("marrow", "Jonas Marrow", who="a"), f"#{number} Jonas Marrow"),
        (lambda: matched.merge("Jonas Marrow", f"#{number}", who="a"), "one already"),
        (lambda: matched.merge("Perrin", "Jonas Marrow", who="a"), "nobody is called"),
        (lambda: matched.merge("#999", "Jonas Marrow", who="a"), "nobody has the number"),
        (lambda: matched.split("Jonas Marrow", who="a"), "nothing to split"),
        (lambda: matched.differ("Jonas Marrow", "Ilse Marrow", who="a"), "not in doubt"),
        (lambda: matched.identify("Jonas Marrow", "42", who="a"), "not an item"),
        (lambda: matched.rename("Jonas Marrow", " ", who="a"), "has letters"),
        (lambda: matched.undo_decision(9, who="a"), "no decision"),
    ]:
        with pytest.raises(LedgerError, match=reason):
            decide()
    assert matched.decisions() == ()


@given(st.text(max_size=20))
def test_a_normal_form_is_its_own(name: str) -> None:
    normal = normal_form(name)
    assert normal_form(normal) == normal
    assert bool(normal) == bool(name.split())
