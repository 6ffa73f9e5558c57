"""Lines, subjects, comparisons, what is new, and what people decide about changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import LedgerBusy, LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.store import Store
from onrecord.positions import Positions

from .made import Says, page

PLEDGE = "“We will not send pilots into the channel of Port Lenna before it has been measured.”"
AGAIN = "“As I said, we will not send pilots into the channel of Port Lenna before it has been measured.”"
TURN = "“We will send pilots into the channel of Port Lenna before it has been measured.”"
TAXES = "“The duty on imported timber falls by a third next spring.”"


@pytest.fixture
def positions(ledger: Ledger) -> Positions:
    says = (("2031-01-10", PLEDGE), ("2031-03-12", AGAIN), ("2031-04-01", TAXES), ("2031-09-20", TURN))
    for number, (day, words) in enumerate(says):
        about = "Port Lenna" if "Port Lenna" in words else None
        ledger.add(*page(f"page{number}", day, [Says("Ilse Marrow", words, day=day, about=about)]))
    ledger.add(
        *page(
            "other",
            "2031-02-02",
            [Says("Teo Bannick", "“Port Lenna has waited long enough.”", about="Port Lenna")],
        )
    )
    return Positions(ledger)


def test_a_line_is_answered_while_another_process_writes(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with Ledger.open(file) as ledger:
        for number, (day, words) in enumerate((("2031-01-10", PLEDGE), ("2031-03-12", AGAIN))):
            ledger.add(*page(f"page{number}", day, [Says("Ilse Marrow", words, day=day)]))
        positions = Positions(ledger)
        positions.catch_up()
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            during = positions.line("Ilse Marrow")
            with closing(Store(file)) as store, pytest.raises(LedgerBusy), store.writing(patience=0.05):
                pass
            other.execute("ROLLBACK")
        assert [step.mark.what for step in during.steps] == ["new", "restated"]
        assert positions.line("Ilse Marrow") == during


def test_a_line_is_in_the_order_of_saying(positions: Positions) -> None:
    line = positions.line("Ilse Marrow", "Port Lenna")
    assert (line.speaker, line.subject.kind, line.subject.utterances) == ("Ilse Marrow", "entity", 3)
    assert [step.utterance.last for step in line.steps] == ["2031-01-10", "2031-03-12", "2031-09-20"]
    assert [step.gap for step in line.steps] == [None, 61, 192]
    assert line.steps[0].mark.what == "new"
    assert line.steps[1].mark.what == "restated"
    assert line.steps[1].mark.restates == line.steps[0].utterance.id
    assert line.steps[1].mark.closeness > 0.8


def test_a_line_is_cut_to_a_time_and_to_its_latest(positions: Positions) -> None:
    assert [
        step.utterance.text for step in positions.line("Marrow", since="2031-04", until="2031-06").steps
    ] == [TAXES]
    line = positions.line("Marrow", limit=1)
    assert (line.earlier, [step.utterance.text for step in line.steps]) == (3, [TURN])
    with pytest.raises(LedgerError, match="not a day"):
        positions.line("Marrow", since="spring")
    with pytest.raises(LedgerError, match="nobody"):
        positions.line("Perrin")


def test_a_change_is_shown_with_its_reason_and_judged(positions: Positions) -> None:
    (change, *_) = positions.changes("Ilse Marrow", "Port Lenna")
    assert change.later.text == TURN
    assert change.reasons
    made = positions.decide(change.id, "dismissed", who="dita", why="quoted in part")
    assert change.id not in {one.id for one in positions.changes("Ilse Marrow", "Port Lenna")}
    kept = {one.id: one.judgement for one in positions.changes("Marrow", "Port Lenna", dismissed=True)}
    assert kept[change.id] == made
    assert positions.line("Marrow", "Port Lenna").changes == positions.changes("Marrow", "Port Lenna")
    undone = positions.undo(made.id, who="anselm")
    assert undone.undone is not None
    assert change.id in {one.id for one in positions.changes("Ilse Marrow", "Port Lenna")}
    assert [one.why for one in positions.judgements()] == ["quoted in part"]
    with pytest.raises(LedgerError, match="undone already"):
        positions.undo(made.id, who="anselm")
    with pytest.raises(LedgerError, match="hyphen"):
        positions.decide("nonsense", "confirmed", who="dita")
    with pytest.raises(LedgerError, match="not two utterances"):
        positions.decide(f"{change.earlier.id}-{change.earlier.id}", "confirmed", who="dita")


def test_a_judgement_is_forgotten_with_its_page(ledger: Ledger, positions: Positions) -> None:
    (change, *_) = positions.changes("Ilse Marrow", "Port Lenna")
    positions.decide(change.id, "confirmed", who="dita")
    ledger.forget(change.later.main.entry.page.url or "", who="dita", why="asked to")
    assert positions.judgements() == ()


def test_two_speakers_and_two_periods_side_by_side(positions: Positions) -> None:
    both = positions.compare("Ilse Marrow", "Teo Bannick", "Port Lenna")
    assert [len(line.steps) for line in (both.left, both.right)] == [3, 1]
    periods = positions.periods("Ilse Marrow", "Port Lenna", "2031-06")
    assert [len(line.steps) for line in (periods.left, periods.right)] == [2, 1]


def test_what_is_new_had_not_been_said_before(positions: Positions) -> None:
    texts = [step.utterance.text for step in positions.new("2031-02")]
    assert AGAIN not in texts
    assert TAXES in texts
    assert positions.new("2031-02", speaker="Teo Bannick", limit=1)[0].utterance.speaker == "Teo Bannick"


def test_recurring_subjects(positions: Positions) -> None:
    first, *_ = positions.subjects("Ilse Marrow")
    assert (first.name, first.kind, first.utterances) == ("Port Lenna", "entity", 3)
    assert (first.first, first.last) == ("2031-01-10", "2031-09-20")


def test_a_recurring_subject_is_one_in_british_and_american_spelling(ledger: Ledger) -> None:
    says = (("2031-01-10", "our neighbours agree"), ("2031-03-12", "the neighbors have waited"))
    for number, (day, words) in enumerate(says):
        phrase = words.split()[1]
        ledger.add(*page(f"page{number}", day, [Says("Ilse Marrow", words, day=day, phrases=(phrase,))]))
    (subject,) = Positions(ledger).subjects("Ilse Marrow")
    assert (subject.name, subject.utterances) == ("neighbors", 2)


def test_a_saved_question_is_a_subject(positions: Positions) -> None:
    positions.ask("the sea", words=["pilots", "ships"], entities=["Port Lenna"], who="dita")
    assert positions.line("Ilse Marrow", "the sea").subject.kind == "question"
    assert len(positions.line("Ilse Marrow", "the sea").steps) == 3
    positions.ask("the sea", words=["timber"], who="dita")
    assert [question.words for question in positions.questions()] == [("timber",)]
    assert [step.utterance.text for step in positions.line("Ilse Marrow", "the sea").steps] == [TAXES]
    with pytest.raises(LedgerError, match="a question has"):
        positions.ask("nothing", who="dita")


def test_a_quotation_is_found_by_words_about_as_they_stand(positions: Positions) -> None:
    (found, *_) = positions.quote("duty on imported wood falls by a third")
    assert found.text == TAXES
    assert positions.utterance(found.id[:8]) == found
    assert positions.quote("the moon is a balloon") == ()
    with pytest.raises(LedgerError, match="words"):
        positions.quote("and the")
    with pytest.raises(LedgerError, match="no statement"):
        positions.utterance("ffffffff")


def test_what_the_model_said_is_asked_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, positions: Positions
) -> None:
    before = positions.line("Ilse Marrow")
    monkeypatch.setattr(
        "onrecord.positions.relation.Relations.between",
        lambda self, pairs: pytest.fail("asked again") if pairs else [],
    )
    assert Positions(ledger).line("Ilse Marrow") == before
