"""Fetching one page: what is asked, what is accepted, and what goes wrong in words a person can act on."""

from __future__ import annotations

import logging
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import hishel
import hishel.httpx2
import httpcore2
import httpx2
from protego import Protego

from onrecord.errors import FetchError
from onrecord.fetching.connection import deadline
from onrecord.fetching.transport import PoliteTransport
from onrecord.pages.containers.encodings import OversizeError, decoded
from onrecord.pages.containers.found import DEFAULT_LIMIT, Found, size
from onrecord.pages.opening import name_of, pages_from
from onrecord.pages.raw import RawPage
from onrecord.version import __version__

USER_AGENT = f"onrecord/{__version__} (reads news pages)"
ROBOT = "onrecord"
"""The name by which a robots.txt can address this program."""
ACCEPTED = (
    "text/html, application/xhtml+xml, text/plain, application/xml;q=0.9, application/pdf;q=0.9, */*;q=0.5"
)
NO_PAGES = re.compile(r"(?:image|video|audio|font)/|application/(?:zip|x-tar|vnd\.)")
REDIRECTS = 10
ROBOTS_LIMIT = 500_000
"""Bytes of a robots.txt that are read (RFC 9309 asks for at least these)."""
ROBOTS_SECONDS = 24 * 3600
"""For how long it is taken to hold (RFC 9309 as well)."""
CACHE_LIMIT = 500_000_000

logging.getLogger("hishel").addHandler(logging.NullHandler())
"""A cache that cannot be read or written is done without; tracebacks about it are only for who asks for them."""

NETWORK_ERRORS = (
    httpx2.HTTPError,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.TimeoutException,
    httpcore2.UnsupportedProtocol,
)
ANSWERS = {
    401: "it asks for a password (401)",
    402: "it asks for payment (402)",
    403: "the site refuses it (403), as some do to programs; save the page from a browser and read the file",
    404: "there is no such page (404)",
    410: "the page is gone (410)",
    451: "it is withheld for legal reasons (451)",
}


class Fetcher:
    """Fetches pages over HTTP and HTTPS. A context manager; for one thread.

    `allow_private`: also from addresses that are not on the public internet. `cache`: a folder that keeps what was
    fetched, as HTTP's rules allow (RFC 9111). `limit`: bytes of a page. `seconds`: for a whole fetch, redirects
    and all. `delay`: seconds between two requests to one host.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        cache: Path | None = None,
        limit: int = DEFAULT_LIMIT,
        seconds: float = 30.0,
        delay: float = 1.0,
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._robots: dict[str, tuple[float, Protego]] = {}
        self._polite = PoliteTransport(allow_private=allow_private, delay=delay)
        transport: httpx2.BaseTransport = self._polite
        if cache is not None:
            storage = hishel.SqliteStorage(
                database_path=cache / "pages.db", max_size=CACHE_LIMIT, max_stream_size=limit
            )
            transport = hishel.httpx2.CacheTransport(transport, storage, hishel.CacheOptions(shared=False))
        self._client = httpx2.Client(
            transport=transport,
            trust_env=False,  # a proxy from the environment would go around the checks of addresses
            timeout=seconds,
            headers={"User-Agent": USER_AGENT, "Accept": ACCEPTED, "Accept-Encoding": "gzip, deflate, br"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes connections and the cache."""
        self._client.close()

    def pages(self, url: str, *, named: bool = True, fresh: bool = False) -> Iterator[Found]:
        """What lies at a URL: a page, or the pages of a feed, a PDF and so on. Arguments and errors are `fetch`'s."""
        raw = self.fetch(url, named=named, fresh=fresh)
        yield from pages_from(
            raw.data,
            raw.name,
            url=raw.url,
            media_type=raw.media_type,
            charset=raw.charset,
            retrieved=raw.retrieved,
            limit=self._limit,
        )

    def fetch(self, url: str, *, named: bool = False, fresh: bool = False) -> RawPage:
        """The page at a URL, after redirects; its `url` is where it was found in the end.

        `named`: a person named this page. Any other is fetched only where the site's robots.txt allows it.
        `fresh`: the site is asked even if the cache may still answer.

        Raises `FetchError` when there is no page to be had: no such host or page, a refusal, a time-out, too large,
        an address that is not on the public internet.
        """
        deadline.set(time.monotonic() + self._seconds)
        try:
            return self._follow(_address(url), named, fresh)
        except httpx2.InvalidURL as error:
            raise FetchError(f"it is not an address that can be fetched: {str(error).lower()}") from error
        except NETWORK_ERRORS as error:
            raise FetchError(self._reason(error)) from error

    def _follow(self, address: httpx2.URL, named: bool, fresh: bool) -> RawPage:
        for _ in range(REDIRECTS + 1):
            if not named:
                self._ask_robots(address)
            with closing(self._get(address, fresh)) as response:
                target = _redirect(response)
                if target is None:
                    return self._page(response)
            address = target
        raise FetchError(f"it redirects more than {REDIRECTS} times")

    def _get(self, address: httpx2.URL, fresh: bool = False) -> httpx2.Response:
        """The response, its body not yet read; to be closed."""
        if address.scheme not in ("http", "https") or not address.host:
            raise FetchError(f"{address} is not a web address; only http and https are fetched")
        headers = {"Cache-Control": "no-cache"} if fresh else None
        return self._client.send(self._client.build_request("GET", address, headers=headers), stream=True)

    def _page(self, response: httpx2.Response) -> RawPage:
        if not response.is_success:
            raise _refusal(response)
        declared = response.headers.get("content-type", "")
        media_type = declared.partition(";")[0].strip().lower() or None
        if media_type and NO_PAGES.match(media_type):
            raise FetchError(f"there is no page but a file of type {media_type}")
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared, re.I)
        url = response.request.url.copy_with(username=None, password=None, fragment=None)
        return RawPage(
            data=self._body(response, self._limit),
            name=_name(url),
            url=str(url),
            media_type=media_type,
            charset=charset[1] if charset else None,
            retrieved=_retrieved(response),
        )

    def _body(self, response: httpx2.Response, limit: int) -> bytes:
        """The decoded content. Raises `FetchError` past `limit` bytes, before decoding or after."""
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > limit:
                raise FetchError(f"it is larger than {size(limit)}; --max-size allows more")
        try:
            return decoded(bytes(body), response.headers.get("content-encoding", ""), limit)
        except OversizeError:
            raise FetchError(f"it is larger than {size(limit)}; --max-size allows more") from None
        except ValueError as error:
            raise FetchError(str(error)) from error

    def _ask_robots(self, address: httpx2.URL) -> None:
        """Raises `FetchError` where the site asks programs to stay away (RFC 9309)."""
        origin = address.copy_with(username=None, password=None, raw_path=b"/robots.txt", fragment=None)
        read, rules = self._robots.get(str(origin), (0.0, None))
        if rules is None or time.monotonic() - read > ROBOTS_SECONDS:
            rules = Protego.parse(self._robots_text(origin))
            self._robots[str(origin)] = (time.monotonic(), rules)
            self._polite.slow_down(address.host, rules.crawl_delay(ROBOT) or 0)
        if not rules.can_fetch(str(address), ROBOT):
            raise FetchError(
                "the site's robots.txt asks programs not to read it; name the page itself to fetch it"
            )

    def _robots_text(self, address: httpx2.URL) -> str:
        """The rules; empty where there are none. A server in trouble may mean to forbid all: that is an error."""
        try:
            for _ in range(REDIRECTS + 1):
                with closing(self._get(address)) as response:
                    target = _redirect(response)
                    if target is None:
                        if response.is_success:
                            return self._body(response, ROBOTS_LIMIT).decode("utf-8", "replace")
                        if response.is_client_error and response.status_code != 429:
                            return ""
                        raise _refusal(response)
                address = target
        except FetchError as error:
            raise FetchError(f"its robots.txt cannot be read: {error}", error.retry_after) from error
        return ""

    def _reason(self, error: Exception) -> str:
        root: BaseException = error
        while root.__cause__ or root.__context__:
            root = root.__cause__ or root.__context__ or root
        if isinstance(root, ssl.SSLCertVerificationError):
            return f"the site's certificate is not to be trusted: {root.verify_message}"
        if isinstance(error, httpx2.TimeoutException | httpcore2.TimeoutException):
            return f"the site did not deliver it within {self._seconds:g} seconds"
        if isinstance(error, httpcore2.ConnectError):
            return f"the site cannot be reached: {(getattr(root, 'strerror', None) or str(root)).lower()}"
        return f"the site's answer broke off or is not HTTP ({str(error).lower() or type(error).__name__})"


