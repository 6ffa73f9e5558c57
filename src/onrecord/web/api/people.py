"""People: who goes by a name, and their cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from onrecord.ledger import Card, Doubt
from onrecord.web.api import examples
from onrecord.web.api.answers import json, json_of, routes, shown
from onrecord.web.pages.speakers import card_of
from onrecord.web.requests import Kept, Limit

router = routes("people")

Number = Annotated[int, Path(ge=1, le=10**17, description="As on the card, without #")]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who said something, or about whom something was said."""

    id: int
    name: str


@router.get(
    "/people", response_model=tuple[Person, ...], responses=shown([{"id": 12, "name": "Ilse Marrow"}])
)
def people(
    ledger: Kept,
    name: Annotated[
        str, Query(min_length=1, max_length=500, description="A name, or part of one", examples=["Marrow"])
    ],
    limit: Limit = 50,
) -> Response:
    """List those who go by a name, or have it in a longer one."""
    found = tuple(Person(number, called) for number, called in ledger.called(name, limit=limit))
    return json(found, tuple[Person, ...])


@router.get("/people/{number}", response_model=Card, responses=shown(examples.CARD))
def person(ledger: Kept, number: Number) -> Response:
    """Show a speaker's card: names, roles, subjects, outlets, the latest statements."""
    return json(card_of(ledger, number), Card)


@router.get(
    "/doubts",
    response_model=tuple[Doubt, ...],
    responses=shown([json_of(examples.DOUBT, Doubt)]),
)
def doubts(ledger: Kept) -> Response:
    """List names that may be one person's."""
    return json(ledger.doubts(), tuple[Doubt, ...])
