"""Statements: found, counted, taken along, shown, cited."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from onrecord.ledger import Context, Counts, Found
from onrecord.web.api import examples
from onrecord.web.api.answers import json, routes, shown
from onrecord.web.citing import bibtex, json_ld, plain
from onrecord.web.pages.statements import CITED, permanent
from onrecord.web.problem import or_not_found
from onrecord.web.requests import After, Asking, Kept, Limit, Reads
from onrecord.web.templating import link

router = routes("statements")

TABLES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


@router.get("/statements", response_model=Found, responses=shown(examples.FOUND))
def statements(
    request: Request, ledger: Kept, asked: Asking, limit: Limit = 20, after: After = None
) -> Response:
    """Find statements: with words or meaning the best match first, else the newest."""
    found = ledger.said(asked.filters, limit=limit, after=after or None)
    headers = {}
    if found.after:
        following = link(request.url.path, asked.query(), limit=limit, after=found.after)
        headers["Link"] = f'<{following}>; rel="next"'
    return json(found, Found, headers=headers)


def _table(ledger: Kept, asked: Asking, format: Literal["csv", "parquet"]) -> Response:
    folder = tempfile.TemporaryDirectory()
    out = Path(folder.name) / f"statements.{format}"
    try:
        ledger.export(format, out, asked.filters)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        out, media_type=TABLES[format], filename=out.name, background=BackgroundTask(folder.cleanup)
    )


@router.get(
    "/statements.csv",
    dependencies=[Reads],
    response_class=Response,
    responses={200: {"content": {"text/csv": {"example": "id,said_from,said_to,…"}}}},
)
def table_csv(ledger: Kept, asked: Asking) -> Response:
    """All statements that fit, as CSV (RFC 4180)."""
    return _table(ledger, asked, "csv")


@router.get(
    "/statements.parquet",
    dependencies=[Reads],
    response_class=Response,
    responses={200: {"content": {TABLES["parquet"]: {"schema": {"type": "string", "format": "binary"}}}}},
)
def table_parquet(ledger: Kept, asked: Asking) -> Response:
    """All statements that fit, as Parquet."""
    return _table(ledger, asked, "parquet")


@router.get("/counts", response_model=Counts, responses=shown(examples.COUNTS))
def counts(ledger: Kept, asked: Asking) -> Response:
    """Count the statements that fit: by speaker, outlet and month."""
    return json(ledger.counts(asked.filters), Counts)


@router.get("/statements/{identity}", response_model=Context, responses=shown(examples.CONTEXT))
def statement(ledger: Kept, identity: str) -> Response:
    """Show a statement in its article, with its corrections."""
    with or_not_found():
        return json(ledger.show(identity), Context)


@router.get(
    "/statements/{identity}/cite",
    response_class=Response,
    responses={
        200: {
            "content": {
                "text/plain": {"example": "Ilse Marrow (18 Nov 2031): “We measure first,” In: …"},
                "application/x-bibtex": {"example": "@misc{onrecord-951de5c30f3bb3f1, …}"},
                "application/ld+json": {"example": {"@type": "Quotation"}},
            }
        }
    },
)
def cite(
    request: Request,
    ledger: Kept,
    identity: str,
    style: Annotated[Literal["txt", "bib", "jsonld"], Query(description="plain, BibTeX, or JSON-LD")] = "txt",
) -> Response:
    """Cite a statement."""
    with or_not_found():
        context = ledger.show(identity)
    address = permanent(request, context)
    if style == "jsonld":
        return Response(json_ld(context, address), media_type=CITED[style])
    made = bibtex if style == "bib" else plain
    return Response(made(context.entry, address), media_type=CITED[style])
