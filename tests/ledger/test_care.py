"""Checking, copying, counting, and forgetting for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text, update

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.compressed import pack
from onrecord.ledger.schema import metadata, statements, versions

from .made import HARBOUR, URL, dump, made

SECRET = "Xantippe Quorl: The zebrafish password is marzipanic."


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    ledger.add(*made(retrieved="2031-11-18T08:00:00Z", about=["Calvany"]))
    ledger.add(*made(HARBOUR[:2], retrieved="2031-11-19T08:00:00Z"))
    ledger.add(*made(["Ilse Marrow: Yes.", "a \0 pilot: No."], url=None))
    (entry,) = ledger.said("pilots").entries
    ledger.correct(entry.statement.id, who="a", speaker="Ada Perrin", content=["send pilots"])
    return ledger


def test_a_whole_ledger_is_clean(full: Ledger) -> None:
    assert full.check() == ()


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        (update(versions).values(data=pack(b"other")), "bytes of version 1 are not"),
        (update(versions).values(data=b"\x00"), "bytes of version 1 are not"),
        (update(statements).values(words="other"), "another words than was read"),
        (update(statements).values(said_from="2000-01-01"), "another said_from than was read"),
        (update(statements).values(name_id=None), "another name_id than was read"),
        (update(statements).values(body="{}"), "is damaged"),
        (text("UPDATE statements SET body = replace(body, 'pilots', 'parrots')"), "does not hold the words"),
        (text("UPDATE readings SET article = substr(article, 1, 9)"), "the article of reading 1 is damaged"),
    ],
)
def test_what_was_altered_is_found(full: Ledger, damage: object, finding: str) -> None:
    with full._store.writing() as connection:
        connection.execute(damage)  # type: ignore[call-overload]
    assert any(finding in sentence for sentence in full.check())


def test_an_index_out_of_step_is_found(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(*made())
        with ledger._store.writing() as connection:
            connection.execute(text("INSERT INTO statement_words(rowid, words) VALUES (1, 'never said')"))
        assert ledger.check() == ("the word index is not in step with the statements",)


def test_a_backup_is_a_ledger(full: Ledger, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    full.backup(copy)
    with Ledger.open(copy, create=False) as backed_up:
        assert dump(backed_up) == dump(full)
        assert backed_up.check() == ()
        assert backed_up.corrections() == full.corrections()
        backed_up.add(*made(url="https://post.example/new"))
    with pytest.raises(LedgerError, match="is there already"):
        full.backup(copy)
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_stats(full: Ledger) -> None:
    stats = full.stats()
    assert (stats.pages, stats.versions, stats.statements, stats.people) == (2, 3, 7, 4)
    assert (stats.corrections, stats.problems, stats.first) == (1, 0, "2031-11-18")
    assert stats.bytes > 1000


def words_left(ledger: Ledger, words: bytes) -> list[str]:
    """Where `words` are still to be found: in files, or in a server's rows."""
    file = ledger._store.file
    if file is not None:
        return [path.name for path in file.parent.iterdir() if words in path.read_bytes().lower()]
    with ledger._store.reading() as connection:
        return [
            table.name
            for table in metadata.sorted_tables
            for row in connection.execute(text(f"SELECT {table.name}::text FROM {table.name}"))
            if words in row[0].encode().lower()
        ]


def test_what_is_forgotten_leaves_no_word(full: Ledger) -> None:
    url = "https://courier.example/quorl-marzipanic"
    before = dump(full)
    record, data = made([HARBOUR[0], SECRET], url=url, about=["zebrafish"])
    full.add(record, data)
    newer = made([HARBOUR[0], SECRET, SECRET + " Twice."], url=url)
    full.add(*newer)
    (entry,) = full.said("password -twice").entries
    full.correct(entry.statement.id, who="a", speaker="Quorl Zebrafish", content=["zebrafish password"])
    full.rename("Xantippe Quorl", "Marzipanic Person", who="a")
    with full.adding("r") as run:
        run.fail(f"crawl.warc, byte 7 ({url})", "too large")

    assert full.forget(url, who="dita", why="court order 7/31") == 5
    assert dump(full) == before
    assert full.check() == ()
    assert (full.said("marzipanic").entries, full.who("quorl"), full.problems()) == ((), (), ())
    for word in (b"marzipan", b"zebrafish", b"quorl"):
        assert words_left(full, word) == []

    assert full.add(record, data).outcome == "forgotten"
    assert full.add(*newer).outcome == "forgotten"
    elsewhere = record.model_copy(update={"page": record.page.model_copy(update={"url": None})})
    assert full.add(elsewhere, data).outcome == "forgotten"
    assert full.known(url, b"anything") == "forgotten"
    assert full.forget(url, who="dita", why="again") == 0
    with pytest.raises(LedgerError, match="no page"):
        full.forget(URL + "/never", who="dita", why="x")
