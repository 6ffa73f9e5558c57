"""What whoever starts the server decides."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.pages import DEFAULT_LIMIT

if TYPE_CHECKING:
    from onrecord.reader import ModelName

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Who may do what, and how much of it."""

    hosts: frozenset[str] = LOOPBACK
    """The names and addresses under which the server may be asked; any other Host header is refused."""
    token: str | None = None
    """What is to be shown before anything is changed; None lets everybody who reaches the server."""
    read_with_token: bool = False
    """Whether the token is needed to look, too."""
    who: str = "somebody"
    """The name decisions are kept under where the browser gave none."""
    allow_private: bool = False
    """Whether to fetch pages from addresses that are not on the public internet."""
    page_limit: int = DEFAULT_LIMIT
    """Bytes of one upload, and of one page fetched."""
    model: ModelName = "standard"
    encoder: Path | None = None
    """Which model reads what is brought, as for `onrecord.read`."""
    upload_seconds: float = 30.0
    """In which a request's body must be there."""
    read_seconds: float = 60.0
    """After which a page is given up."""
    reads_a_minute: int = 30
    """Pages that one address may have read, in a minute."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens at `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
