"""A page as it was found, before anybody looked inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

PageForm = Literal["auto", "page", "article"]
"""What the bytes are: a page with its furniture, an article as it is, or to be found out."""

TOLD = ("charset", "published", "title", "byline", "outlet", "form")


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes of one page and what its container says about them."""

    data: bytes
    """Decompressed, out of its container."""
    name: str
    """The file's name without its endings ("abc.html.gz" is "abc"); a member of a container adds "-N", N from 1."""
    path: str | None = None
    """The file it lay in, as the user named it; None for a URL or standard input."""
    url: str | None = None
    media_type: str | None = None
    """As declared by header or container; None is told from the bytes."""
    charset: str | None = None
    """As declared by the transport."""
    retrieved: str | None = None
    """ISO date-time, when known (WARC-Date, time of fetching)."""
    published: str | None = None
    """A date the container gives (feed entry, JSON Lines field), ISO: used when the page has none of its own."""
    title: str | None = None
    """A title the container gives, used likewise."""
    byline: tuple[str, ...] = ()
    """Authors the container names, used likewise."""
    outlet: str | None = None
    """The outlet the container names, used likewise."""
    form: PageForm = "auto"
    """"article" where the container holds an article's text and no page (JSON Lines)."""
    offset: int | None = None
    """Bytes into the containing file, when the page is a member of one."""
    length: int | None = None
    """Bytes it takes there."""

    def told(self) -> dict[str, Any]:
        """What its container said of it, to be kept beside its bytes and to read it again by."""
        return {field: value for field in TOLD if (value := getattr(self, field)) and value != "auto"}
