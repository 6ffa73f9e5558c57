"""What stands before every request: who asks, from where, and how much.

Another site must not be able to use the reader's browser against this server (cross-site requests are refused by the
Origin and Sec-Fetch-Site headers, which scripts cannot set), nor reach it under a name of its own (DNS rebinding: the
Host header must be one of the server's names); nothing on a page is run, framed or sent elsewhere (Content-Security-
Policy); and a body has to be small and there in time.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problem import Problem, answer
from onrecord.web.settings import Settings
from onrecord.web.templating import link

SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
COOKIE = "onrecord_session"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OPEN = ("/session", "/static/")
"""What can be seen without a token: where it is given, and what that page is drawn with."""


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        request = Request(scope)
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, guarded)
        else:
            await self.app(scope, _limited(receive, self.settings), guarded)

    def _refusal(self, request: Request) -> Response | None:
        headers, settings = request.headers, self.settings
        if _host(headers) not in settings.hosts:
            return answer(
                request, Problem(421, "this server does not go by that name; serve --host-name adds one")
            )
        changes = request.method not in SAFE_METHODS
        if changes and not same_origin(headers):
            return answer(
                request, Problem(403, "another site asked for this; open the page here and try again")
            )
        if _length(headers) > settings.page_limit:
            return answer(request, Problem(413, f"it is larger than {settings.page_limit:,} bytes"))
        request.state.may_write = knows_token(request, settings)
        is_open = request.url.path.startswith(OPEN)
        if request.state.may_write or is_open or not (changes or settings.read_with_token):
            return None
        if request.url.path.startswith("/api/"):
            told = {"WWW-Authenticate": "Bearer"}
            return answer(request, Problem(401, "a token is needed: Authorization: Bearer …", told))
        back = request.url.path if changes else str(request.url.replace(scheme="", netloc=""))
        return RedirectResponse(link("/session", then=back), 303)


def same_origin(headers: Headers) -> bool:
    """Whether a page of this server, or no page at all, sent a request.

    Browsers tell by Sec-Fetch-Site, older ones by Origin; what sends neither is not a browser, and has no cookies of
    the user's to abuse.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def knows_token(request: Request, settings: Settings) -> bool:
    """Whether the request shows the token, where one is needed: in its header, or by the session's cookie."""
    if settings.token is None:
        return True
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), settings.token.encode()):
        return True
    cookie = request.cookies.get(COOKIE, "")
    return hmac.compare_digest(cookie.encode(), session(settings.token).encode())


def session(token: str) -> str:
    """What a browser keeps in place of the token."""
    return hmac.new(token.encode(), b"onrecord session", hashlib.sha256).hexdigest()


def _length(headers: Headers) -> int:
    """What the body's length is said to be."""
    said = headers.get("content-length", "")
    return int(said) if said.isdecimal() else 0


def _host(headers: Headers) -> str:
    """The name or address in the Host header, without its port."""
    try:
        return (urlsplit(f"//{headers.get('host', '')}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _limited(receive: Receive, settings: Settings) -> Receive:
    """`receive`, ended by HTTPException when the body is too large or too slow."""
    end = time.monotonic() + settings.upload_seconds
    taken, whole = 0, False

    async def limited() -> Message:
        nonlocal taken, whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, end - time.monotonic()))
        except TimeoutError:
            raise HTTPException(
                408, f"the request was not whole after {settings.upload_seconds:g} seconds"
            ) from None
        taken += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if taken > settings.page_limit:
            raise HTTPException(413, f"it is larger than {settings.page_limit:,} bytes")
        return message

    return limited
