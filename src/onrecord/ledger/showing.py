"""One statement in its article, and one speaker across all pages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal_column, select

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


def cards(connection: Connection, name: str, tallied: int | None) -> tuple[Card, ...]:
    """A card for each one who goes by `name`, those who said most first.

    Roles, subjects and outlets of the `tallied` statements said last, or of all.
    """
    made = [_card(connection, person, tallied) for person in people_called(connection, name)]
    return tuple(sorted(made, key=lambda card: (-card.statements, card.id)))


def called(connection: Connection, name: str, limit: int) -> tuple[tuple[int, str], ...]:
    """The numbers and names of those who go by `name`, by their names."""
    found = people_called(connection, name)[:limit]
    known = person_names(connection, found)
    return tuple(sorted(known.items(), key=lambda person: (person[1], person[0])))


def _card(connection: Connection, person: int, tallied: int | None) -> Card:
    forms = connection.execute(
        select(names.c.id, names.c.name, names.c.kind)
        .where(names.c.person_id == person)
        .order_by(names.c.name)
    ).all()
    theirs = [form.id for form in forms]  # a single one is in order in the index
    said: list[ColumnElement[bool]] = [statements.c.name_id.in_(theirs), statements.c.state.in_(SHOWN)]
    last_said = (
        select(statements.c.id).where(*said).order_by(statements.c.said_from.desc(), statements.c.id.desc())
    )
    among = said if tallied is None else [statements.c.id.in_(last_said.limit(tallied))]
    month = func.substr(statements.c.said_from, 1, 7)
    rows = connection.execute(
        select(
            statements.c.kind,
            month,
            func.count(),
            func.min(func.nullif(statements.c.said_from, "")),
            func.max(func.nullif(func.nullif(statements.c.said_to, ""), OPEN_END)),
        )
        .where(*said)
        .group_by(statements.c.kind, literal_column("2"))
    ).all()
    kinds, months = Counter[str](), Counter[str]()
    for kind, when, number, _, _ in rows:
        kinds[kind] += number
        months[when] += number
    del months[""]
    outlets = select(readings.c.outlet, func.count()).select_from(statements).join(readings).where(*among)
    return Card(
        id=person,
        name=person_names(connection, [person])[person],
        kind=forms[0].kind,
        names=tuple(form.name for form in forms),
        wikidata=connection.execute(select(people.c.wikidata).where(people.c.id == person)).scalar(),
        statements=kinds.total(),
        first=min((row[3] for row in rows if row[3]), default=None),
        last=max((row[4] for row in rows if row[4]), default=None),
        kinds=tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
        months=tuple(sorted(months.items())),
        roles=_roles(connection, among),
        about=_counts(connection, _subjects(among)),
        outlets=_counts(connection, outlets.where(readings.c.outlet.is_not(None))),
        latest=entries(connection, connection.execute(last_said.limit(LATEST)).scalars().all()),
    )


def _counts(connection: Connection, counted: Select[Any, int]) -> tuple[tuple[str, int], ...]:
    """Values with their numbers, the highest first."""
    value, number = counted.selected_columns
    frequent = counted.group_by(literal_column("1")).order_by(number.desc(), value).limit(LISTED)
    return tuple((row[0], row[1]) for row in connection.execute(frequent))


def _subjects(said: Sequence[ColumnElement[bool]]) -> Select[Any, int]:
    """In how many statements those are mentioned, by what they are called, whatever kind they were taken for."""
    named = names.alias()
    longest = select(named.c.name).where(named.c.person_id == people.c.id)
    longest = longest.order_by(func.length(named.c.name).desc(), named.c.name.desc()).limit(1)
    called = func.coalesce(people.c.name, longest.scalar_subquery()).label("called")
    return (
        select(called, func.count(statements.c.id.distinct()))
        .select_from(statements)
        .join(mentions, mentions.c.statement_id == statements.c.id)
        .join(names, names.c.id == mentions.c.name_id)
        .join(people, people.c.id == names.c.person_id)
        .where(*said)
    )


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
