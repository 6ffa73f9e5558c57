"""Answers that a client has already are not sent again (ETag and If-None-Match, RFC 9110)."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Conditional:
    """ASGI middleware: answers HEAD as GET, every whole answer with an entity tag made from its content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        scope = {**scope, "method": "GET"}  # the server leaves the content out of an answer to HEAD
        known = Headers(scope=scope).get("if-none-match", "")
        held: Message | None = None

        async def tagged(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                whole = message["status"] == 200 and "content-length" in Headers(scope=message)
                if whole:
                    held = message
                else:
                    await send(message)
                return
            if held is None:
                await send(message)
                return
            start, held = held, None
            if message.get("more_body"):
                await send(start)
                await send(message)
                return
            headers = MutableHeaders(scope=start)
            tag = headers.setdefault(
                "ETag", f'W/"{hashlib.sha256(message.get("body", b"")).hexdigest()[:32]}"'
            )
            if tag in known or known.strip() == "*":
                del headers["content-length"]
                start["status"] = 304
                message = {"type": "http.response.body", "body": b""}
            await send(start)
            await send(message)

        await self.app(scope, receive, tagged)
