"""What went wrong, told to people as a page and to programs as problem details (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from onrecord.errors import FetchError, LedgerError, OnrecordError, PageError
from onrecord.web.templating import page

MEDIA_TYPE = "application/problem+json"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "about:blank: the status says what kind it is"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "one sentence, with what to do about it"},
        "instance": {"type": "string", "description": "the path that was asked for"},
    },
}

_log = logging.getLogger("onrecord.web")


class Problem(Exception):
    """Ends a request. `detail` is one sentence that a user can act on."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


@contextmanager
def or_not_found() -> Iterator[None]:
    """Where the ledger has nothing under the name that was asked for, there is no such page."""
    try:
        yield
    except LedgerError as error:
        raise Problem(404, str(error)) from error


def answer(request: Request, problem: Problem) -> Response:
    """The problem, in the form that was asked for."""
    title = HTTPStatus(problem.status).phrase
    if request.url.path.startswith("/api/"):
        body = {
            "type": "about:blank",
            "title": title,
            "status": problem.status,
            "detail": problem.detail,
            "instance": request.url.path,
        }
        return JSONResponse(body, problem.status, problem.headers, MEDIA_TYPE)
    response = page(request, "error.html", status=problem.status, title=title, detail=problem.detail)
    response.status_code = problem.status
    response.headers.update(problem.headers or {})
    return response


def install(app: FastAPI) -> None:
    """Turns whatever ends a request of `app` into an answer."""

    def problem(request: Request, error: Any) -> Response:
        return answer(request, error)

    def http(request: Request, error: Any) -> Response:
        detail = "there is no such page here" if error.status_code == 404 else str(error.detail).lower()
        return answer(request, Problem(error.status_code, detail, error.headers))

    def invalid(request: Request, error: Any) -> Response:
        told = [f"{_place(part['loc'])}: {part['msg'].lower()}" for part in error.errors()]
        return answer(request, Problem(422, "; ".join(told)))

    def ours(request: Request, error: Any) -> Response:
        status = 422 if isinstance(error, PageError | FetchError) else 503
        return answer(request, Problem(400 if isinstance(error, LedgerError) else status, str(error)))

    def bug(request: Request, error: Any) -> Response:
        _log.error("%s %s", request.method, request.url.path, exc_info=error)
        return answer(request, Problem(500, "this is a bug in onrecord; the server's log has more"))

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(OnrecordError, ours)
    app.add_exception_handler(Exception, bug)


def _place(location: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in location[1:]) or str(location[0])
