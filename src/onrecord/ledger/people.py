"""People: which names are one's, as somebody decided; every decision a row that can be undone."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from onrecord.errors import LedgerError
from onrecord.ledger.names import normal_form, people_called, person_names, storable
from onrecord.ledger.results import Decision, Doubt
from onrecord.ledger.schema import decisions, doubts, names, people
from onrecord.ledger.writing import now


def person(connection: Connection, name: str) -> int:
    """The one who goes by `name`, or has the number "#12". Raises LedgerError when nobody or several do."""
    found = people_called(connection, name)
    if not found and name.strip().startswith("#"):
        raise LedgerError(f"nobody has the number {name.strip()}")
    if not found:
        raise LedgerError(f"nobody is called {name!r} here")
    if len(found) > 1:
        called = person_names(connection, found)
        known = ", ".join(f"#{number} {called[number]}" for number in found[:10])
        raise LedgerError(f"{name!r} may be {known}: give a number instead")
    return found[0]


def merge(connection: Connection, one: str, other: str, who: str, why: str | None) -> Decision:
    """Takes `one` and `other` for the same: all names of `other` are from now on `one`'s."""
    to, from_ = person(connection, one), person(connection, other)
    if to == from_:
        raise LedgerError(f"{one!r} and {other!r} are one already")
    moved = connection.execute(select(names.c.id).where(names.c.person_id == from_)).scalars().all()
    decided = _decide(connection, [to], [from_], "same")
    connection.execute(update(names).where(names.c.person_id == from_).values(person_id=to))
    changes = {"names": list(moved), "from": from_, "to": to, "doubts": decided}
    return _record(connection, "merge", changes, who, why)


def split(connection: Connection, name: str, who: str, why: str | None) -> Decision:
    """Takes a written form of a name away from the person it was taken for: it is somebody else's."""
    found = connection.execute(select(names).where(names.c.normal == normal_form(name))).all()
    shared = [
        row
        for row in found
        if connection.execute(
            select(names.c.id).where(names.c.person_id == row.person_id, names.c.id != row.id)
        ).first()
    ]
    if not shared:
        reason = "is the only name of its person" if found else "is nobody's name here"
        raise LedgerError(f"{name!r} {reason}; there is nothing to split")
    if len(shared) > 1:
        raise LedgerError(f"{name!r} is a shared name of several; merge or split them by their other names")
    (row,) = shared
    new = connection.execute(insert(people).returning(people.c.id)).scalar_one()
    connection.execute(update(names).where(names.c.id == row.id).values(person_id=new))
    decided = _decide(connection, [row.person_id], [new], "different")
    changes = {"names": [row.id], "from": row.person_id, "to": new, "doubts": decided}
    return _record(connection, "split", changes, who, why)


def differ(connection: Connection, one: str, other: str, who: str, why: str | None) -> Decision:
    """Settles a doubt: the two are not the same."""
    decided = _decide(connection, [person(connection, one)], [person(connection, other)], "different")
    if not decided:
        raise LedgerError(f"whether {one!r} is {other!r} was not in doubt")
    return _record(connection, "differ", {"doubts": decided}, who, why)


def rename(connection: Connection, one: str, name: str, who: str, why: str | None) -> Decision:
    """What to call a person from now on."""
    name = storable(" ".join(name.split()))
    if not name:
        raise LedgerError("a name has letters in it")
    return _set(connection, "rename", one, "name", name, who, why)


def identify(connection: Connection, one: str, wikidata: str, who: str, why: str | None) -> Decision:
    """Which item of Wikidata a person is."""
    if not re.fullmatch(r"Q[1-9]\d*", wikidata):
        raise LedgerError(f"{wikidata!r} is not an item of Wikidata, like Q42")
    return _set(connection, "identify", one, "wikidata", wikidata, who, why)


