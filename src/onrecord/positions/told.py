"""Utterances as they are compared over time, a report for each; many at once, without their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from onrecord.ledger.derived import reports
from onrecord.ledger.schema import readings, statements, vectors
from onrecord.positions.sketch import unpacked
from onrecord.positions.utterances import precedence, when


@dataclass(frozen=True, slots=True)
class Told:
    """An utterance and the report that it is shown by."""

    utterance: int
    statement: int
    identity: str
    day: int | None
    """The last day on which it may have been said, an ordinal."""
    stems: frozenset[int]
    vector: bytes | None

    @property
    def order(self) -> tuple[bool, int, str]:
        """In the order of saying; those without a day last."""
        return self.day is None, self.day or 0, self.identity


def told(connection: Connection, numbers: Select[int] | Sequence[int]) -> list[Told]:
    """The utterances with these numbers, in the order of saying."""
    of: dict[int, list[Any]] = defaultdict(list)
    query = _ROWS if isinstance(numbers, Select) else _ROWS.where(reports.c.utterance.in_(_numbers))
    given: dict[str, Any] = {}
    if isinstance(numbers, Select):
        query = query.where(reports.c.utterance.in_(numbers))
    else:
        given["numbers"] = list(numbers)
    for row in connection.execute(query, given):
        of[row.utterance].append(row)
    return sorted((_one(number, rows) for number, rows in of.items()), key=lambda one: one.order)


def _one(number: int, rows: Iterable[Any]) -> Told:
    listed = sorted(rows, key=precedence)
    best = listed[0]
    _, day, _ = when(listed)
    return Told(number, best.id, best.statement, day, unpacked(best.stems), best.vector)


_numbers: BindParameter[Any] = bindparam("numbers", expanding=True)
_ROWS = (
    select(
        statements.c.id,
        statements.c.statement,
        statements.c.kind,
        func.length(statements.c.words).label("length"),
        readings.c.published,
        reports.c.utterance,
        reports.c.exactness,
        reports.c.first_day,
        reports.c.last_day,
        reports.c.dated,
        reports.c.translated,
        reports.c.stems,
        vectors.c.vector,
    )
    .join(reports, reports.c.statement_id == statements.c.id)
    .join(readings, readings.c.id == statements.c.reading_id)
    .outerjoin(vectors, vectors.c.statement_id == statements.c.id)
)
