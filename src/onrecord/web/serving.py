"""A server for the application, until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from onrecord.errors import OnrecordError
from onrecord.ledger import Ledger
from onrecord.web.app import create_app
from onrecord.web.settings import Settings

CLOSING = 3
"""Seconds that requests have to end when the server closes."""


def run(
    ledger: Ledger,
    settings: Settings,
    *,
    host: str,
    port: int,
    ready: Callable[[str], Any] = lambda address: None,
) -> None:
    """Serves `ledger` at `host` and `port` (0: any that is free) until Ctrl-C; `ready` is told the address.

    Raises OnrecordError when it cannot listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host.strip("[]"), port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OnrecordError(
                f"cannot listen at {host}, port {port} ({reason}); --port chooses another"
            ) from None
        shown = f"[{host.strip('[]')}]" if family == socket.AF_INET6 else host
        config = uvicorn.Config(
            create_app(ledger, settings),
            log_level="critical",
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=CLOSING,
            timeout_keep_alive=20,
            limit_concurrency=200,
            proxy_headers=False,
        )
        listening.listen(128)
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listening])
