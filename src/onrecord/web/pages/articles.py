"""An article with its statements marked in place, what was taken out of its page, and what was changed silently."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from onrecord.ledger import Change
from onrecord.record import Furniture
from onrecord.web.front import EDITED
from onrecord.web.marking import marked
from onrecord.web.problem import or_not_found
from onrecord.web.requests import Kept
from onrecord.web.templating import page

router = APIRouter(include_in_schema=False)

EACH = 10
"""Silent edits that are shown of each page beside others; its own page shows all."""

Address = Annotated[str, Query(min_length=1, max_length=4000)]
Version = Annotated[str | None, Query(pattern="^[0-9a-f]{4,64}$")]


@router.get("/articles")
def article(request: Request, ledger: Kept, url: Address, version: Version = None) -> HTMLResponse:
    """The article of a page, in one of its versions."""
    with or_not_found():
        leaf = ledger.article(url, version)
    statements = [entry.statement for entry in leaf.entries]
    return page(
        request,
        "article.html",
        leaf=leaf,
        paragraphs=marked(leaf.article.text, statements),
        taken_out=by_reason(leaf.article.furniture),
        changes=ledger.changes(leaf.url) if len(leaf.versions) > 1 and leaf.url else (),
    )


@router.get("/changes")
def changes(
    request: Request, ledger: Kept, since: Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = ""
) -> HTMLResponse:
    """What newer versions of pages changed without saying so, the latest first."""
    found = ledger.changes(since=since, pages_at_most=EDITED) if since else request.app.state.front.edits()
    shown: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        shown[change.url].append(change)
    return page(request, "changes.html", pages=shown.items(), most=EDITED, each=EACH)


def by_reason(furniture: tuple[Furniture, ...]) -> list[tuple[str, list[str]]]:
    """What was taken out of a page, by why."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for piece in furniture:
        reasons[piece.why].append(piece.text)
    return list(reasons.items())
