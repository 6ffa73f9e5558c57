"""Atom and RSS: entries that hold their article in full are pages, the others are links to one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from onrecord.pages.containers.found import Found, Linked, Source
from onrecord.pages.containers.markup import as_page, words_of
from onrecord.pages.containers.moments import iso
from onrecord.pages.containers.stream import Stream

ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.I)
FEED_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>", re.I)
TEASER_END = re.compile(r"(?:\[?(?:\.\.\.|…)\]?|\b(?:read|continue|full|more)\b.{0,40})\s*$", re.I)
UNPARSED = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)
MOST_TAGS = 200_000
"""Tags of a feed itself, not of the articles it quotes: parsing takes up to 20 microseconds for each."""
DAMAGE = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
"""What feedparser raises over malformed declarations and elements."""
MOST_ATTRIBUTES = 200
"""Of one tag: feedparser's time grows with the square of their number."""
CROWDED = re.compile(
    rb"<[^\s<>]++(?:\s++[^\s=<>]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){%d}" % (MOST_ATTRIBUTES + 1)
)
SHORTEST = 400
"""Characters of text under which an entry that links to a page is a teaser of it."""


def pages(stream: Stream, source: Source) -> Iterator[Found]:
    """The entries, numbered from 1: `RawPage` for a full text, `Linked` for one that is elsewhere."""
    data = stream.take(source.limit + 1)
    if len(data) > source.limit:
        yield source.damaged(source.too_large, 0)
        return
    markup = UNPARSED.sub(b"", data)
    if markup.count(b"<") > MOST_TAGS or CROWDED.search(markup):
        yield source.damaged("it has more tags, or more attributes in one, than any feed needs", 0)
        return
    import feedparser  # slow to load, and most pages are no feeds

    try:
        feed = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml", "content-location": source.url or ""},
            resolve_relative_uris=False,
            sanitize_html=False,  # nobody is shown this HTML, and cleaning deeply nested elements takes hours
        )
    except DAMAGE:
        yield source.damaged("it is damaged as a feed", 0)
        return
    offsets: list[int | None] = [] if stream.compressed else [match.start() for match in ENTRY.finditer(data)]
    entries = feed.entries
    if len(offsets) != len(entries):
        offsets = [None] * len(entries)
    whole = stream.damage is None and FEED_END.search(data[-1024:]) is not None
    complete = len(entries) if whole else min(len(entries), len(ENTRY_END.findall(data)))
    for number, (entry, offset) in enumerate(zip(entries[:complete], offsets, strict=False), 1):
        yield _entry(entry, feed.feed, source, number, offset)
    if not whole:
        yield source.damaged(stream.damage or "the feed breaks off before its end", None, complete + 1)
    elif not entries:
        yield source.damaged("it is a feed without entries", None)


def _entry(entry: Any, feed: Any, source: Source, number: int, offset: int | None) -> Found:
    url = _address(entry.get("link"), source.url or feed.get("link"))
    title = words_of(entry.get("title")) or None
    published = iso(entry.get("published")) or iso(dict.get(entry, "updated"))
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    content = max(contents, key=len, default="")
    if url and _is_teaser(content):
        return Linked(url, title, published)
    content = content or entry.get("summary") or ""
    if not words_of(content):
        return source.damaged("the entry holds neither a text nor a link", offset, number, url)
    return source.member(
        number,
        as_page(content),
        url=url,
        media_type="text/html",
        charset="utf-8",
        published=published,
        title=title,
        byline=tuple(author["name"] for author in entry.get("authors") or () if author.get("name")),
        outlet=words_of(feed.get("title")) or None,
        offset=offset,
    )


def _address(link: str | None, base: str | None) -> str | None:
    try:
        url = urljoin(base or "", link) if link else ""
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def _is_teaser(content: str) -> bool:
    text = words_of(content)
    return len(text) < SHORTEST or bool(TEASER_END.search(text[-80:]) and len(text) < 3 * SHORTEST)
