"""Statements as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from feedgen.feed import FeedGenerator

from onrecord.ledger import Entry
from onrecord.web.citing import words_of
from onrecord.web.templating import who
from onrecord.wording import days, shorten

MEDIA_TYPE = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(title: str, address: str, page: str, entries: Sequence[Entry]) -> bytes:
    """The feed that lies at `address`, of what is seen at `page`: the newest of `entries` first."""
    feed = FeedGenerator()
    feed.id(address)
    feed.title(_text(title))
    feed.link(href=address, rel="self", type=MEDIA_TYPE)
    feed.link(href=page, rel="alternate", type="text/html")
    feed.generator("onrecord")
    newest = max((entry.added for entry in entries), default=None)
    feed.updated(datetime.fromisoformat(newest) if newest else datetime.fromtimestamp(0, UTC))
    root = page.split("/", 3)
    for entry in entries:
        item = feed.add_entry(order="append")
        item.id(f"urn:onrecord:{entry.statement.id}")
        name = who(entry) or "Speaker not given"
        item.title(_text(f"{name}: {shorten(words_of(entry), 120)}"))
        item.author(name=_text(name))
        item.updated(datetime.fromisoformat(entry.added))
        item.link(href=f"{'/'.join(root[:3])}/statements/{entry.statement.id}")
        where = [days(entry.statement.said), entry.outlet, entry.title]
        item.summary(_text(words_of(entry)))
        item.content(_text(f"{words_of(entry)}\n\n{' · '.join(part for part in where if part)}"), type="text")
        if entry.published:
            item.published(_moment(entry.published, entry.added))
    written: bytes = feed.atom_str(pretty=True)
    return written


def _text(words: str) -> str:
    """`words` without the characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)


def _moment(published: str, otherwise: str) -> datetime:
    try:
        return datetime.fromisoformat(published).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromisoformat(otherwise)
