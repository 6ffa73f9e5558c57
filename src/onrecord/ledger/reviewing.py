"""What a person should look at first."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select, tuple_

from onrecord.errors import LedgerError
from onrecord.ledger.entries import entries
from onrecord.ledger.results import Found
from onrecord.ledger.schema import SHOWN, statements


def unsure(connection: Connection, limit: int, after: str | None) -> Found:
    """The statements least likely to be right first.

    The place to go on after is the last one's confidence and row, so that none is passed over when those before it are
    accepted or rejected meanwhile.
    """
    ordered = (
        select(statements.c.id, statements.c.confidence)
        .where(statements.c.state.in_(SHOWN))
        .order_by(statements.c.confidence, statements.c.id)
        .limit(limit + 1)
    )
    if after is not None:
        place = re.fullmatch(r"(\d\.\d{1,17})-(\d{1,18})", after)
        if place is None:
            raise LedgerError(
                f"{after!r} is not a place to go on after: give what the answer before ended with"
            )
        ordered = ordered.where(
            tuple_(statements.c.confidence, statements.c.id) > (float(place[1]), int(place[2]))
        )
    rows = connection.execute(ordered).all()
    more = len(rows) > limit
    shown = rows[:limit]
    return Found(
        entries=entries(connection, [row.id for row in shown]),
        more=int(more),
        more_at_least=more,
        after=f"{float(shown[-1].confidence)}-{shown[-1].id}" if more else None,
    )
