"""Connections that go only where they may, and end in time."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore2

from onrecord.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
"""IPv6 networks whose last 32 bits are the IPv4 address that is reached (RFC 6052, RFC 4291)."""

deadline: ContextVar[float] = ContextVar("deadline")
"""When, by `time.monotonic()`, all of a fetch must be over."""


class Backend(httpcore2.SyncBackend):
    """Resolves a name itself and connects to an address it has checked.

    A name that is looked up once to be checked and again to connect could change its answer in between (DNS
    rebinding): here there is one look-up. TLS and the Host header go on with the name.
    """

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        error: Exception = FetchError(f"there is no host called {host}, or no network to ask for it")
        for address in self._addresses(host, port):
            try:
                stream = super().connect_tcp(
                    address, port, _until_deadline(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                error = failed
            else:
                return TimedStream(stream)
        raise error

    def _addresses(self, host: str, port: int) -> list[str]:
        """Where `host` is. Raises `FetchError` when any of it is not on the public internet."""
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return []
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        for address in addresses:
            if not (self._allow_private or is_public(address)):
                place = host if host == address else f"{host} is {address}, which"
                raise FetchError(
                    f"{place} is not on the public internet; pages on one's own network are not fetched unless allowed"
                )
        return addresses


class TimedStream(httpcore2.NetworkStream):
    """A connection none of whose steps may pass the fetch's deadline."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _until_deadline(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _until_deadline(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, _until_deadline(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, multicast, reserved."""
    ip: IPAddress = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inside is None and any(ip in network for network in EMBEDDING):
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside:
            ip = inside
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _until_deadline(timeout: float | None) -> float | None:
    """`timeout`, shortened to the time that is left. Raises `httpcore2.ReadTimeout` when none is."""
    end = deadline.get(None)
    if end is None:
        return timeout
    left = end - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout
    return left if timeout is None else min(timeout, left)
