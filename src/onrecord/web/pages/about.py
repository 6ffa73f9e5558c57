"""What could not be read, how good the reading is, and the API's routes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.responses import HTMLResponse

from onrecord.web.requests import Kept
from onrecord.web.templating import page

router = APIRouter(include_in_schema=False)

ACCURACY = Path(__file__).parents[1] / "accuracy.md"
"""docs/accuracy.md, as docs/refresh.py copied it."""
LISTED = 200


@router.get("/problems")
def problems(request: Request, ledger: Kept) -> HTMLResponse:
    """The pages that could not be added."""
    found = ledger.problems()
    return page(request, "problems.html", problems=found[:LISTED], more=max(0, len(found) - LISTED))


@router.get("/how-good")
def how_good(request: Request) -> HTMLResponse:
    """The measured figures and the limits."""
    return page(request, "how_good.html", figures=figures())


@router.get("/api")
def api(request: Request) -> HTMLResponse:
    """The API's routes, for people."""
    schema = request.app.openapi()
    routes = [
        (method.upper(), path, operation)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]
    return page(request, "api.html", routes=routes)


@cache
def figures() -> Markup:
    """docs/accuracy.md as HTML, a level of headings lower, its links to other documents as their words."""
    text = re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", ACCURACY.read_text(encoding="utf-8"))
    _, _, rest = text.partition("\n")
    shown = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
    return Markup(shown.replace("<th></th>", "<td></td>"))  # a head without words is none to a screen reader
