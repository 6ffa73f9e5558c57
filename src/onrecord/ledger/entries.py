"""Statements out of the ledger: as they hold, with where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from onrecord.ledger import exports
from onrecord.ledger.anchoring import article, held_changes
from onrecord.ledger.asking import ask
from onrecord.ledger.derive import corrected
from onrecord.ledger.filters import Filters
from onrecord.ledger.names import person_names
from onrecord.ledger.results import Entry
from onrecord.ledger.schema import anchors, names, pages, readings, statements, vectors, versions
from onrecord.record import Page, Statement


def entries(connection: Connection, ids: Sequence[int]) -> tuple[Entry, ...]:
    """The statements of these rows, in this order."""
    rows = {row.id: row for row in connection.execute(_entry.where(statements.c.id.in_(ids)))}
    called = person_names(connection, {row.person_id for row in rows.values() if row.person_id is not None})
    held = held_changes(connection, rows)
    made: dict[int, Entry] = {}
    for row in rows.values():
        read = Statement.model_validate_json(row.body)
        changes = held.get(row.id)
        text = article(connection, row.reading_id).text if changes else ""
        made[row.id] = _made(row, read, corrected(read, changes, text) if changes else read, called)
    return tuple(made[id] for id in ids)


_entry = (
    select(
        statements.c.id,
        statements.c.reading_id,
        statements.c.body,
        statements.c.state,
        names.c.person_id,
        pages.c.url,
        versions.c.path,
        versions.c.sha256,
        versions.c.media_type,
        versions.c.retrieved,
        versions.c.added,
        readings.c.reader,
        readings.c.title,
        readings.c.outlet,
        readings.c.published,
    )
    .join(readings, statements.c.reading_id == readings.c.id)
    .join(versions, readings.c.version_id == versions.c.id)
    .join(pages, versions.c.page_id == pages.c.id)
    .outerjoin(names, statements.c.name_id == names.c.id)
)


def _made(row: Any, read: Statement, holds: Statement, called: dict[int, str]) -> Entry:
    page = Page(
        url=row.url, path=row.path, sha256=row.sha256, media_type=row.media_type, retrieved=row.retrieved
    )
    return Entry(
        statement=holds,
        as_read=read,
        state=row.state,
        person=called.get(row.person_id),
        page=page,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        added=row.added,
        reader=row.reader,
    )


def pages_of(connection: Connection, filters: Filters) -> Iterator[exports.Page]:
    """What is found, page by page, in the order of adding and of the text."""
    ordered = ask(connection, filters).ids.add_columns(statements.c.reading_id)
    ordered = ordered.order_by(statements.c.reading_id, statements.c.place)
    rows = connection.execute(ordered.execution_options(yield_per=1000))
    for reading, some in groupby(rows, key=lambda row: row.reading_id):
        ids = [row.id for row in some]
        here = select(statements.c.id).where(statements.c.reading_id == reading)
        checked = select(statements.c.statement).where(
            statements.c.id.in_(select(anchors.c.statement_id).where(anchors.c.statement_id.in_(here)))
        )
        meant = select(vectors.c.statement_id, vectors.c.vector).where(vectors.c.statement_id.in_(ids))
        vector_of = {row.statement_id: row.vector for row in connection.execute(meant)}
        yield exports.Page(
            article=article(connection, reading),
            entries=entries(connection, ids),
            checked=frozenset(connection.execute(checked).scalars()),
            vectors=tuple(map(vector_of.get, ids)),
        )
