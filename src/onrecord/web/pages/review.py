"""Review: what is least sure first, one at a time, decided by a key; doubtful names; and what was decided."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.web.marking import around
from onrecord.web.pages.statements import article_link
from onrecord.web.requests import After, Kept, Number, decider
from onrecord.web.templating import link, page

router = APIRouter(include_in_schema=False)

QUEUE = 12
LISTED = 50
Name = Annotated[str, Form(max_length=1000)]


@router.get("/review")
def review(request: Request, ledger: Kept, after: After = None, done: Number = None) -> HTMLResponse:
    """The statement that is least likely to be right, and those that come next."""
    after = after or None
    first = ledger.unsure(limit=1, after=after)
    queue = ledger.unsure(limit=QUEUE, after=first.after) if first.after else None
    context = ledger.show(first.entries[0].statement.id) if first.entries else None
    return page(
        request,
        "review.html",
        context=context,
        paragraphs=around(context.article.text, context.entry.statement, 1) if context else (),
        article=article_link(context) if context else None,
        queue=queue.entries if queue else (),
        then=first.after,
        here=link("/review", after=after),
        done=done,
    )


@router.get("/review/names")
def names(request: Request, ledger: Kept, done: Number = None) -> HTMLResponse:
    """Names that may be one person's."""
    doubts = ledger.doubts()
    return page(request, "names.html", doubts=doubts[:LISTED], more=max(0, len(doubts) - LISTED), done=done)


@router.post("/review/names")
def decide(
    request: Request,
    ledger: Kept,
    name: Name,
    other: Name,
    verdict: Annotated[Literal["same", "different"], Form()],
    why: Name = "",
) -> Response:
    """Takes two names for one person's, or settles that they are not."""
    decided = ledger.merge if verdict == "same" else ledger.differ
    made = decided(name, other, who=decider(request), why=why.strip() or None)
    request.app.state.front.forget()
    return RedirectResponse(link("/review/names", done=made.id), 303)


@router.get("/review/done")
def done(request: Request, ledger: Kept) -> HTMLResponse:
    """What was corrected and decided, the latest first."""
    return page(
        request,
        "done.html",
        corrections=ledger.corrections()[::-1][:LISTED],
        decisions=ledger.decisions()[::-1][:LISTED],
    )


@router.post("/review/undo")
def undo(
    request: Request,
    ledger: Kept,
    what: Annotated[Literal["correction", "decision"], Form()],
    number: Annotated[int, Form(ge=0, le=10**18)],
    then: Annotated[str, Form(max_length=4000)] = "/review/done",
) -> Response:
    """Takes a correction or a decision back."""
    if what == "correction":
        ledger.undo(number, who=decider(request))
    else:
        ledger.undo_decision(number, who=decider(request))
    request.app.state.front.forget()
    return RedirectResponse(then if then.startswith(("/review", "/statements/")) else "/review/done", 303)
