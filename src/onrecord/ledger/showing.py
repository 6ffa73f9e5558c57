"""One statement in its article, and one speaker across all pages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from onrecord.errors import LedgerError
from onrecord.ledger.anchoring import article
from onrecord.ledger.corrections import made_on
from onrecord.ledger.derive import OPEN_END
from onrecord.ledger.entries import entries
from onrecord.ledger.names import people_called, person_names
from onrecord.ledger.results import Card, Context, Role
from onrecord.ledger.schema import SHOWN, mentions, names, people, readings, statements

LISTED = 10
"""Subjects and outlets on a card."""
LATEST = 5
"""Statements on a card."""


def row_of(connection: Connection, identity: str) -> int:
    """The row of the statement whose id is, or begins with, `identity`: that of its current reading.

    Raises LedgerError when there is none, or several.
    """
    if not re.fullmatch(r"[0-9A-Za-z_-]{4,64}", identity):
        raise LedgerError(
            f"{identity!r} is not a statement's id: 16 letters and digits, or the first of them"
        )
    first = case((statements.c.state.in_(SHOWN), 0), else_=1)
    rows = connection.execute(
        select(statements.c.id, statements.c.statement)
        .where(statements.c.statement >= identity, statements.c.statement < identity + "~")
        .order_by(first, statements.c.id.desc())
        .limit(20)
    ).all()
    found = [row for row in rows if row.statement == identity] or rows
    several = sorted({row.statement for row in found})
    if not found:
        raise LedgerError(f"there is no statement {identity}")
    if len(several) > 1:
        raise LedgerError(f"several statements begin with {identity}: {', '.join(several)}")
    number: int = found[0].id
    return number


def context(connection: Connection, identity: str) -> Context:
    """The statement in its article."""
    row = row_of(connection, identity)
    reading = connection.execute(select(statements.c.reading_id).where(statements.c.id == row)).scalar_one()
    return Context(
        entry=entries(connection, [row])[0],
        article=article(connection, reading),
        corrections=made_on(connection, row),
    )


def cards(connection: Connection, name: str) -> tuple[Card, ...]:
    """A card for each one who goes by `name`, those who said most first."""
    made = [_card(connection, person) for person in people_called(connection, name)]
    return tuple(sorted(made, key=lambda card: (-card.statements, card.id)))


def called(connection: Connection, name: str, limit: int) -> tuple[tuple[int, str], ...]:
    """The numbers and names of those who go by `name`, by their names."""
    found = people_called(connection, name)[:limit]
    known = person_names(connection, found)
    return tuple(sorted(known.items(), key=lambda person: (person[1], person[0])))


def _card(connection: Connection, person: int) -> Card:
    theirs = select(names.c.id).where(names.c.person_id == person)
    said: list[ColumnElement[bool]] = [statements.c.name_id.in_(theirs), statements.c.state.in_(SHOWN)]
    forms = connection.execute(
        select(names.c.name, names.c.kind).where(names.c.person_id == person).order_by(names.c.name)
    ).all()
    first, last, number = connection.execute(
        select(
            func.min(func.nullif(statements.c.said_from, "")),
            func.max(func.nullif(func.nullif(statements.c.said_to, ""), OPEN_END)),
            func.count(),
        ).where(*said)
    ).one()
    latest = (
        select(statements.c.id)
        .where(*said)
        .order_by(statements.c.said_from.desc(), statements.c.id.desc())
        .limit(LATEST)
    )
    outlets = select(readings.c.outlet, func.count()).select_from(statements).join(readings).where(*said)
    outlets = outlets.where(readings.c.outlet.is_not(None)).group_by(readings.c.outlet)
    return Card(
        id=person,
        name=person_names(connection, [person])[person],
        kind=forms[0].kind,
        names=tuple(form.name for form in forms),
        wikidata=connection.execute(select(people.c.wikidata).where(people.c.id == person)).scalar(),
        statements=number,
        first=first,
        last=last,
        kinds=_counts(
            connection, select(statements.c.kind, func.count()).where(*said).group_by(statements.c.kind)
        ),
        roles=_roles(connection, said),
        about=_subjects(connection, said),
        outlets=_counts(connection, outlets),
        latest=entries(connection, connection.execute(latest).scalars().all()),
    )


def _counts(connection: Connection, counted: Select[Any]) -> tuple[tuple[str, int], ...]:
    rows = [(str(row[0]), int(row[1])) for row in connection.execute(counted)]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0]))[:LISTED])


def _subjects(connection: Connection, said: Sequence[ColumnElement[bool]]) -> tuple[tuple[str, int], ...]:
    """Those mentioned in most statements, by what they are called, whatever kind they were taken for."""
    rows = connection.execute(
        select(names.c.person_id, statements.c.id)
        .distinct()
        .select_from(statements)
        .join(mentions, mentions.c.statement_id == statements.c.id)
        .join(names, names.c.id == mentions.c.name_id)
        .where(*said)
    ).all()
    called = person_names(connection, {row.person_id for row in rows})
    pairs = {(called[row.person_id], row.id) for row in rows}
    counts = Counter(name for name, _ in pairs)
    return tuple(sorted(counts.items(), key=lambda count: (-count[1], count[0]))[:LISTED])


def _roles(connection: Connection, said: Sequence[ColumnElement[bool]]) -> tuple[Role, ...]:
    """Each role with the days between which it was given, the earliest first."""
    days: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    has_role = statements.c.body.contains('"role":"', autoescape=True)  # most have none: these are not parsed
    rows = connection.execute(select(statements.c.body, statements.c.said_from).where(*said, has_role))
    for body, day in rows:
        if role := (json.loads(body)["speaker"] or {}).get("role"):
            counts[role] = counts.get(role, 0) + 1
            days.setdefault(role, []).extend([day] if day else [])
    found = [
        Role(role, min(days[role], default=None), max(days[role], default=None), count)
        for role, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda role: (role.first or "", role.role)))
