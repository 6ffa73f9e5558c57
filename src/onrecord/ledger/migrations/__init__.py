"""Brings a ledger's tables up to date, with Alembic. Each released version has a file in `versions/`, never changed."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from onrecord.errors import LedgerError
from onrecord.ledger.schema import VERSION_TABLE


def migrate(connection: Connection, found: str | None, place: str) -> None:
    """From the tables of version `found` (None: none) to the newest, in the connection's transaction.

    Raises LedgerError when a newer onrecord made them.
    """
    scripts = directory()
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise LedgerError(f"{place} was made by a newer onrecord (its schema is {found}): upgrade onrecord")
    with EnvironmentContext(
        Config(), scripts, fn=lambda revision, _: scripts._upgrade_revs("head", revision)
    ) as environment:
        environment.configure(connection=connection, version_table=VERSION_TABLE, transactional_ddl=False)
        environment.run_migrations()


def directory() -> ScriptDirectory:
    """The migrations that come with this version."""
    return ScriptDirectory(str(Path(__file__).parent))
