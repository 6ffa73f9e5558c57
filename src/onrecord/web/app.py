"""The application: pages and API over one open ledger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from onrecord.ledger import Ledger
from onrecord.positions import Positions
from onrecord.reading import meaning
from onrecord.version import __version__
from onrecord.web import api, pages, problem
from onrecord.web.conditional import Conditional
from onrecord.web.following import Following
from onrecord.web.front import Front
from onrecord.web.guard import Guard
from onrecord.web.reading import Desk, Rate
from onrecord.web.settings import Settings
from onrecord.web.templating import STATIC

THREADS = 4
"""Requests that are answered at the same time; each holds a connection with a cache of 64 MB."""
YEAR = 365 * 24 * 3600


def create_app(ledger: Ledger, settings: Settings | None = None) -> FastAPI:
    """An ASGI application that shows `ledger`, which it does not close."""
    settings = settings or Settings()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        await anyio.to_thread.run_sync(front.warm)
        yield
        app.state.desk.close()
        app.state.following.close()

    app = FastAPI(
        title="onrecord",
        version=__version__,
        summary="Who said what, when, and whether it is new.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # both load scripts from elsewhere; /api shows the routes
        redoc_url=None,
        lifespan=life,
        middleware=[
            Middleware(Guard, settings=settings),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(Conditional),
        ],
    )
    positions = Positions(ledger, meaning=meaning)
    following = Following(positions)
    front = Front(ledger, positions, following)
    app.state.settings = settings
    app.state.ledger = ledger
    app.state.positions = positions
    app.state.following = following
    app.state.front = front
    app.state.desk = Desk(ledger, settings, front.forget)
    app.state.rate = Rate(settings.reads_a_minute)
    problem.install(app)
    for router in (*pages.ROUTERS, *api.ROUTERS):
        app.include_router(router)
    app.mount("/static", _Lasting(directory=STATIC), name="static")
    return app


class _Lasting(StaticFiles):
    """Files whose address changes with their content."""

    def file_response(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response
