"""Who is deciding, and the token that lets them."""

from __future__ import annotations

import hmac
import re
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.web.guard import COOKIE
from onrecord.web.guard import session as session_of
from onrecord.web.problem import Problem
from onrecord.web.requests import WHO_COOKIE
from onrecord.web.templating import page

router = APIRouter(include_in_schema=False)

MONTH = 30 * 24 * 3600
Then = Annotated[str, Query(max_length=4000)]


@router.get("/session")
def session(request: Request, then: Then = "/") -> HTMLResponse:
    """Where a name and the token are given."""
    name = unquote(request.cookies.get(WHO_COOKIE, ""))
    return page(request, "session.html", name=name, who=request.app.state.settings.who, then=_inside(then))


@router.post("/session")
def begin(
    request: Request,
    name: Annotated[str, Form(max_length=100)] = "",
    token: Annotated[str, Form(max_length=500)] = "",
    then: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Keeps them in the browser."""
    response = RedirectResponse(_inside(then), 303)
    secure = request.url.scheme == "https"
    known = request.app.state.settings.token
    if token:
        if known is None or not hmac.compare_digest(token.strip().encode(), known.encode()):
            raise Problem(403, "that is not the token; whoever started the server has it")
        response.set_cookie(
            COOKIE, session_of(known), max_age=MONTH, httponly=True, samesite="strict", secure=secure
        )
    response.set_cookie(
        WHO_COOKIE, quote(name.strip()), max_age=MONTH, httponly=True, samesite="strict", secure=secure
    )
    return response


def _inside(then: str) -> str:
    """`then` where it leads to a page of this server, and "/" else."""
    return then if re.fullmatch(r"/(?![/\\])[^\\\s]*", then) else "/"
