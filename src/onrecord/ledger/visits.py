"""When to go to an address again: what a watch knows of feeds, hosts and pages beside the pages themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, insert, select

from onrecord.ledger.names import storable
from onrecord.ledger.schema import pages, tombstones, visits
from onrecord.ledger.writing import digest

_AT_A_TIME = 5_000
"""Addresses asked for in one question: databases take so many values and not many more."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of going to an address."""

    failures: int = 0
    """In a row."""
    again: str | None = None
    """When to go there again, ISO date-time in UTC; None: not any more."""


def seen(connection: Connection, addresses: Iterable[str]) -> dict[str, Visit]:
    """Those of the addresses that were visited, are pages in the ledger, or were forgotten for good."""
    found: dict[str, Visit] = {}
    rest = iter(addresses)
    while some := {digest(storable(address)): address for address in islice(rest, _AT_A_TIME)}:
        there = select(pages.c.address).where(pages.c.address.in_([storable(a) for a in some.values()]))
        gone = select(tombstones.c.digest).where(tombstones.c.digest.in_(some))
        found |= {some[digest(address)]: Visit() for address in connection.execute(there).scalars()}
        found |= {some[key]: Visit() for key in connection.execute(gone).scalars()}
        for row in connection.execute(select(visits).where(visits.c.digest.in_(some))):
            found[some[row.digest]] = Visit(row.failures, row.again)
    return found


def note(connection: Connection, made: Mapping[str, Visit]) -> None:
    """Keeps what came of visits, in place of what came of earlier ones to the same addresses."""
    rows = [
        {"digest": digest(storable(address)), "failures": visit.failures, "again": visit.again}
        for address, visit in made.items()
    ]
    if rows:
        connection.execute(delete(visits).where(visits.c.digest == bindparam("digest")), rows)
        connection.execute(insert(visits), rows)
