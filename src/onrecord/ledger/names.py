"""Names across pages: one row a written form, grouped into people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, and_, func, insert, select, update

from onrecord.ledger.schema import doubts, name_keys, names, people

MANY = 200
"""Names of one key from which the key tells too little to compare them all; their other keys find them."""


@dataclass(frozen=True, slots=True)
class Matching:
    """How written names of one kind are told to be one's."""

    outcome: Callable[[str, str, str], Literal["same", "doubtful", "different"]]
    """Of two names and their kind."""
    keys: Callable[[str, str], Iterable[str]]
    """Of a name and its kind: names that may be one's share at least one."""


def normal_form(name: str) -> str:
    """`name` without case, accents and punctuation, words separated by one space.

    A name of nothing but punctuation stays as it is.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", " ".join(plain.split())) or " ".join(name.split())


def storable(text: str) -> str:
    """`text` with what a database cannot hold replaced, one for one: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


class Names:
    """Finds or makes the rows of names, inside one writing transaction."""

    def __init__(self, connection: Connection, matching: Matching | None) -> None:
        self.connection = connection
        self.matching = matching
        self._known: dict[tuple[str, str], tuple[int, str]] = {}

    def row(self, name: str, kind: str) -> int | None:
        """The id of the row for `name`; None when there is nothing in it."""
        name = storable(" ".join(name.split()))
        normal = normal_form(name)
        if not normal:
            return None
        if (normal, kind) not in self._known:
            found = self.connection.execute(
                select(names.c.id, names.c.name).where(names.c.normal == normal, names.c.kind == kind)
            ).first()
            self._known[normal, kind] = (
                (found.id, found.name) if found else (self._new(name, normal, kind), name)
            )
        number, written = self._known[normal, kind]
        if _better(name, written):
            self._improve(number, name)
            self._known[normal, kind] = (number, name)
        return number

    def _new(self, name: str, normal: str, kind: str) -> int:
        keys = sorted(set(self.matching.keys(name, kind))) if self.matching else []
        same, doubtful = self._alike(name, kind, keys)
        if len(set(same.values())) == 1:
            person = next(iter(same.values()))
        else:  # one name that fits several people is for somebody to decide
            doubtful |= same
            person = self.connection.execute(insert(people).returning(people.c.id)).scalar_one()
        made = insert(names).values(person_id=person, kind=kind, name=name, normal=normal)
        number: int = self.connection.execute(made.returning(names.c.id)).scalar_one()
        if keys:
            self.connection.execute(insert(name_keys), [{"key": key, "name_id": number} for key in keys])
        if doubtful:
            pairs = [{"name_id": other, "other_id": number} for other in doubtful]
            self.connection.execute(insert(doubts), pairs)
        return number

    def _alike(self, name: str, kind: str, keys: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
        """The names that are the same one's, and those in doubt, each with its person."""
        same: dict[int, int] = {}
        doubtful: dict[int, int] = {}
        compared: set[int] = set()
        for key in keys:
            found = (
                select(names.c.id, names.c.name, names.c.person_id)
                .join(name_keys, name_keys.c.name_id == names.c.id)
                .where(name_keys.c.key == key, names.c.kind == kind)
                .order_by(names.c.id)
                .limit(MANY + 1)
            )
            others = self.connection.execute(found).all()
            for other in others if len(others) <= MANY else ():
                if self.matching is None or other.id in compared:
                    continue
                compared.add(other.id)
                outcome = self.matching.outcome(name, other.name, kind)
                if outcome == "same":
                    same[other.id] = other.person_id
                elif outcome == "doubtful":
                    doubtful[other.id] = other.person_id
        return same, doubtful

    def _improve(self, number: int, name: str) -> None:
        self.connection.execute(update(names).where(names.c.id == number).values(name=name))


def people_called(connection: Connection, name: str) -> Sequence[int]:
    """The ids of the people who go by `name`, or have that number ("#12").

    Where nobody goes by it exactly, of those whose name has all its words.
    """
    if number := re.fullmatch(r"#(\d{1,18})", name.strip()):
        there = select(names.c.person_id).where(names.c.person_id == int(number[1])).distinct()
        return connection.execute(there).scalars().all()
    normal = normal_form(name)
    exact = select(names.c.person_id).where(names.c.normal == normal).distinct().order_by(names.c.person_id)
    chosen = (
        select(people.c.id)
        .join(names, names.c.person_id == people.c.id)
        .where(func.lower(people.c.name) == " ".join(name.split()).lower())
    )
    found = sorted({*connection.execute(exact).scalars(), *connection.execute(chosen).scalars()})
    if found:
        return found
    spaced = " " + names.c.normal + " "
    words = [spaced.contains(f" {word} ", autoescape=True) for word in normal.split()]
    if not words:
        return []
    return (
        connection.execute(
            select(names.c.person_id).where(and_(*words)).distinct().order_by(names.c.person_id)
        )
        .scalars()
        .all()
    )


def person_names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """What to call these people: the name somebody chose, or else the longest of theirs."""
    rows = connection.execute(
        select(people.c.id, people.c.name.label("chosen"), names.c.name)
        .join(names, names.c.person_id == people.c.id)
        .where(people.c.id.in_(ids))
    )
    called: dict[int, str] = {}
    for row in rows:
        longest = max(called.get(row.id, ""), row.name, key=lambda name: (len(name), name))
        called[row.id] = row.chosen or longest
    return called


def _better(name: str, written: str) -> bool:
    """Whether `name` is the form to show of two that differ in case, accents and punctuation only.

    In code point order capitals come before small letters and those before accented ones, so that the greatest is
    neither shouted nor stripped; all small comes last. So the form does not depend on which came first.
    """
    return (not name.islower(), name) > (not written.islower(), written)
