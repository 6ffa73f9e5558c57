"""Filters, however they are given; and what is counted."""

from __future__ import annotations

import dataclasses

from onrecord.ledger import Filters, Ledger
from onrecord.ledger.filters import Restrictions

from .made import made


def test_keywords_are_the_fields_of_filters() -> None:
    fields = [field.name for field in dataclasses.fields(Filters)]
    assert fields == ["words", *Restrictions.__annotations__]


def test_filters_words_and_keywords_go_together(ledger: Ledger) -> None:
    ledger.add(*made())
    whole = ledger.said(Filters(words="channel", by="Marrow"))
    assert len(whole.entries) == 1
    assert ledger.said("channel", by="Marrow") == whole
    assert ledger.said(Filters(words="channel"), by="Marrow") == whole
    assert ledger.said(Filters(words="channel", by="Bannick"), by="Marrow") == whole


def test_counts(ledger: Ledger) -> None:
    ledger.add(*made(["Ilse Marrow: One ship.", "Teo Bannick: Two ships.", "a pilot: No."]))
    ledger.add(
        *made(["ILSE MARROW: A third ship."], url="https://post.example/1", day="2031-12-01", outlet=None)
    )
    ledger.add(*made(["Ilse Marrow: A ship, one day."], url="https://post.example/2", day=None))
    counts = ledger.counts("ship")
    assert (counts.statements, counts.more) == (4, False)
    assert counts.speakers == (("Ilse Marrow", 3), ("Teo Bannick", 1))
    assert counts.outlets == (("The Sorrel Courier", 3),)
    assert counts.months == (("2031-11", 2), ("2031-12", 1))
    assert ledger.counts(by="nobody").statements == 0
