"""Finding statements, and counting them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, Text, cast, func, literal, null, select, union_all
from sqlalchemy.sql.elements import KeyedColumnElement

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
    notice = None
    if asked.nearest is not None:
        ids, matches = asked.nearest[skipped : skipped + limit], len(asked.nearest)
        if not meaning.compares_fast(connection):
            notice = "the server has no pgvector: it compares meanings without, which takes longer"
    elif filters.words is not None:
        ids, matches = best_matches(connection, filters, asked, limit, skipped)
        if matches == RANKED:
            notice = f"many statements have these words: only the {RANKED:,} that were added last are ranked"
    else:
        ids, matches = _newest_said(connection, asked, limit, skipped)
    more = max(0, matches - skipped - len(ids))
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
    """The rows to show, and how many fit, counted to just over `COUNTED` behind these."""
    ordered = asked.ids.order_by(statements.c.said_from.desc(), statements.c.id.desc())
    ids = connection.execute(ordered.limit(limit).offset(skipped)).scalars().all()
    if len(ids) < limit:
        return ids, skipped + len(ids)
    known = asked.ids.limit(skipped + limit + COUNTED + 1).subquery()
    return ids, connection.execute(select(func.count()).select_from(known)).scalar_one()


def count(connection: Connection, filters: Filters, at_most: int) -> Counts:
    """How many there are, counting to `at_most`: by speaker, outlet and month.

    The database counts: other threads wait for every row that is handed to this one.
    """
    asked = ask(connection, filters)
    last = asked.ids.order_by(asked.row.desc()).limit(at_most + 1).cte("last")
    counted = (
        select(
            cast(names.c.person_id, Text).label("person"),
            func.nullif(readings.c.outlet, "").label("outlet"),
            func.nullif(func.substr(statements.c.said_from, 1, 7), "").label("month"),
        )
        .select_from(last)
        .join(statements, statements.c.id == last.c.id)
        .join(readings, statements.c.reading_id == readings.c.id)
        .outerjoin(names, statements.c.name_id == names.c.id)
        .order_by(last.c.id.desc())
        .limit(at_most)
        .cte("counted")
    )
    person, outlet, month = counted.c
    number = select(literal("number"), cast(null(), Text), func.count()).select_from(last)
    tallied: CompoundSelect[Any] = union_all(
        number, _tally(person, LISTED), _tally(outlet, LISTED), _tally(month)
    )
    found: dict[str, list[tuple[str, int]]] = {"number": [], "person": [], "outlet": [], "month": []}
    rows: Sequence[Any] = connection.execute(tallied).all()
    for what, value, often in sorted(rows, key=lambda row: (-row[2], row[1] or "")):
        found[what].append((value, often))
    called = person_names(connection, [int(person) for person, _ in found["person"]])
    ((_, fitting),) = found["number"]
    return Counts(
        statements=min(fitting, at_most),
        more=fitting > at_most,
        speakers=tuple((called[int(person)], often) for person, often in found["person"]),
        outlets=tuple(found["outlet"]),
        months=tuple(sorted(found["month"])),
    )


def _tally(value: KeyedColumnElement[Any], most: int | None = None) -> Select[Any]:
    """By the column's name, how often it has each value: the `most` frequent."""
    often = func.count().label("often")
    tally = select(literal(value.name).label("what"), value, often).where(value.is_not(None)).group_by(value)
    return select(tally.order_by(often.desc(), value).limit(most).subquery())


def _place(after: str) -> tuple[int, int]:
    """Where the next ones begin: among the statements up to a row, after so many. Later rows do not move them."""
    match = re.fullmatch(r"(\d{1,18})\.(\d{1,18})", after)
    if match is None:
        raise LedgerError(f"{after!r} is not a place to go on after: give what the answer before ended with")
    return int(match[1]), int(match[2])


def _called(connection: Connection, persons: Sequence[int]) -> tuple[str, ...]:
    called = person_names(connection, persons)
    return tuple(called[person] for person in persons)
