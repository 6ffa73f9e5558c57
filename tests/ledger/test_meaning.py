"""Statements found by what they mean."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text, update

from onrecord.errors import LedgerError
from onrecord.ledger import Filters, Ledger
from onrecord.ledger import meaning as module
from onrecord.ledger.meaning import DIMENSIONS
from onrecord.ledger.schema import vectors

from .made import HARBOUR, made, meaning

WORDS = "ship pilot harbour bank channel tide storm crane ferry lock buoy quay".split()


def lines(number: int, count: int = 20) -> list[str]:
    chance = random.Random(number)
    return [f"Speaker N{chance.randrange(5)}: {' '.join(chance.sample(WORDS, 4))}" for _ in range(count)]


@pytest.fixture(params=["all compared", "in two passes"])
def full(ledger: Ledger, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    if request.param == "in two passes":
        monkeypatch.setattr(module, "FEW", 0)
        monkeypatch.setattr(module, "CANDIDATES", 40)
        monkeypatch.setattr(module, "ENOUGH", 20)
    for number in range(10):
        ledger.add(*made(lines(number), url=f"https://courier.example/{number}", meant=True))
    return ledger


def words(ledger: Ledger, asked: str, **more: object) -> list[str]:
    found = ledger.said(Filters(like=meaning(asked), **more))  # type: ignore[arg-type]
    return [entry.statement.content[0].text for entry in found.entries]


def test_the_nearest_come_first(full: Ledger) -> None:
    found = words(full, "storm tide ferry")
    shared = [len({"storm", "tide", "ferry"} & set(text.split())) for text in found]
    assert shared[0] >= 2
    assert np.mean(shared[:5]) > np.mean(shared[-5:])
    (same,) = {text for text in found if text == found[0]}
    assert words(full, same)[0] == same


def test_filters_restrict_what_is_near(full: Ledger) -> None:
    found = full.said(like=meaning("storm tide"), by="Speaker N1", limit=5)
    assert {entry.person for entry in found.entries} == {"Speaker N1"}
    assert len(found.entries) == 5
    assert all("crane" in text for text in words(full, "storm tide", words="crane"))


def test_paging_goes_through_the_nearest(full: Ledger) -> None:
    whole = [e.statement.id for e in full.said(like=meaning("ferry"), limit=30).entries]
    first = full.said(like=meaning("ferry"), limit=10)
    assert first.after is not None
    full.add(*made(["Speaker N9: ferry ferry"], url="https://courier.example/new", meant=True))
    second = full.said(like=meaning("ferry"), limit=10, after=first.after)
    assert [e.statement.id for e in (*first.entries, *second.entries)] == whole[:20]


def test_what_is_corrected_away_or_superseded_is_not_near(full: Ledger) -> None:
    (best,) = full.said(like=meaning("quay lock"), limit=1).entries
    full.correct(best.statement.id, who="a", verdict="reject")
    assert best.statement.id not in {e.statement.id for e in full.said(like=meaning("quay lock")).entries}
    assert full.check() == ()


def test_counts_and_export_take_the_nearest(full: Ledger, tmp_path: Path) -> None:
    number = full.counts(like=meaning("quay")).statements
    assert 0 < number <= 200
    assert full.export("csv", tmp_path / "near.csv", like=meaning("quay")) == number


def test_without_vectors_it_says_what_to_do(ledger: Ledger) -> None:
    ledger.add(*made())
    with pytest.raises(LedgerError, match="onrecord reread"):
        ledger.said(like=meaning("ship"))
    ledger.add(*made(HARBOUR[:1], url="https://post.example/1", meant=True))
    assert len(ledger.said(like=meaning("ship")).entries) == 1
    for wrong in (b"", b"x" * 3, bytes(DIMENSIONS)):
        with pytest.raises(LedgerError, match="a meaning is a vector"):
            ledger.said(like=wrong)


def test_what_is_forgotten_leaves_no_meaning(full: Ledger) -> None:
    url = "https://courier.example/secret"
    full.add(*made(["Ilse Marrow: zebrafish marzipan"], url=url, meant=True))
    full.forget(url, who="a", why="b")
    assert full.check() == ()
    with full._store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM vectors")).scalar() == 200


def test_signs_out_of_step_are_found(full: Ledger) -> None:
    with full._store.writing() as connection:
        altered = update(vectors).where(vectors.c.statement_id == 3)
        connection.execute(altered.values(vector=meaning("other words")))
    assert full.check() == ("the signs of the meanings are not in step with them",)


def test_a_backup_finds_by_meaning(full: Ledger, tmp_path: Path) -> None:
    full.backup(tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db") as copy:
        assert copy.check() == ()
        assert words(copy, "storm crane") == words(full, "storm crane")


def test_a_server_that_compares_slowly_is_said(full: Ledger) -> None:
    with full._store.reading() as connection:
        fast = module.compares_fast(connection)
    found = full.said(like=meaning("ship"))
    assert (found.notice is None) is fast
    assert fast or "no pgvector" in str(found.notice)