def undo(connection: Connection, number: int, who: str) -> Decision:
    """Takes a decision back; the row stays. Raises LedgerError when a later decision builds on it."""
    row = connection.execute(select(decisions).where(decisions.c.id == number)).first()
    if row is None:
        raise LedgerError(f"there is no decision {number}")
    if row.undone:
        raise LedgerError(f"decision {number} was undone already, by {row.undone_by} on {row.undone[:10]}")
    changes = json.loads(row.changes)
    if "names" in changes:
        moved = names.c.id.in_(changes["names"])
        there = connection.execute(select(names.c.person_id).where(moved)).scalars().all()
        if set(there) - {changes["to"]}:
            raise LedgerError(f"decision {number} cannot be undone before those made after it on these names")
        connection.execute(update(names).where(moved).values(person_id=changes["from"]))
    if "person" in changes:
        column = people.c[changes["column"]]
        this = people.c.id == changes["person"]
        if connection.execute(select(column).where(this)).scalar() != changes["after"]:
            raise LedgerError(f"decision {number} cannot be undone before those made after it on this person")
        connection.execute(update(people).where(this).values({column: changes["before"]}))
    if changes.get("doubts"):
        connection.execute(update(doubts).where(doubts.c.id.in_(changes["doubts"])).values(decided=None))
    connection.execute(update(decisions).where(decisions.c.id == number).values(undone=now(), undone_by=who))
    return _made(connection.execute(select(decisions).where(decisions.c.id == number)).one())


def in_doubt(connection: Connection) -> tuple[Doubt, ...]:
    """The pairs of names that nobody has decided about."""
    one, other = names.alias(), names.alias()
    rows = connection.execute(
        select(one.c.name, other.c.name.label("other"), one.c.kind)
        .select_from(doubts)
        .join(one, one.c.id == doubts.c.name_id)
        .join(other, other.c.id == doubts.c.other_id)
        .where(doubts.c.decided.is_(None), one.c.person_id != other.c.person_id)
        .order_by(doubts.c.id)
    )
    return tuple(Doubt(row.name, row.other, row.kind) for row in rows)


def decided(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, undone ones too, the oldest first."""
    return tuple(_made(row) for row in connection.execute(select(decisions).order_by(decisions.c.id)))


def _decide(connection: Connection, ones: list[int], others: list[int], outcome: str) -> list[int]:
    """Settles what is in doubt between the names of these people; the ids of the doubts."""
    theirs = select(names.c.id).where(names.c.person_id.in_(ones))
    those = select(names.c.id).where(names.c.person_id.in_(others))
    between = or_(
        and_(doubts.c.name_id.in_(theirs), doubts.c.other_id.in_(those)),
        and_(doubts.c.name_id.in_(those), doubts.c.other_id.in_(theirs)),
    )
    found = connection.execute(select(doubts.c.id).where(doubts.c.decided.is_(None), between)).scalars().all()
    connection.execute(update(doubts).where(doubts.c.id.in_(found)).values(decided=outcome))
    return list(found)


def _set(
    connection: Connection, what: str, one: str, column: str, value: str, who: str, why: str | None
) -> Decision:
    this = person(connection, one)
    before = connection.execute(select(people.c[column]).where(people.c.id == this)).scalar()
    connection.execute(update(people).where(people.c.id == this).values({people.c[column]: value}))
    changes = {"person": this, "column": column, "before": before, "after": value}
    return _record(connection, what, changes, who, why)


def _record(
    connection: Connection, what: str, changes: dict[str, Any], who: str, why: str | None
) -> Decision:
    made = insert(decisions).values(
        what=what, changes=json.dumps(changes, ensure_ascii=False), who=who, made=now(), why=why
    )
    number = connection.execute(made.returning(decisions.c.id)).scalar_one()
    return _made(connection.execute(select(decisions).where(decisions.c.id == number)).one())


def _made(row: Any) -> Decision:
    return Decision(row.id, row.what, json.loads(row.changes), row.who, row.made, row.why, row.undone)
