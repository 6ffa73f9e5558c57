"""Opening a ledger: new, old, newer, somebody else's, unreachable."""

from __future__ import annotations

import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.migrations import directory
from onrecord.ledger.schema import NEWEST, VERSION_TABLE, metadata
from onrecord.ledger.store import Store
from onrecord.ledger.writing import Writer, known

from .made import dump, made


def test_the_migrations_make_the_tables_that_the_code_uses(place: str) -> None:
    assert directory().get_current_head() == NEWEST
    store = Store(place)
    searching = {"ix_statements_search", "ix_people_called", "search", "signs", "vector_signs", VERSION_TABLE}
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, parents: (
                    name not in searching and "statement_words" not in (name or "")
                ),
                "version_table": VERSION_TABLE,
            },
        )
        assert compare_metadata(context, metadata) == []
    store.close()


def test_what_is_there_is_found_again(place: str) -> None:
    with Ledger.open(place) as ledger:
        ledger.add(*made())
        before = dump(ledger)
    with Ledger.open(place, create=False) as ledger:
        assert dump(ledger) == before


def test_threads_share_a_ledger(ledger: Ledger) -> None:
    def work(number: int) -> int:
        ledger.add(*made(url=f"https://courier.example/{number}"))
        return len(ledger.said("pilots", limit=100).entries)

    with ThreadPoolExecutor(8) as threads:
        seen = list(threads.map(work, range(24)))
    assert len(ledger.said("pilots", limit=100).entries) == 24
    assert max(seen) <= 24
    assert ledger.check() == ()


def test_a_newer_schema_is_not_touched(place: str) -> None:
    store = Store(place)
    with store.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    store.close()
    with pytest.raises(LedgerError, match="newer onrecord"):
        Ledger.open(place)


def test_a_transaction_that_fails_leaves_nothing(place: str) -> None:
    store, (good, data) = Store(place), made()
    with pytest.raises(LedgerError), store.writing() as connection:
        writer = Writer(connection, matching=None, keep_bytes=True)
        writer.add(good, data, "", {})
        writer.add(good, b"other bytes", "", {})
    with store.reading() as connection:
        assert not known(connection, good.page.url, data)
    store.close()


def test_files_that_are_no_ledger(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    (tmp_path / "page.html").write_text("<p>" + "This is no database. " * 100)
    for place, reason in [
        (other, "something else"),
        (tmp_path / "page.html", "not a ledger"),
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "where.db", "no folder"),
        ("mysql://host/name", "not a ledger"),
        ("ht!tp://", "not a"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be reached"),
    ]:
        with pytest.raises(LedgerError, match=reason) as caught:
            Ledger.open(place)
        assert "secret" not in str(caught.value)
    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger.open(tmp_path / "new.db", create=False)
    assert not (tmp_path / "new.db").exists()


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A disk of two megabytes."""
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)], capture_output=True
    ).returncode:
        pytest.skip("only root can make a small disk")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_full_disk_loses_nothing_that_was_added(disk: Path) -> None:
    with Ledger.open(disk / "ledger.db") as ledger, pytest.raises(LedgerError, match="disk is full"):
        for number in range(1000):
            ledger.add(*made(url=f"https://courier.example/{number}"))
    with Ledger.open(disk / "ledger.db") as ledger:
        kept = len({row[0] for row in dump(ledger) if row[0].startswith("https:")})
        assert number > 10
        assert kept == number


def test_a_read_only_disk_lets_it_be_read(disk: Path) -> None:
    with Ledger.open(disk / "ledger.db") as ledger:
        ledger.add(*made())
        before = dump(ledger)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with Ledger.open(disk / "ledger.db") as ledger:
        assert dump(ledger) == before
        with pytest.raises(LedgerError, match="cannot be written"):
            ledger.add(*made(url="https://post.example/x"))
