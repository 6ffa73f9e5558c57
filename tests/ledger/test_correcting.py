"""Corrections: beside what was read, taken back, and found again in another reading."""

from __future__ import annotations

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger import Entry, Ledger
from onrecord.record import Record, Span

from .made import HARBOUR, URL, dump, made


def only(ledger: Ledger, words: str) -> Entry:
    (entry,) = ledger.said(words).entries
    return entry


def reading(record: Record, *, cut: int = 0, without: str = "\0") -> Record:
    """Another reading: contents end `cut` characters earlier, so that no id stays."""
    text = record.article.text
    changed = []
    for statement in record.statements:
        (content,) = statement.content
        shorter = Span.of(text, content.start, content.end - cut)
        if without not in content.text:
            changed.append(
                statement.model_copy(update={"content": (shorter,), "id": f"{cut:04}{statement.id[4:]}"})
            )
    return record.model_copy(update={"statements": tuple(changed)})


def test_a_correction_holds_and_what_was_read_stays(ledger: Ledger) -> None:
    ledger.add(*made())
    before = dump(ledger)
    entry = only(ledger, "pilots")
    made_ = ledger.correct(
        entry.statement.id,
        who="dita",
        why="she was quoting him",
        speaker="Teo Bannick",
        said="2031-11",
        content=["send pilots", "measured."],
    )
    assert (made_.holds, made_.who, made_.why) == (True, "dita", "she was quoting him")
    (now,) = ledger.said("pilots", by="bannick", until="2031-11-01").entries
    assert (now.person, now.corrected, now.as_read) == ("Teo Bannick", True, entry.statement)
    assert [span.text for span in now.statement.content] == ["send pilots", "measured."]
    assert (now.statement.said.from_, now.statement.said.to) == ("2031-11-01", "2031-11-30")
    assert ledger.said("channel").entries == ()  # the index is in step
    assert ledger.show(entry.statement.id).corrections == (made_,)

    undone = ledger.undo(made_.id, who="anselm")
    assert (undone.undone_by, undone.holds) == ("anselm", False)
    assert dump(ledger) == before
    with pytest.raises(LedgerError, match="undone already, by anselm"):
        ledger.undo(made_.id, who="dita")


def test_the_last_correction_of_several_holds(ledger: Ledger) -> None:
    ledger.add(*made())
    id_ = only(ledger, "pilots").statement.id
    first = ledger.correct(id_, who="a", speaker="Ada Perrin")
    ledger.correct(id_, who="b", speaker="", said="unknown")
    assert only(ledger, "pilots").statement.speaker is None
    ledger.undo(first.id, who="a")
    assert only(ledger, "pilots").statement.speaker is None


def test_rejected_statements_are_not_found_and_accepted_ones_are_certain(ledger: Ledger) -> None:
    ledger.add(*made())
    rejected = ledger.correct(only(ledger, "pilots").statement.id, who="a", verdict="reject")
    ledger.correct(only(ledger, "gift").statement.id, who="a", verdict="accept")
    assert ledger.said("pilots").entries == ()
    assert only(ledger, "gift").statement.confidence == 1.0
    ledger.undo(rejected.id, who="a")
    assert only(ledger, "pilots").state == "stands"


def test_what_is_no_correction_is_refused(ledger: Ledger) -> None:
    ledger.add(*made())
    id_ = only(ledger, "pilots").statement.id
    for wrong, reason in [
        ({}, "nothing to correct"),
        ({"content": ["words nobody wrote"]}, "does not have the words"),
        ({"said": "Monday"}, "is not a day"),
        ({"said": "2031-02-30"}, "is not a day"),
        ({"said": "2031-12/2031-11"}, "is not a day"),
    ]:
        with pytest.raises(LedgerError, match=reason):
            ledger.correct(id_, who="a", **wrong)  # type: ignore[arg-type]
    assert ledger.corrections() == ()


def test_corrections_are_found_again_by_a_newer_reader(ledger: Ledger) -> None:
    record, data = made()
    ledger.add(record, data, reader="old", told={"charset": "utf-8"})
    kept = ledger.correct(only(ledger, "pilots").statement.id, who="a", speaker="Ada Perrin")
    lost = ledger.correct(only(ledger, "gift").statement.id, who="a", verdict="reject")
    (version,) = ledger.unread("new")
    assert (version.url, version.data, version.told) == (URL, data, {"charset": "utf-8"})

    ledger.reread(version.version, reading(record, cut=3, without="gift"), reader="new")
    assert list(ledger.unread("new")) == []
    entry = only(ledger, "pilots")
    assert (entry.person, entry.reader, entry.corrected) == ("Ada Perrin", "new", True)
    assert [c.id for c in ledger.corrections(lost=True)] == [lost.id]
    assert len(ledger.said().entries) == 2

    ledger.reread(version.version, record, reader="old")
    assert ledger.corrections(lost=True) == ()
    ledger.undo(kept.id, who="a")
    assert only(ledger, "pilots").person == "Ilse Marrow"


def test_corrections_hold_on_a_newer_version_of_the_page_too(ledger: Ledger) -> None:
    ledger.add(*made(retrieved="2031-11-18T08:00:00Z"))
    ledger.correct(only(ledger, "pilots").statement.id, who="a", speaker="Ada Perrin")
    ledger.add(*made([*HARBOUR, "Teo Bannick: More."], retrieved="2031-11-19T08:00:00Z"))
    entry = only(ledger, "pilots")
    assert (entry.person, entry.state) == ("Ada Perrin", "stands")
