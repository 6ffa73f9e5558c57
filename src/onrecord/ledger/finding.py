"""Finding statements, and counting them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from onrecord.errors import LedgerError
from onrecord.ledger import meaning
from onrecord.ledger.asking import RANKED, Asked, ask, best_matches, newest
from onrecord.ledger.entries import entries
from onrecord.ledger.filters import Filters
from onrecord.ledger.names import person_names
from onrecord.ledger.results import Counts, Found
from onrecord.ledger.schema import names, readings, statements

COUNTED = 1_000
"""How many that follow are counted before it is left at "more than"."""
TALLIED = 10_000
"""How many are counted by speaker, outlet and month, unless told otherwise."""
LISTED = 20
"""Speakers and outlets that are named with their counts."""


def find(connection: Connection, filters: Filters, limit: int, after: str | None) -> Found:
    """The nearest in meaning or the best match first where either is looked for, else the newest.

    Ties by what was added last.
    """
    mark, skipped = _place(after) if after else (newest(connection), 0)
    asked = ask(connection, filters, mark)
    ranked, notice = asked.nearest, None
    if ranked is not None and not meaning.compares_fast(connection):
        notice = "the server has no pgvector: it compares meanings without, which takes longer"
    if ranked is None and filters.words is not None:
        ranked = best_matches(connection, filters, asked)
        if len(ranked) == RANKED:
            notice = f"many statements have these words: only the {RANKED:,} that were added last are ranked"
    if ranked is None:
        ids, more = _newest_said(connection, asked, limit, skipped)
    else:
        ids, more = ranked[skipped : skipped + limit], max(0, len(ranked) - skipped - limit)
    return Found(
        entries=entries(connection, ids),
        more=min(more, COUNTED),
        more_at_least=more > COUNTED,
        after=f"{mark}.{skipped + len(ids)}" if more else None,
        by=_called(connection, asked.by),
        about=_called(connection, asked.about),
        notice=notice,
    )


def _newest_said(connection: Connection, asked: Asked, limit: int, skipped: int) -> tuple[Sequence[int], int]:
    """The rows to show, and how many follow, counted to just over `COUNTED`."""
    ordered = asked.ids.order_by(statements.c.said_from.desc(), statements.c.id.desc())
    ids = connection.execute(ordered.limit(limit).offset(skipped)).scalars().all()
    if len(ids) < limit:
        return ids, 0
    rest = asked.ids.limit(COUNTED + 1).offset(skipped + limit).subquery()
    return ids, connection.execute(select(func.count()).select_from(rest)).scalar_one()


def count(connection: Connection, filters: Filters, at_most: int) -> Counts:
    """How many there are, counting to `at_most`: by speaker, outlet and month."""
    asked = ask(connection, filters)
    last = asked.ids.order_by(asked.row.desc()).limit(at_most + 1).subquery()
    month = func.substr(statements.c.said_from, 1, 7).label("month")
    rows = connection.execute(
        select(names.c.person_id, readings.c.outlet, month)
        .select_from(last)
        .join(statements, statements.c.id == last.c.id)
        .join(readings, statements.c.reading_id == readings.c.id)
        .outerjoin(names, statements.c.name_id == names.c.id)
    ).all()
    counted = rows[:at_most]
    people = Counter(row.person_id for row in counted if row.person_id is not None).most_common(LISTED)
    called = person_names(connection, [person for person, _ in people])
    return Counts(
        statements=len(counted),
        more=len(rows) > at_most,
        speakers=tuple((called[person], number) for person, number in people),
        outlets=tuple(Counter(row.outlet for row in counted if row.outlet).most_common(LISTED)),
        months=tuple(sorted(Counter(row.month for row in counted if row.month).items())),
    )


def _place(after: str) -> tuple[int, int]:
    """Where the next ones begin: among the statements up to a row, after so many. Later rows do not move them."""
    match = re.fullmatch(r"(\d{1,18})\.(\d{1,18})", after)
    if match is None:
        raise LedgerError(f"{after!r} is not a place to go on after: give what the answer before ended with")
    return int(match[1]), int(match[2])


def _called(connection: Connection, persons: Sequence[int]) -> tuple[str, ...]:
    called = person_names(connection, persons)
    return tuple(called[person] for person in persons)
