"""Reading a page, and adding pages to the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from onrecord.record import Record
from onrecord.web.api import examples
from onrecord.web.api.answers import PREFIX, WRITES, json, routes, shown
from onrecord.web.problem import Problem
from onrecord.web.reading import Addition, Brought, Busy, Desk
from onrecord.web.requests import Reads
from onrecord.workers import Failed

router = routes("reading")

UNTOLD = ("", "application/octet-stream", "application/x-www-form-urlencoded")
"""Types that programs send with any bytes."""
Url = Annotated[str | None, Query(max_length=4000, description="Where the page in the body came from")]
As = Annotated[Literal["auto", "page", "article"], Query(alias="as", description="What the body is")]


class Bringing(BaseModel):
    """A page to fetch, or a text; with both, the text came from there."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str | None, Field(max_length=4000)] = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Adding:
    """How far an addition has come."""

    id: str
    ended: bool
    statements: int
    failed: int
    addresses: tuple[str, ...]
    """Of the pages that are in the ledger now."""
    lines: tuple[str, ...]
    """What became of each page, a sentence each."""


EXAMPLE = Adding(
    id="0d2f3c9ab1e84c55a6c6d7a1c2b3d4e5",
    ended=True,
    statements=17,
    failed=0,
    addresses=("https://courier.example/harbour",),
    lines=("Harbour stays closed: 17 statements",),
)
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "url": {"type": "string", "maxLength": 4000},
                        "text": {"type": "string"},
                    },
                },
                "example": {"url": "https://courier.example/harbour"},
            },
            "text/html": {
                "schema": {"type": "string"},
                "example": "<html><title>Harbour stays closed</title>…",
            },
            "text/plain": {"schema": {"type": "string"}, "example": examples.TEXT},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.post(
    "/read",
    response_model=Record,
    responses=shown(examples.RECORD),
    openapi_extra=BODY,
    dependencies=[*WRITES, Reads],
)
async def read(request: Request, url: Url = None, as_: As = "auto") -> Response:
    """Read the one page in the body, or at an address; nothing is kept."""
    brought = await _brought(request, url, as_)
    desk: Desk = request.app.state.desk

    def outcomes() -> list[Any]:
        return [outcome for outcome, _ in zip(desk.outcomes(brought), range(2), strict=False)]

    found = await run_in_threadpool(outcomes)
    if len(found) != 1:
        raise Problem(
            422, "there is no page in it" if not found else f"it holds several pages: POST {PREFIX}/pages"
        )
    if isinstance(found[0], Failed):
        raise Problem(422, f"{found[0].page}: {found[0].reason}")
    return json(found[0].record, Record)


@router.post(
    "/pages",
    status_code=202,
    response_model=Adding,
    responses=shown(EXAMPLE, 202),
    openapi_extra=BODY,
    dependencies=[*WRITES, Reads],
)
async def add(request: Request, url: Url = None, as_: As = "auto") -> Response:
    """Add the pages in the body, or at an address; Location tells where to see how far it is."""
    brought = await _brought(request, url, as_)
    try:
        addition = request.app.state.desk.add(brought)
    except Busy:
        raise Problem(
            503, "too much is waiting to be read; try again in a minute", {"Retry-After": "60"}
        ) from None
    place = {"Location": f"{PREFIX}/pages/{addition.id}"}
    return json(_adding(addition), Adding, status=202, headers=place)


@router.get("/pages/{identity}", response_model=Adding, responses=shown(EXAMPLE))
def adding(request: Request, identity: str) -> Response:
    """Tell how far an addition has come."""
    addition = request.app.state.desk.addition(identity)
    if addition is None:
        raise Problem(404, "this addition is not remembered; search for what was said on the page")
    return json(_adding(addition), Adding)


async def _brought(request: Request, url: str | None, as_: Literal["auto", "page", "article"]) -> Brought:
    body = await request.body()
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "application/json":
        try:
            asked = Bringing.model_validate_json(body)
        except ValidationError as error:
            raise Problem(422, "; ".join(part["msg"].lower() for part in error.errors())) from None
        if asked.text is not None:
            return Brought(asked.url, asked.text.encode(errors="replace"), "text", "text/plain", "article")
        if asked.url:
            return Brought(asked.url)
        raise Problem(422, "there is nothing to read: give a url or a text")
    if not body:
        raise Problem(422, "there is nothing to read: send a page, or JSON with a url or a text")
    return Brought(url, body, "page", None if media_type in UNTOLD else media_type, as_)


def _adding(addition: Addition) -> Adding:
    return Adding(
        id=addition.id,
        ended=addition.ended,
        statements=addition.statements,
        failed=addition.failed,
        addresses=tuple(addition.addresses),
        lines=tuple(addition.lines),
    )
