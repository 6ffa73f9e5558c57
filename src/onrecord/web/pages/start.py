"""The start page: what is new, who is quoted most, and where to search."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.web.pictures import bars
from onrecord.web.templating import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """What is in the ledger, and what is new in it."""
    view = request.app.state.front.view()
    return page(request, "start.html", view=view, bars=bars(view.counts.months))
