"""How the API answers: values as JSON, and what its description says of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Security
from fastapi.security import HTTPBearer
from pydantic import TypeAdapter
from starlette.responses import Response

from onrecord.web import problem

PREFIX = "/api/v1"
_PROBLEM = {"content": {problem.MEDIA_TYPE: {"schema": problem.SCHEMA}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"description": "What was asked makes no sense", **_PROBLEM},
    401: {"description": "A token is needed", **_PROBLEM},
    403: {"description": "Another site asked for this", **_PROBLEM},
    404: {"description": "There is no such thing", **_PROBLEM},
    413: {"description": "The body is too large", **_PROBLEM},
    421: {"description": "The server does not go by that name", **_PROBLEM},
    422: {"description": "A value is not as it should be, or the page cannot be read", **_PROBLEM},
    429: {"description": "Too many pages at once", **_PROBLEM},
    503: {"description": "The ledger is busy", **_PROBLEM},
}
WRITES = [
    Security(HTTPBearer(auto_error=False, description="The token that `onrecord serve` was started with"))
]


def routes(tag: str) -> APIRouter:
    """A group of the API's routes."""
    return APIRouter(prefix=PREFIX, tags=[tag], responses=PROBLEMS)


def shown(example: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The description of a good answer, by an example."""
    value = json_of(example, type(example)) if not isinstance(example, list | dict) else example
    return {status: {"content": {"application/json": {"example": value}}}}


def json(value: Any, kind: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """`value`, which is a `kind`, as JSON."""
    body = _adapter(kind).dump_json(value, by_alias=True)
    return Response(body, status, headers, "application/json")


def json_of(value: Any, kind: Any) -> Any:
    """The same as plain Python."""
    return _adapter(kind).dump_python(value, mode="json", by_alias=True)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
