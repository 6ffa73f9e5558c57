"""Speakers: who goes by a name, and one of them across all pages."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, cast

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import LedgerError, ModelError
from onrecord.ledger import Card, Ledger
from onrecord.positions import Positions, Subject
from onrecord.web.feeds import MEDIA_TYPE, atom
from onrecord.web.pages.search import COUNTED, FED, SHOWN
from onrecord.web.pictures import bars
from onrecord.web.problem import Problem
from onrecord.web.requests import After, Kept
from onrecord.web.templating import page

router = APIRouter(include_in_schema=False)

Name = Annotated[str, Query(max_length=500)]
LISTED = 50
PATIENCE = 0.5
"""Seconds for which the subjects are waited for."""


@router.get("/speakers")
def speakers(request: Request, ledger: Kept, name: Name = "") -> Response:
    """Those who go by a name, the one where there is only one; without a name those quoted most."""
    if not name.strip():
        quoted = request.app.state.front.view().counts.speakers
        return page(request, "speakers.html", name="", found=(), quoted=quoted[:LISTED])
    found = ledger.called(name, limit=LISTED)
    if len(found) == 1:
        return RedirectResponse(f"/speakers/{found[0][0]}", 303)
    return page(request, "speakers.html", name=name, found=found, most=LISTED)


@router.get("/speakers/{number}")
def speaker(request: Request, ledger: Kept, number: int, after: After = None) -> HTMLResponse:
    """One speaker: names, roles, subjects, outlets, and statements."""
    card = card_of(ledger, number, tallied=COUNTED)
    return page(
        request,
        "speaker.html",
        card=card,
        found=ledger.said(by=f"#{number}", limit=SHOWN, after=after or None),
        bars=bars(card.months),
        subjects=subjects_of(request, number),
        query={"by": f"#{number}"},
        after=after,
        tallied=COUNTED,
    )


@router.get("/speakers/{number}/feed.atom")
def feed(request: Request, ledger: Kept, number: int) -> Response:
    """The speaker's newest statements, as Atom."""
    name = name_of(ledger, number)
    found = ledger.said(by=f"#{number}", limit=FED)
    shown = str(request.url.replace(path=f"/speakers/{number}"))
    return Response(atom(name, str(request.url), shown, found.entries), media_type=MEDIA_TYPE)


def card_of(ledger: Ledger, number: int, tallied: int | None = None) -> Card:
    """The card of the speaker with that number, as `Ledger.who` gives it. Raises Problem 404."""
    cards = ledger.who(f"#{number}", tallied=tallied) if 0 < number < 10**18 else ()
    if not cards:
        raise _nobody(number)
    return cards[0]


def name_of(ledger: Ledger, number: int) -> str:
    """What the speaker with that number is called. Raises Problem 404."""
    found = ledger.called(f"#{number}", limit=1) if 0 < number < 10**18 else ()
    if not found:
        raise _nobody(number)
    return found[0][1]


def _nobody(number: int) -> Problem:
    return Problem(404, f"there is no speaker #{number}; search by name")


def subjects_of(request: Request, number: int) -> tuple[Subject, ...]:
    """What the speaker keeps coming back to; nothing while what was added is still taken in."""
    state = request.app.state
    with suppress(LedgerError, ModelError):
        if state.following.wait(PATIENCE):
            return cast(Positions, state.positions).subjects(f"#{number}", limit=12)
    return ()
