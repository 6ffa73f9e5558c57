"""Where a ledger lies: opening a file or a server, bringing its tables up to date, and transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from onrecord.errors import LedgerBusy, LedgerError
from onrecord.ledger.schema import NEWEST, VERSION_TABLE

PATIENCE = 60
"""Seconds to wait for another process that writes."""

_WRITER_LOCK = 7_204_514_102_331_207
"""Names the PostgreSQL advisory lock that a writing transaction holds: one writer at a time, as SQLite has it."""


class Store:
    """An open database with the newest tables. Safe to share between threads."""

    def __init__(self, place: str | Path, *, create: bool = True) -> None:
        """`place` is a file's path or a `postgresql://` URL. Raises LedgerError."""
        self.place = str(place)
        self.file: Path | None = None
        self.writable = True
        self.engine = self._server() if "://" in self.place else self._local(create)
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    @property
    def sqlite(self) -> bool:
        return self.file is not None

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the ledger. Raises LedgerError."""
        with self._translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[Connection]:
        """A transaction that is the only one to write; all of it is kept, or nothing.

        Raises LedgerBusy where others have been writing for `patience` seconds, LedgerError.
        """
        with self._translated(), self.engine.connect() as connection:
            if self.sqlite:
                connection = connection.execution_options(patience=patience)
            else:  # a snapshot would be older than the wait for the lock
                connection = connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                if not self.sqlite:
                    connection.execute(_LOCK_TIMEOUT, {"wait": f"{round(patience * 1000)}ms"})
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})"))
                    connection.execute(_LOCK_TIMEOUT, {"wait": "0"})
                yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """A connection outside transactions, for what cannot run in one (VACUUM). Raises LedgerError."""
        with self._translated(), self.engine.connect() as connection:
            if self.sqlite:
                yield connection.execution_options(outside=True)
            else:
                yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def _local(self, create: bool) -> Engine:
        self.file = Path(self.place)
        if self.file.is_dir():
            raise LedgerError(f"{self.place} is a folder; a ledger is a file")
        if not self.file.exists():
            if not create:
                raise LedgerError(f"there is no ledger at {self.place}; `onrecord add PAGE` makes one")
            if not self.file.absolute().parent.is_dir():
                raise LedgerError(f"{self.place} cannot be made: there is no folder for it")
        self.writable = not self.file.exists() or os.access(self.file, os.W_OK)
        engine = create_engine(
            "sqlite://",
            creator=lambda: _connect(self.file, self.writable),
            poolclass=QueuePool,
            pool_use_lifo=True,  # the one used last has in its cache what it read
        )
        event.listen(engine, "begin", _begin)
        return engine

    def _server(self) -> Engine:
        try:
            url: URL = make_url(self.place)
            if url.get_backend_name() not in ("postgresql", "postgres"):
                raise LedgerError(f"{_shown(url)} is not a ledger: give a file, or a postgresql:// URL")
            import psycopg  # noqa: F401  (told here, where it can be explained)

            engine = create_engine(
                url.set(drivername="postgresql+psycopg"),
                isolation_level="REPEATABLE READ",
                pool_pre_ping=True,
            )
        except ImportError:
            raise LedgerError(
                "a PostgreSQL ledger needs psycopg: pip install 'onrecord[postgresql]'"
            ) from None
        except (ArgumentError, NoSuchModuleError):
            raise LedgerError(f"{self.place.partition('://')[0]}://… is not a URL of a ledger") from None
        self.place = _shown(url)
        event.listen(engine, "connect", _own_schema)
        return engine

    def _migrate(self) -> None:
        with self.reading() as connection:
            found = self._version(connection)
        if found == NEWEST:
            return
        from onrecord.ledger.migrations import migrate

        with self.writing() as connection:
            if not self.sqlite:
                connection.execute(text("CREATE SCHEMA IF NOT EXISTS onrecord"))
            found = self._version(connection)  # another process may have done it meanwhile
            if found != NEWEST:
                migrate(connection, found, self.place)

    def _version(self, connection: Connection) -> str | None:
        tables = inspect(connection).get_table_names()
        if VERSION_TABLE in tables:
            found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
            return found
        if tables and self.sqlite:
            raise LedgerError(f"{self.place} is a database of something else")
        return None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            reason = _reason(str(cause))
            if reason is None:
                raise
            kind = LedgerBusy if reason == _BUSY else LedgerError
            raise kind(f"{self.place}: {reason}") from error


_LOCK_TIMEOUT = text("SELECT set_config('lock_timeout', :wait, true)")
_BUSY = "another process keeps writing; try again"
_REASONS = {
    "disk is full": "the disk is full; what was added before stands",
    "disk i/o error": "the disk gives an error; what was added before stands",
    "no space left": "the server's disk is full; what was added before stands",
    "readonly database": "it cannot be written",
    "read-only transaction": "the server only lets it be read",
    "database is locked": _BUSY,
    "lock timeout": _BUSY,
    "not a database": "it is not a ledger",
    "malformed": "it is damaged; `onrecord check` says where, a backup has it whole",
    "unable to open": "it cannot be opened",
    "permission denied": "the server does not permit it",
}


def _reason(message: str) -> str | None:
    """What a database's message means for a user; None when it tells of a mistake of ours."""
    lowered = message.lower()
    for part, reason in _REASONS.items():
        if part in lowered:
            return reason
    if "connect" in lowered or "server closed" in lowered:
        return f"the server cannot be reached ({' '.join(message.split())})"
    return None


def _connect(file: Path | None, writable: bool) -> sqlite3.Connection:
    assert file is not None
    uri = file.absolute().as_uri()
    if not writable:
        # beside a file on a read-only disk no lock can be kept, and nobody else can write either
        uri += "?mode=ro" if os.access(file.absolute().parent, os.W_OK) else "?immutable=1"
    connection = sqlite3.connect(
        uri, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        if writable:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("outside"):
        return
    if "patience" not in options:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(options['patience'] * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE * 1000}")


def _own_schema(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor, suppress(AttributeError):
        cursor.execute("SET search_path = onrecord, public")
    connection.commit()


def _shown(url: URL) -> str:
    """The URL without its password."""
    return url.render_as_string(hide_password=True)
