"""What lies under the cache: polite requests over guarded connections."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpcore2
import httpx2

from onrecord.fetching.connection import Backend, deadline

LONGEST_DELAY = 30.0
"""Seconds between two requests that a site may ask for; one that asks for more gets this."""


class PoliteTransport(httpx2.BaseTransport):
    """Sends requests one at a time, each host's at least `delay` seconds apart."""

    def __init__(self, *, allow_private: bool, delay: float) -> None:
        self._delay = delay
        self._delays: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(), network_backend=Backend(allow_private)
        )

    def slow_down(self, host: str, delay: float) -> None:
        """Takes the delay that `host` asks for, where it is longer."""
        self._delays[host] = min(max(delay, self._delay), LONGEST_DELAY)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._wait(request.url.host)
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()

    def _wait(self, host: str) -> None:
        """Waiting is no fault of the page: it does not count against its time."""
        due = self._last.get(host, float("-inf")) + self._delays.get(host, self._delay)
        pause = due - time.monotonic()
        if pause > 0:
            time.sleep(pause)
            deadline.set(deadline.get() + pause)
        self._last[host] = time.monotonic()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
