"""Articles in their versions, silent edits, problems, and how much there is."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from onrecord.ledger import Change, Leaf, Problem, Stats
from onrecord.web.api import examples
from onrecord.web.api.answers import json, json_of, routes, shown
from onrecord.web.pages.articles import Version
from onrecord.web.problem import or_not_found
from onrecord.web.requests import Kept

router = routes("articles")


@router.get("/articles", response_model=Leaf, responses=shown(examples.LEAF))
def article(
    ledger: Kept,
    url: Annotated[
        str, Query(min_length=1, max_length=4000, description="The page's URL, or sha256:… for one without")
    ],
    version: Version = None,
) -> Response:
    """Show an article with its statements: the newest version of its page, or that of these bytes."""
    with or_not_found():
        return json(ledger.article(url, version), Leaf)


@router.get("/changes", response_model=tuple[Change, ...])
def changes(
    ledger: Kept,
    url: Annotated[str | None, Query(max_length=4000, description="Of this page alone")] = None,
    since: Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2031-11-19"])] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="So many pages at most")] = 50,
) -> Response:
    """List what newer versions of pages changed in their statements, the pages that changed last first."""
    return json(ledger.changes(url, since=since, pages_at_most=limit), tuple[Change, ...])


@router.get(
    "/problems", response_model=tuple[Problem, ...], responses=shown([json_of(examples.PROBLEM, Problem)])
)
def problems(ledger: Kept) -> Response:
    """List the pages that could not be added, the latest first."""
    return json(ledger.problems(), tuple[Problem, ...])


@router.get("/stats", response_model=Stats, responses=shown(examples.STATS))
def stats(ledger: Kept) -> Response:
    """Tell how much there is."""
    return json(ledger.stats(), Stats)
