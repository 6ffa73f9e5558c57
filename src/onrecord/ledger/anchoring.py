"""What depends on all versions of a page together: where corrections hold, and which statements still stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from onrecord.ledger.compressed import unpack
from onrecord.ledger.derive import Changes, columns, corrected, folded, load, rejected
from onrecord.ledger.names import Names
from onrecord.ledger.schema import (
    GONE,
    REJECTED,
    REPEATED,
    STANDS,
    SUPERSEDED,
    anchors,
    corrections,
    readings,
    statements,
    versions,
)
from onrecord.record import Article, Statement

ALIKE = 85
"""Likeness (Indel similarity of the words, per cent) from which a statement in another reading is the same one."""


class Reading(NamedTuple):
    """One reading of a page, in the order of its versions."""

    id: int
    current: bool


def anchor_corrections(connection: Connection, page_id: int, names: Names) -> None:
    """Finds the page's corrections again in every current reading, and brings the statements' columns in line.

    By the statement's id, else by its words: the most alike, where it is alike enough. A correction that is found
    nowhere stays, without an anchor.
    """
    active = connection.execute(
        select(corrections)
        .where(corrections.c.page_id == page_id, corrections.c.undone.is_(None))
        .order_by(corrections.c.id)
    ).all()
    held = (
        select(statements.c.id)
        .select_from(statements)
        .join(readings)
        .join(versions)
        .where(versions.c.page_id == page_id)
    )
    touched = set(
        connection.execute(select(anchors.c.statement_id).where(anchors.c.statement_id.in_(held))).scalars()
    )
    connection.execute(delete(anchors).where(anchors.c.statement_id.in_(held)))
    for reading in page_readings(connection, page_id):
        if reading.current:
            touched |= _anchor(connection, reading.id, active)
    derive(connection, touched, names)


def _anchor(connection: Connection, reading_id: int, active: Sequence[Any]) -> set[int]:
    rows = connection.execute(
        select(statements.c.id, statements.c.statement, statements.c.body).where(
            statements.c.reading_id == reading_id
        )
    ).all()
    if not rows or not active:
        return set()
    by_id = {row.statement: row.id for row in rows}
    quotes = {row.id: folded(quote(Statement.model_validate_json(row.body))) for row in rows}
    found: list[dict[str, int]] = []
    for correction in active:
        row = by_id.get(correction.statement)
        if row is None:
            best = process.extractOne(folded(correction.quote), quotes, scorer=fuzz.ratio, score_cutoff=ALIKE)
            row = best[2] if best else None
        if row is not None:
            found.append({"statement_id": row, "correction_id": correction.id})
    if found:
        connection.execute(insert(anchors), found)
    return {place["statement_id"] for place in found}


def derive(connection: Connection, rows: set[int], names: Names) -> None:
    """Sets the columns of these statements from what was read and the corrections that hold."""
    texts: dict[int, str] = {}
    held = held_changes(connection, rows)
    for row in connection.execute(select(statements).where(statements.c.id.in_(rows))).all():
        if row.reading_id not in texts:
            texts[row.reading_id] = article(connection, row.reading_id).text
        statement = Statement.model_validate_json(row.body)
        values = columns(corrected(statement, held[row.id], texts[row.reading_id]), names)
        connection.execute(update(statements).where(statements.c.id == row.id).values(**values))


def settle(connection: Connection, page_id: int) -> None:
    """Sets the state of the page's statements: which stand on its newest version, which are gone or repeated.

    A version is newer by its time of retrieval (of adding, where that is not known). A statement is repeated when the
    same speaker says the same words in a newer version, letter case and punctuation aside.
    """
    newer: set[tuple[int | None, str]] = set()
    newest = True
    for reading in reversed(page_readings(connection, page_id)):
        rows = connection.execute(
            select(statements.c.id, statements.c.name_id, statements.c.words, statements.c.state).where(
                statements.c.reading_id == reading.id
            )
        ).all()
        held = held_changes(connection, select(statements.c.id).where(statements.c.reading_id == reading.id))
        moved: list[dict[str, Any]] = []
        for row in rows:
            key = (row.name_id, folded(row.words))
            state = STANDS if newest else REPEATED if key in newer else GONE
            state = SUPERSEDED if not reading.current else REJECTED if rejected(held[row.id]) else state
            if row.state != state:
                moved.append({"row": row.id, "state": state})
        if moved:
            connection.execute(update(statements).where(statements.c.id == bindparam("row")), moved)
        if reading.current:
            newer |= {(row.name_id, folded(row.words)) for row in rows}
            newest = False


def page_readings(connection: Connection, page_id: int) -> list[Reading]:
    """All readings of the page's versions, the oldest version first."""
    ordered = (
        select(readings.c.id, readings.c.current)
        .select_from(readings)
        .join(versions)
        .where(versions.c.page_id == page_id)
        .order_by(func.coalesce(versions.c.retrieved, versions.c.added), versions.c.id, readings.c.id)
    )
    return [Reading(row.id, row.current) for row in connection.execute(ordered)]


def held_changes(connection: Connection, rows: Iterable[int] | Select[int]) -> dict[int, list[Changes]]:
    """By statement row, the changes that hold on it, oldest first."""
    held: dict[int, list[Changes]] = defaultdict(list)
    found = connection.execute(
        select(anchors.c.statement_id, corrections.c.changes)
        .select_from(anchors)
        .join(corrections)
        .where(anchors.c.statement_id.in_(rows))
        .order_by(corrections.c.id)
    )
    for row in found:
        held[row.statement_id].append(load(row.changes))
    return held


def article(connection: Connection, reading_id: int) -> Article:
    """The article as that reading has it."""
    kept = select(readings.c.article, readings.c.fingerprint).where(readings.c.id == reading_id)
    packed, fingerprint = connection.execute(kept).one()
    return Article.model_validate_json(unpack(packed)).model_copy(update={"fingerprint": fingerprint})


def quote(statement: Statement) -> str:
    """The statement's words, pieces joined by a space."""
    return " ".join(span.text for span in statement.content)
