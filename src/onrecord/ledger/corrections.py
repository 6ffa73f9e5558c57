"""Corrections: rows of their own, with who, when and why, beside what was read."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, exists, insert, or_, select, update

from onrecord.errors import LedgerError
from onrecord.ledger.anchoring import anchor_corrections, article, quote, settle
from onrecord.ledger.derive import Changes, load, place
from onrecord.ledger.names import Matching, Names
from onrecord.ledger.results import Correction
from onrecord.ledger.schema import anchors, corrections, readings, statements, versions
from onrecord.ledger.writing import now
from onrecord.record import SpeakerKind, Statement


def changes(
    connection: Connection,
    row: int,
    *,
    speaker: str | None,
    speaker_kind: SpeakerKind | None,
    said: str | None,
    content: Sequence[str] | None,
    verdict: Literal["accept", "reject"] | None,
) -> Changes:
    """What a user asks to correct, put as it is stored. Raises LedgerError on a day that is none."""
    asked = Changes()
    if speaker is not None:
        body = connection.execute(select(statements.c.body).where(statements.c.id == row)).scalar_one()
        read = Statement.model_validate_json(body).speaker
        name = " ".join(speaker.split())
        kind = speaker_kind or (read.kind if read and read.kind != "unknown" else "person")
        asked["speaker"] = {"name": name, "kind": kind} if name else None
    if said is not None:
        first, last = days(said)
        asked["said"] = {"from": first, "to": last}
    if content is not None:
        asked["content"] = list(content)
    if verdict is not None:
        asked["verdict"] = verdict
    return asked


def days(words: str) -> tuple[str | None, str | None]:
    """First and last day of "2031-11-18", "2031-11", "2031", "2031-11-18/2031-11-20" or "unknown" (None twice).

    Raises LedgerError on anything else.
    """
    if words == "unknown":
        return None, None
    first, _, last = words.partition("/")
    try:
        start, end = _range(first), _range(last or first)
        if start[0] <= end[1]:
            return start[0].isoformat(), end[1].isoformat()
    except ValueError:
        pass
    raise LedgerError(
        f"{words!r} is not a day: write 2031-11-18, 2031-11, 2031, two with / between, or unknown"
    )


def _range(words: str) -> tuple[date, date]:
    """First and last day of a day, month or year. Raises ValueError."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", words):
        raise ValueError(words)
    year, *rest = (int(part) for part in words.split("-"))
    month, day = (*rest, None, None)[:2]
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


def correct(
    connection: Connection, row: int, asked: Changes, who: str, why: str | None, matching: Matching | None
) -> Correction:
    """Corrects the statement in that row. Raises LedgerError when a new content does not stand in the article."""
    if not asked:
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
    for piece in asked.get("content", []):
        if place(piece, text, 0) is None:
            raise LedgerError(
                f"the article does not have the words “{piece}”; a content stands in it as it is"
            )
    made = insert(corrections).values(
        page_id=found.page_id,
        statement=found.statement,
        quote=quote(read),
        changes=json.dumps(asked, ensure_ascii=False),
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


def made(connection: Connection, *, lost: bool = False) -> tuple[Correction, ...]:
    """All corrections, the oldest first; with `lost` those that hold nowhere although nobody undid them."""
    query = _corrections().order_by(corrections.c.id)
    if lost:
        query = query.where(corrections.c.undone.is_(None), ~_HOLDS)
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
