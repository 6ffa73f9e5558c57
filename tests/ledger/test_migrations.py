"""Ledgers of earlier versions: opened, brought up to date, and whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from sqlalchemy import MetaData, delete, insert, select, text

from onrecord.ledger import Ledger
from onrecord.ledger.derived import shingles, touched
from onrecord.ledger.migrations import directory
from onrecord.ledger.schema import VERSION_TABLE, metadata
from onrecord.ledger.store import Store
from onrecord.positions import Positions

from .made import HARBOUR, dump, made

RELEASED = ("0001",)


def made_at(revision: str, place: str, like: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger with the tables of that revision, which holds what `like` does, less what they have no place for."""
    monkeypatch.setattr(Store, "_migrate", lambda store: None)
    store, scripts = Store(place), directory()
    with store.writing() as connection, like._store.reading() as full:
        if not store.sqlite:
            connection.execute(text("CREATE SCHEMA onrecord"))
        environment = EnvironmentContext(
            Config(), scripts, fn=lambda now, _: scripts._upgrade_revs(revision, now)
        )
        with environment:
            environment.configure(connection=connection, version_table=VERSION_TABLE, transactional_ddl=False)
            environment.run_migrations()
        old = MetaData()
        old.reflect(connection, only=lambda name, _: name in metadata.tables)
        for table in old.sorted_tables:
            columns = [
                metadata.tables[table.name].c[name]
                for name in {column.name for column in table.c} - {"search", "signs"}
            ]
            rows = [dict(row) for row in full.execute(select(*columns)).mappings()]
            if rows:
                connection.execute(insert(table), rows)
            if rows and "id" in rows[0] and not store.sqlite:
                serial = f"pg_get_serial_sequence('{table.name}', 'id')"
                connection.execute(text(f"SELECT setval({serial}, {max(row['id'] for row in rows)})"))
    store.close()
    monkeypatch.undo()


@pytest.mark.parametrize("revision", RELEASED)
def test_a_ledger_of_an_earlier_version_is_brought_up_to_date(
    revision: str, new_place: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = new_place()
    with Ledger.open(new_place()) as like:
        like.add(*made(about=["Calvany"]), reader="old")
        like.add(*made([*HARBOUR, "Teo Bannick: More."]), reader="old")
        like.correct(like.said("pilots").entries[0].statement.id, who="a", speaker="Ada Perrin")
        before = dump(like)
        made_at(revision, old, like, monkeypatch)
    with Ledger.open(old, create=False) as ledger:
        assert dump(ledger) == before
        assert ledger.check() == ()
        assert ledger.said("pilots").entries[0].person == "Ada Perrin"
        ledger.add(*made(url="https://post.example/new", meant=True))
        assert ledger.check() == ()


def test_shingles_are_filed_by_name_without_being_made_again(
    new_place: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = new_place()
    with Ledger.open(new_place()) as like:
        like.add(*made())
        Positions(like).catch_up()
        with like.store.reading() as connection:
            before = set(connection.execute(select(shingles)))
        made_at("0005", old, like, monkeypatch)
    with Ledger.open(old, create=False) as ledger, ledger.store.writing() as connection:
        assert before == set(connection.execute(select(shingles))) != set()
        connection.execute(delete(touched))
    with Ledger.open(old) as ledger:
        assert Positions(ledger).check() == ()
