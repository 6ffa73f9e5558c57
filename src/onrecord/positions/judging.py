"""What people decided about changes: rows of their own, with who, when and why."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, insert, select, update

from onrecord.errors import LedgerError
from onrecord.ledger.derived import judgements, reports
from onrecord.ledger.schema import SHOWN, statements
from onrecord.ledger.showing import row_of
from onrecord.ledger.writing import now
from onrecord.positions.results import Judgement, Verdict

_CHANGE = re.compile(r"([0-9A-Za-z_]{4,64})-([0-9A-Za-z_]{4,64})")


def decide(connection: Connection, change: str, verdict: Verdict, who: str, why: str | None) -> Judgement:
    """Keeps a verdict on a change. Raises LedgerError when the change is not one of two utterances."""
    match = _CHANGE.fullmatch(change)
    if match is None:
        raise LedgerError(f"{change!r} is not a change: give two statements' ids with a hyphen between")
    rows = [row_of(connection, identity) for identity in match.groups()]
    found = {
        row.id: row
        for row in connection.execute(
            select(statements.c.id, statements.c.statement, reports.c.utterance)
            .join(reports, reports.c.statement_id == statements.c.id)
            .where(statements.c.id.in_(rows))
        )
    }
    if len({row.utterance for row in found.values()}) < 2:
        raise LedgerError(f"{change} are not two utterances of named speakers")
    one, other = (found[row].statement for row in rows)
    made = insert(judgements).values(earlier=one, later=other, verdict=verdict, who=who, made=now(), why=why)
    number = connection.execute(made.returning(judgements.c.id)).scalar_one()
    return _one(connection, number)


def undo(connection: Connection, number: int, who: str) -> Judgement:
    """Takes a verdict back; its row stays. Raises LedgerError when there is none, or it was undone before."""
    found = connection.execute(select(judgements).where(judgements.c.id == number)).first()
    if found is None:
        raise LedgerError(f"there is no judgement {number}")
    if found.undone is not None:
        raise LedgerError(
            f"judgement {number} was undone already, by {found.undone_by} on {found.undone[:10]}"
        )
    connection.execute(
        update(judgements).where(judgements.c.id == number).values(undone=now(), undone_by=who)
    )
    return _one(connection, number)


def made(connection: Connection) -> tuple[Judgement, ...]:
    """All verdicts, the oldest first, those undone too."""
    return tuple(_made(row) for row in connection.execute(select(judgements).order_by(judgements.c.id)))


def standing(connection: Connection) -> dict[tuple[int, int], Judgement]:
    """The last verdict on each pair of utterances, by their numbers; a verdict on any of their reports holds."""
    held = [judgement for judgement in made(connection) if judgement.undone is None]
    identities = {identity for judgement in held for identity in judgement.change.split("-")}
    rows = connection.execute(
        select(statements.c.statement, reports.c.utterance)
        .join(reports, reports.c.statement_id == statements.c.id)
        .where(statements.c.statement.in_(identities), statements.c.state.in_(SHOWN))
    )
    utterance = {row.statement: row.utterance for row in rows}
    found: dict[tuple[int, int], Judgement] = {}
    for judgement in held:
        one, other = judgement.change.split("-")
        if one in utterance and other in utterance:
            found[utterance[one], utterance[other]] = judgement
    return found


def _one(connection: Connection, number: int) -> Judgement:
    return _made(connection.execute(select(judgements).where(judgements.c.id == number)).one())


def _made(row: Any) -> Judgement:
    return Judgement(
        id=row.id,
        change=f"{row.earlier}-{row.later}",
        verdict=row.verdict,
        who=row.who,
        made=row.made,
        why=row.why,
        undone=row.undone,
    )
