"""What a way of cleaning a page finds on it, before the article is assembled."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import DateEvidence, Furniture


@dataclass(frozen=True, slots=True)
class Draft:
    """One page taken apart. Nothing of the page's words is in neither `paragraphs` nor `furniture` nor the fields."""

    paragraphs: tuple[str, ...]
    """The article's body in order, each on one line; empty where the page holds no article."""
    furniture: tuple[Furniture, ...]
    title: str | None = None
    standfirst: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    dates: tuple[DateEvidence, ...] = ()
    """All that says when it came out, agreeing or not (`dates.publication` weighs it)."""
