"""Search: the filters of `onrecord said`, an address that can be shared, and a feed of the same."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from onrecord.ledger import Counts, Found
from onrecord.ledger.words import NoWord
from onrecord.web.feeds import MEDIA_TYPE, atom
from onrecord.web.pictures import bars
from onrecord.web.requests import After, Asked, Asking, Kept
from onrecord.web.templating import page

router = APIRouter(include_in_schema=False)

SHOWN = 20
FED = 50
COUNTED = 1_000
"""Statements that are counted by speaker, outlet and month while a reader waits."""


@router.get("/search")
def search(request: Request, ledger: Kept, asked: Asking, after: After = None) -> HTMLResponse:
    """The statements that fit, with their numbers by speaker, outlet and month."""
    query = asked.query()
    try:
        found = ledger.said(asked.filters, limit=SHOWN, after=after or None)
        counts = ledger.counts(asked.filters, at_most=COUNTED)
    except NoWord as error:
        found = Found(entries=(), more=0, more_at_least=False, after=None, notice=str(error))
        counts = Counts(statements=0, more=False, speakers=(), outlets=(), months=())
    return page(
        request,
        "search.html",
        query=query,
        found=found,
        counts=counts,
        bars=bars(counts.months),
        after=after,
        title=title(asked),
    )


@router.get("/search.atom")
def feed(request: Request, ledger: Kept, asked: Asking) -> Response:
    """The newest statements that fit, as Atom."""
    found = ledger.said(asked.filters, limit=FED)
    entries = sorted(found.entries, key=lambda entry: entry.added, reverse=True)
    shown = str(request.url.replace(path="/search"))
    return Response(atom(title(asked), str(request.url), shown, entries), media_type=MEDIA_TYPE)


def title(asked: Asked) -> str:
    """What was asked for, in words."""
    query = asked.query()
    parts = [f"“{query[name]}”" for name in ("words", "meaning") if query[name]]
    parts += [f"{name} {query[name]}" for name in ("by", "about", "since", "until") if query[name]]
    parts += [f"in {query['outlet']}"] if query["outlet"] else []
    parts += [str(query[name]) for name in ("kind", "act") if query[name]]
    return " ".join(parts) or "Everything on record"
