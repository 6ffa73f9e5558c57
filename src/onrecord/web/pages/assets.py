"""The style sheet by which pointing at one part of a statement shows the others: no script is needed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(include_in_schema=False)

MOST = 2000


@router.get("/marks.css")
def marks(statements: Annotated[int, Query(ge=0)] = 0) -> Response:
    """A rule for each of so many statements."""
    rules = (
        f".article:has(.s{number}:is(:hover,:focus,:target)) .s{number}{{background:var(--lit)}}"
        for number in range(min(statements, MOST))
    )
    return Response(
        "\n".join(rules), media_type="text/css", headers={"Cache-Control": "public, max-age=86400"}
    )
