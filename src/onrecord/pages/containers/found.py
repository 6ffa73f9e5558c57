"""What comes out of a file: pages, members that give none, links to pages elsewhere, and what was passed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.pages.raw import RawPage

DEFAULT_LIMIT = 20_000_000
"""Bytes of one page, decompressed, that are read before it is refused."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A member of a file, or the rest of it, that gives no page."""

    name: str
    path: str | None
    offset: int | None
    """Bytes into the file, where that is known."""
    reason: str
    """One sentence, without the name."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A page that a feed or a list names without holding it."""

    url: str
    title: str | None = None
    published: str | None = None
    """ISO date or date-time."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """The records of a crawl that hold no page, when all of it was read."""

    name: str
    path: str | None
    reasons: tuple[tuple[str, int], ...]
    """What they hold instead, with how many, the most frequent first."""


Found = RawPage | Damaged | Linked | Skipped


@dataclass(frozen=True, slots=True)
class Source:
    """Where a container's bytes come from: what every page of it says about its origin."""

    name: str
    path: str | None = None
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    retrieved: str | None = None
    limit: int = DEFAULT_LIMIT

    def page(self, data: bytes, **told: Any) -> RawPage:
        """The file's only page: what was told about the file holds for it, unless the file itself says otherwise."""
        about = {
            "name": self.name,
            "url": self.url,
            "media_type": self.media_type,
            "charset": self.charset,
            "retrieved": self.retrieved,
        }
        known = {field: value for field, value in told.items() if value is not None}
        return RawPage(data=data, path=self.path, **(about | known))

    def member(self, number: int, data: bytes, **told: Any) -> RawPage:
        """The page that is member `number`, from 1. Of what was told about the file, only the time holds for it."""
        about = {"name": f"{self.name}-{number}", "retrieved": self.retrieved}
        return RawPage(data=data, path=self.path, **(about | told))

    def damaged(
        self, reason: str, offset: int | None, number: int | None = None, url: str | None = None
    ) -> Damaged:
        """The row for member `number`, or for the file, that gives no page."""
        name = self.name if number is None else f"{self.name}-{number}"
        return Damaged(name, self.path, offset, reason, url or (self.url if number is None else None))

    @property
    def too_large(self) -> str:
        """The reason given for a page over the limit."""
        return f"it is larger than {size(self.limit)}; --max-size allows more"


def size(count: int) -> str:
    """`count` bytes as people write them: "20 MB"."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}"
    return f"{count} bytes"
