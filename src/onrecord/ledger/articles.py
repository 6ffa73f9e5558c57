"""An article as it stands on one version of a page, with its statements and the page's other versions."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from onrecord.errors import LedgerError
from onrecord.ledger.anchoring import article
from onrecord.ledger.entries import entries
from onrecord.ledger.names import storable
from onrecord.ledger.results import Leaf, Version
from onrecord.ledger.schema import REJECTED, pages, readings, statements, versions


def leaf(connection: Connection, address: str, sha256: str | None) -> Leaf:
    """The article at that address: its newest version, or the one whose digest is, or begins with, `sha256`.

    Raises LedgerError when there is none.
    """
    time = func.coalesce(versions.c.retrieved, versions.c.added).label("time")
    found = connection.execute(
        select(readings.c.id, versions.c.sha256, time, readings.c.title, pages.c.url)
        .select_from(readings)
        .join(versions)
        .join(pages)
        .where(pages.c.address == storable(address), readings.c.current)
        .order_by(time, versions.c.id)
    ).all()
    row = next((row for row in reversed(found) if row.sha256.startswith(sha256 or "")), None)
    if row is None:
        raise LedgerError(
            f"there is no {f'version {sha256} of the ' if sha256 and found else ''}page {address}"
        )
    here = (
        select(statements.c.id)
        .where(statements.c.reading_id == row.id, statements.c.state != REJECTED)
        .order_by(statements.c.place)
    )
    return Leaf(
        address=address,
        url=row.url,
        sha256=row.sha256,
        article=article(connection, row.id),
        entries=entries(connection, connection.execute(here).scalars().all()),
        versions=tuple(Version(version.sha256, version.time, version.title) for version in found),
    )
