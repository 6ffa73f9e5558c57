"""Pages in the ledger, to be read again by a newer reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select, update

from onrecord.errors import LedgerError
from onrecord.ledger.anchoring import anchor_corrections, settle
from onrecord.ledger.compressed import unpack
from onrecord.ledger.results import Kept
from onrecord.ledger.schema import pages, readings, versions
from onrecord.ledger.store import Store
from onrecord.ledger.writing import Writer, verify
from onrecord.record import Record

_AT_A_TIME = 50


def unread(store: Store, reader: str) -> Iterator[Kept]:
    """The versions whose current reading is another reader's and whose bytes are kept."""
    last = 0
    while True:
        with store.reading() as connection:
            rows = connection.execute(
                select(versions, pages.c.url)
                .select_from(versions)
                .join(pages)
                .join(readings, readings.c.version_id == versions.c.id)
                .where(versions.c.id > last, versions.c.data.is_not(None))
                .where(readings.c.current, readings.c.reader != reader)
                .order_by(versions.c.id)
                .limit(_AT_A_TIME)
            ).all()
        if not rows:
            return
        for row in rows:
            last = row.id
            yield Kept(
                version=row.id,
                url=row.url,
                path=row.path,
                sha256=row.sha256,
                media_type=row.media_type,
                retrieved=row.retrieved,
                told=json.loads(row.told) if row.told else {},
                data=unpack(row.data),
            )


def take(connection: Connection, writer: Writer, version: int, record: Record, reader: str) -> None:
    """Makes `record` the current reading of that version; the earlier ones stay beside it."""
    verify(record, None)
    found = connection.execute(select(versions).where(versions.c.id == version)).first()
    if found is None or found.sha256 != record.page.sha256:
        raise LedgerError(f"the record is not of version {version}")
    before = select(readings.c.id).where(readings.c.version_id == version, readings.c.reader == reader)
    known = connection.execute(before).scalar()
    if known is None:
        writer.read(version, record.article, record.statements, reader)
    else:
        _make_current(connection, version, known)
    anchor_corrections(connection, found.page_id, writer.names)
    settle(connection, found.page_id)


def _make_current(connection: Connection, version: int, reading: Any) -> None:
    these = update(readings).where(readings.c.version_id == version)
    connection.execute(these.values(current=readings.c.id == reading))
