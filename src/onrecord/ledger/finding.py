"""Finding statements, and counting them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.errors import LedgerError
from onrecord.ledger.asking import Asked, ask, newest
from onrecord.ledger.entries import entries
from onrecord.ledger.filters import Filters
from onrecord.ledger.names import person_names
from onrecord.ledger.results import Counts, Found
from onrecord.ledger.schema import names, readings, statements

COUNTED = 10_000
"""How many are counted before it is left at "more than"."""
LISTED = 20
"""Speakers and outlets that are named with their counts."""


def find(connection: Connection, filters: Filters, limit: int, after: str | None) -> Found:
    """The nearest in meaning or the best match first where either is looked for, else the newest.

    Ties by what was added last.
    """
    mark, skipped = _place(after) if after else (newest(connection), 0)
    asked = ask(connection, filters, mark)
    if asked.nearest is not None:
        ids, more = asked.nearest[skipped : skipped + limit], max(0, len(asked.nearest) - skipped - limit)
    else:
        ids, more = _ordered(connection, asked, limit, skipped)
    return Found(
        entries=entries(connection, ids),
        more=min(more, COUNTED),
        more_at_least=more > COUNTED,
        after=f"{mark}.{skipped + len(ids)}" if more else None,
        by=_called(connection, asked.by),
        about=_called(connection, asked.about),
    )


def _ordered(connection: Connection, asked: Asked, limit: int, skipped: int) -> tuple[Sequence[int], int]:
    """The rows to show, and how many follow, counted to `COUNTED`."""
    order: list[ColumnElement[Any]] = [statements.c.said_from.desc(), statements.c.id.desc()]
    if asked.rank is not None:
        order.insert(0, asked.rank)
    ids = connection.execute(asked.ids.order_by(*order).limit(limit).offset(skipped)).scalars().all()
    if len(ids) < limit:
        return ids, 0
    rest = asked.ids.limit(COUNTED + 1).offset(skipped + limit).subquery()
    return ids, connection.execute(select(func.count()).select_from(rest)).scalar_one()


def count(connection: Connection, filters: Filters) -> Counts:
    """How many there are: by speaker, outlet and month."""
    newest = ask(connection, filters).ids.order_by(statements.c.id.desc()).limit(COUNTED + 1).subquery()
    month = func.substr(statements.c.said_from, 1, 7).label("month")
    rows = connection.execute(
        select(names.c.person_id, readings.c.outlet, month)
        .select_from(newest)
        .join(statements, statements.c.id == newest.c.id)
        .join(readings, statements.c.reading_id == readings.c.id)
        .outerjoin(names, statements.c.name_id == names.c.id)
    ).all()
    counted = rows[:COUNTED]
    people = Counter(row.person_id for row in counted if row.person_id is not None).most_common(LISTED)
    called = person_names(connection, [person for person, _ in people])
    return Counts(
        statements=len(counted),
        more=len(rows) > COUNTED,
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
