"""Adding from the browser: an address, a text or a file; and watching it being read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from onrecord.web.problem import Problem
from onrecord.web.reading import Addition, Brought, Busy
from onrecord.web.requests import Reads
from onrecord.web.templating import page, render

router = APIRouter(include_in_schema=False)

LOOKED = 0.2
"""Seconds between two looks at what has come of an addition."""
PATIENCE = 600.0
"""Seconds for which a page is kept open to watch; the addition goes on without."""


@router.get("/add")
def form(request: Request) -> HTMLResponse:
    """Where an address, a text or a file is put in."""
    return page(request, "add.html", limit=request.app.state.settings.page_limit)


@router.post("/add", dependencies=[Reads])
def add(
    request: Request,
    url: Annotated[str, Form(max_length=4000)] = "",
    text: Annotated[str, Form()] = "",
    file: UploadFile | None = None,
) -> Response:
    """Begins to add, and leads to where that can be watched."""
    brought = _brought(url.strip(), text, file)
    try:
        addition = request.app.state.desk.add(brought)
    except Busy:
        raise Problem(
            503, "too much is waiting to be read; try again in a minute", {"Retry-After": "60"}
        ) from None
    return RedirectResponse(f"/add/{addition.id}", 303)


@router.get("/add/{identity}")
def watch(request: Request, identity: str) -> Response:
    """What becomes of an addition, line by line as it comes: the page is sent while pages are read."""
    addition = request.app.state.desk.addition(identity)
    if addition is None:
        raise Problem(404, "this addition is not remembered any more; search for what was said on the page")
    head, foot = bytes(page(request, "added.html", addition=addition).body).decode().split("<!-- lines -->")
    # uncompressed: compression would hold lines back until there are many
    whole = {"Content-Encoding": "identity"}
    return StreamingResponse(_lines(head, addition, foot), media_type="text/html", headers=whole)


async def _lines(head: str, addition: Addition, foot: str) -> AsyncIterator[str]:
    yield head
    told, waited = 0, 0.0
    while True:
        ended = addition.ended
        for line in addition.lines[told:]:
            yield render("added_line.html", line=line)
            told += 1
        if ended or waited > PATIENCE:
            break
        await asyncio.sleep(LOOKED)
        waited += LOOKED
    yield render("added_outcome.html", addition=addition)
    yield foot


def _brought(url: str, text: str, file: UploadFile | None) -> Brought:
    if file is not None and file.filename:
        return Brought(url or None, file.file.read(), file.filename, file.content_type)
    if text.strip():
        return Brought(url or None, text.encode(errors="replace"), "pasted text", "text/plain", "article")
    if url:
        return Brought(url)
    raise Problem(400, "there is nothing to add: give an address, a text or a file")
