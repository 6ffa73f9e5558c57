"""What routes take from a request, the same for pages and the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal, cast
from urllib.parse import unquote

from fastapi import Depends, Query, Request

from onrecord.ledger import Filters, Ledger
from onrecord.ledger.names import storable
from onrecord.positions import Positions
from onrecord.record import Act, StatementKind
from onrecord.web.following import Following
from onrecord.web.problem import Problem

WHO_COOKIE = "onrecord_who"
PATIENCE = 3.0
"""Seconds for which a reader waits until what was added is taken in."""
MOST = 200
"""Statements of one answer."""


def ledger_of(request: Request) -> Ledger:
    return cast(Ledger, request.app.state.ledger)


def positions_of(request: Request) -> Positions:
    """Positions that know all that is in the ledger. Raises Problem 503 while much is taken in."""
    following: Following = request.app.state.following
    if not following.wait(PATIENCE):
        told = f"{following.done:,} of {following.total:,} statements are compared so far"
        raise Problem(
            503, f"what was added is being taken in ({told}); try again in a minute", {"Retry-After": "60"}
        )
    return cast(Positions, request.app.state.positions)


Kept = Annotated[Ledger, Depends(ledger_of)]
Lines = Annotated[Positions, Depends(positions_of)]


def _text(description: str, example: str) -> Any:
    return Query(description=description, examples=[example], max_length=500)


def filters_of(
    words: Annotated[
        str | None,
        _text(
            'Words of the statement, in any form; "a phrase" as it is; or between two takes either',
            "reservoir",
        ),
    ] = None,
    meaning: Annotated[
        str | None, _text("Words whose meaning is looked for: what comes nearest first", "the lake is filled")
    ] = None,
    by: Annotated[
        str | None, _text("Who said it: a name, part of one, or a number like #12", "Dragan")
    ] = None,
    about: Annotated[str | None, _text("Whom or what it is about", "Hradna Hydro")] = None,
    since: Annotated[str | None, _text("Said on that day, month or year, or later", "2024-03")] = None,
    until: Annotated[str | None, _text("Said on that day, month or year, or earlier", "2024-03-05")] = None,
    outlet: Annotated[str | None, _text("In which outlet: its name or host", "The Belgor Courier")] = None,
    kind: Annotated[StatementKind | Literal[""] | None, Query(description="How it is reported")] = None,
    act: Annotated[
        Act | Literal[""] | None, Query(description="Whether it was said, written, thought, …")
    ] = None,
    min_confidence: Annotated[float, Query(ge=0, le=1, description="At least so likely to be right")] = 0.0,
) -> Asked:
    """The filters in the query; what is empty does not restrict, so that a form can be sent as it is."""
    like = None
    if meaning and meaning.strip():
        from onrecord.reading import meaning as vector  # loads the model

        like = vector(meaning)
        if like is None:
            raise Problem(400, "this model cannot search by meaning; search by words")
    filters = Filters(
        words=_given(words),
        like=like,
        by=_given(by),
        about=_given(about),
        since=_given(since),
        until=_given(until),
        outlet=_given(outlet),
        kind=kind or None,
        act=act or None,
        min_confidence=min_confidence,
    )
    return Asked(filters, _given(meaning))


class Asked:
    """Filters, and the words that their meaning was made of."""

    def __init__(self, filters: Filters, meaning: str | None = None) -> None:
        self.filters = filters
        self.meaning = meaning

    def query(self) -> dict[str, Any]:
        """As in an address; None for what does not restrict."""
        values = asdict(self.filters) | {"meaning": self.meaning}
        del values["like"]
        return {name: value or None for name, value in values.items()}


def _given(value: str | None) -> str | None:
    """None for a field that was left empty."""
    return storable(value.strip()) or None if value else None


Asking = Annotated[Asked, Depends(filters_of)]
After = Annotated[
    str | None,
    Query(description="Go on after an answer: its `after`", max_length=100),
]
Number = Annotated[int | None, Query(ge=0, le=10**17)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="So many at most")]


def decider(request: Request) -> str:
    """The name a decision is kept under: what the browser was told, or whoever runs the server."""
    name = unquote(request.cookies.get(WHO_COOKIE, "")).strip()
    return storable(name[:100]) or request.app.state.settings.who


def reads(request: Request) -> None:
    """Ends the request when its sender has had enough pages read within this minute."""
    address = request.client.host if request.client else ""
    wait = request.app.state.rate.wait(address)
    if wait:
        again = {"Retry-After": str(int(wait) + 1)}
        raise Problem(429, f"too many pages at once; try again in {int(wait) + 1} seconds", again)


Reads = Depends(reads)
