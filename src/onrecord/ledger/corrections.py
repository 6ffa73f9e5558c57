"""Corrections: rows of their own, with who, when and why, beside what was read."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, exists, insert, or_, select, update

from onrecord.errors import LedgerError
from onrecord.ledger.anchoring import anchor_corrections, article, quote, settle
from onrecord.ledger.derive import Changes, load, place
from onrecord.ledger.names import Matching, Names
from onrecord.ledger.results import Correction
from onrecord.ledger.schema import anchors, corrections, pages, readings, statements, versions
from onrecord.ledger.writing import now
from onrecord.record import Statement


def correct(
    connection: Connection, row: int, changes: Changes, who: str, why: str | None, matching: Matching | None
) -> Correction:
    """Corrects the statement in that row. Raises LedgerError when a new content does not stand in the article."""
    if not changes:
        raise LedgerError("there is nothing to correct")
    found = connection.execute(
        select(statements.c.reading_id, statements.c.statement, statements.c.body, versions.c.page_id)
        .select_from(statements)
        .join(readings)
        .join(versions)
        .where(statements.c.id == row)
    ).one()
    read = Statement.model_validate_json(found.body)
    text = article(connection, found.reading_id).text
    for piece in changes.get("content", []):
        if place(piece, text, 0) is None:
            raise LedgerError(
                f"the article does not have the words “{piece}”; a content stands in it as it is"
            )
    made = insert(corrections).values(
        page_id=found.page_id,
        statement=found.statement,
        quote=quote(read),
        changes=json.dumps(changes, ensure_ascii=False),
        who=who,
        made=now(),
        why=why,
    )
    number = connection.execute(made.returning(corrections.c.id)).scalar_one()
    _hold(connection, found.page_id, matching)
    return _one(connection, number)


def undo(connection: Connection, number: int, who: str, matching: Matching | None) -> Correction:
    """Takes a correction back; the row stays. Raises LedgerError when there is none, or it was undone before."""
    found = connection.execute(select(corrections).where(corrections.c.id == number)).first()
    if found is None:
        raise LedgerError(f"there is no correction {number}")
    if found.undone is not None:
        raise LedgerError(
            f"correction {number} was undone already, by {found.undone_by} on {found.undone[:10]}"
        )
    taken_back = update(corrections).where(corrections.c.id == number)
    connection.execute(taken_back.values(undone=now(), undone_by=who))
    _hold(connection, found.page_id, matching)
    return _one(connection, number)


def made(connection: Connection, *, lost: bool = False, url: str | None = None) -> tuple[Correction, ...]:
    """All corrections, the oldest first; with `lost` those that hold nowhere although nobody undid them."""
    query = _corrections().order_by(corrections.c.id)
    if lost:
        query = query.where(corrections.c.undone.is_(None), ~_HOLDS)
    if url is not None:
        query = query.where(corrections.c.page_id.in_(select(pages.c.id).where(pages.c.url == url)))
    return tuple(_made(row) for row in connection.execute(query))


def made_on(connection: Connection, row: int) -> tuple[Correction, ...]:
    """Those that hold on the statement in that row, and those undone that were made on it."""
    here = select(anchors.c.correction_id).where(anchors.c.statement_id == row)
    identity = select(statements.c.statement).where(statements.c.id == row).scalar_subquery()
    on = _corrections().where(or_(corrections.c.id.in_(here), corrections.c.statement == identity))
    return tuple(_made(found) for found in connection.execute(on.order_by(corrections.c.id)))


_HOLDS = exists().where(anchors.c.correction_id == corrections.c.id)


def _corrections() -> Any:
    return select(corrections, _HOLDS.label("holds"))


def _one(connection: Connection, number: int) -> Correction:
    return _made(connection.execute(_corrections().where(corrections.c.id == number)).one())


def _made(row: Any) -> Correction:
    return Correction(
        id=row.id,
        statement=row.statement,
        changes=dict(load(row.changes)),
        who=row.who,
        made=row.made,
        why=row.why,
        undone=row.undone,
        undone_by=row.undone_by,
        holds=bool(row.holds),
    )


def _hold(connection: Connection, page_id: int, matching: Matching | None) -> None:
    anchor_corrections(connection, page_id, Names(connection, matching))
    settle(connection, page_id)