def _address(url: str) -> httpx2.URL:
    url = url.strip()
    if not re.match(r"[a-z][a-z0-9+.-]*://", url, re.I):
        raise FetchError("it is not a web address; one begins with https://")
    return httpx2.URL(url)


def _redirect(response: httpx2.Response) -> httpx2.URL | None:
    """Where a response sends the reader on to."""
    if response.is_redirect and response.headers.get("location"):
        return response.request.url.join(response.headers["location"])
    return None


def _refusal(response: httpx2.Response) -> FetchError:
    code = response.status_code
    if code in (429, 503):
        after = _retry_after(response.headers.get("retry-after", ""))
        when = f"in {after:.0f} seconds" if after else "later"
        return FetchError(f"the site asks to be left alone for a while ({code}); try again {when}", after)
    if code >= 500:
        return FetchError(f"the site has trouble ({code}); try again later")
    return FetchError(ANSWERS.get(code, f"the site answers {code} {response.reason_phrase}".rstrip()))


def _retry_after(words: str) -> float | None:
    """Seconds, of a number of them or a date (RFC 9110, 10.2.3); None of anything else."""
    if words.isdecimal() and len(words) < 10:
        return float(words)
    with suppress(ValueError):
        return max(0.0, (parsedate_to_datetime(words).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    return None


def _retrieved(response: httpx2.Response) -> str:
    """When the bytes left the site: now, or for an answer from the cache, when it was given."""
    moment = datetime.now(UTC)
    status = response.extensions.get("caching")
    if status and status["from_cache"] and not status["revalidated"]:
        with suppress(ValueError):
            moment = min(moment, parsedate_to_datetime(response.headers.get("date", "")).astimezone(UTC))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _name(url: httpx2.URL) -> str:
    """A name for the page, fit for a file: the last part of its path, or the host."""
    parts = [part for part in url.path.split("/") if part]
    name = re.sub(r"[^\w.-]+", "-", name_of(parts[-1]))[:100].strip(".-") if parts else ""
    return name or url.host
