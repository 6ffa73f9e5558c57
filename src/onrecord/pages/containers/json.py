"""JSON and JSON Lines: pages and articles that other tools have gathered.

Field names are those of schema.org, CC-NEWS dumps, news-please, newspaper, trafilatura, NewsAPI and JSON Feed,
and those that data sets made with them use. A page's HTML is preferred to the text somebody drew from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.pages.containers.found import Found, Linked, Source
from onrecord.pages.containers.markup import as_page, is_markup, words_of
from onrecord.pages.containers.moments import iso
from onrecord.pages.containers.stream import Stream

Fields = dict[str, Any]

HTML = ("html", "raw_html", "rawhtml", "page_html", "html_content", "content_html")
TEXT = (
    *(
        "maintext",
        "main_text",
        "articlebody",
        "article_body",
        "article_text",
        "full_text",
        "fulltext",
        "plain_text",
    ),
    *("cleaned_text", "content_text", "text", "body", "content", "article", "raw_text"),
)
TITLE = ("title", "headline", "name", "heading")
ADDRESS = (
    *(
        "url",
        "link",
        "canonical_url",
        "canonical_link",
        "requested_url",
        "page_url",
        "article_url",
        "uri",
        "source",
    ),
)
PUBLISHED = (
    *(
        "date_publish",
        "datepublished",
        "date_published",
        "publish_date",
        "published",
        "published_at",
        "publishedat",
    ),
    *("published_date", "publication_date", "pub_date", "pubdate", "date"),
)
RETRIEVED = (
    "date_download",
    "retrieved",
    "retrieved_at",
    "crawl_date",
    "download_date",
    "scraped_at",
    "warc_date",
)
AUTHORS = ("authors", "author", "byline", "creator")
OUTLET = (
    "outlet",
    "publisher",
    "sitename",
    "site_name",
    "source-hostname",
    "source_name",
    "publication",
    "source",
)

AHEAD = 1 << 16
"""Bytes after the first line in which it shows whether the second is an object of its own."""


def pages(stream: Stream, source: Source) -> Iterator[Found]:
    """A page, article or link for each object, and a row for each that is none; numbered from 1.

    One object a line is read as it comes; a single object or array, over any number of lines, as a whole.
    """
    offset = stream.offset
    line = stream.take_line(source.limit + 1)
    while line and not line.strip():
        offset, line = stream.offset, stream.take_line(source.limit + 1)
    if _starts_document(line, stream.peek(AHEAD).lstrip().partition(b"\n")[0], source.limit):
        yield from _document(line + stream.take(source.limit + 1 - len(line)), stream, source, offset)
        return
    number = 0
    while line:
        if line.strip():
            number += 1
            if len(line) > source.limit:
                yield source.damaged(source.too_large, offset, number)
                while line and not line.endswith(b"\n"):
                    line = stream.take_line(source.limit)
            else:
                yield _parsed_line(line, stream, source, number, offset)
        offset, line = stream.offset, stream.take_line(source.limit + 1)
    if stream.damage:
        yield source.damaged(stream.damage, stream.damage_at, number + 1)


def _starts_document(line: bytes, following: bytes, limit: int) -> bool:
    """Whether a first line is all there is, or the beginning of an object or array; otherwise each line is one."""
    text, following = line.strip().removeprefix(b"\xef\xbb\xbf"), following.rstrip()
    if len(line) > limit:
        return False
    if not following or text.startswith(b"["):
        return True
    return not text.endswith(b"}") and not (following.startswith(b"{") and following.endswith(b"}"))


def _parsed_line(line: bytes, stream: Stream, source: Source, number: int, offset: int) -> Found:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return source.damaged("the line is not JSON, or is cut off", offset, number)
    return _found(item, source, number, offset, None if stream.compressed else len(line))


def _document(data: bytes, stream: Stream, source: Source, offset: int) -> Iterator[Found]:
    if len(data) > source.limit:
        yield source.damaged(source.too_large, offset)
        return
    try:
        items = json.loads(data)
    except (ValueError, RecursionError) as error:
        reason = stream.damage or f"it is not JSON, or is cut off ({str(error).lower()})"
        yield source.damaged(reason, offset)
        return
    single = not isinstance(items, list)
    feed = items.get("items") if isinstance(items, dict) else None
    if isinstance(feed, list) and "jsonfeed.org" in str(items.get("version")):
        items, single = (
            [item | {"outlet": items.get("title")} for item in feed if isinstance(item, dict)],
            False,
        )
    for number, item in enumerate([items] if single else items, 1):
        yield _found(item, source, None if single else number, None if not single else offset, None)


def _found(item: object, source: Source, number: int | None, offset: int | None, length: int | None) -> Found:
    if not isinstance(item, dict):
        return source.damaged("it is not an object with fields", offset, number)
    fields: Fields = {str(name).lower(): value for name, value in item.items()}
    url = next(filter(_is_address, _texts(fields, ADDRESS)), None)
    title = words_of(next(_texts(fields, TITLE), "")) or None
    published = _moment(fields, PUBLISHED)
    about: Fields = {
        "url": url,
        "title": title,
        "published": published,
        "retrieved": _moment(fields, RETRIEVED) or source.retrieved,
        "byline": _names(fields),
        "outlet": next(_named(fields, OUTLET), None),
        "charset": "utf-8",
        "offset": offset,
        "length": length,
    }
    html = next(_texts(fields, HTML), None)
    text = next(_texts(fields, TEXT), None)
    if html is None and text and is_markup(text):
        html, text = text, None
    if html:
        about |= {"media_type": "text/html"}
        data = as_page(html)
    elif text:
        about |= {"media_type": "text/plain", "form": "article"}
        data = text.encode("utf-8", "replace")
    elif url:
        return Linked(url, title, published)
    else:
        known = ", ".join(list(fields)[:8]) or "none"
        reason = f"it holds no page, text or address in a field known here; its fields: {known}"
        return source.damaged(reason, offset, number)
    if len(data) > source.limit:
        return source.damaged(source.too_large, offset, number, url)
    return source.page(data, **about) if number is None else source.member(number, data, **about)


def _texts(fields: Fields, names: tuple[str, ...]) -> Iterator[str]:
    """The values of those fields that hold words, in the order of `names`."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            yield value


def _is_address(value: str) -> bool:
    return re.match(r"https?://[^/\s]+\S*\Z", value, re.I) is not None


def _moment(fields: Fields, names: tuple[str, ...]) -> str | None:
    return next(filter(None, (iso(fields.get(name)) for name in names)), None)


def _named(fields: Fields, names: tuple[str, ...]) -> Iterator[str]:
    """Names in those fields, each a string or an object with a name; addresses are no names."""
    for name in names:
        value = fields.get(name)
        for one in value if isinstance(value, list) else [value]:
            one = one.get("name") if isinstance(one, dict) else one
            if isinstance(one, str) and words_of(one) and not _is_address(one):
                yield words_of(one)


def _names(fields: Fields) -> tuple[str, ...]:
    """The authors; several in one string are told apart only by semicolons, which no name holds."""
    for field in AUTHORS:
        names = [part.strip() for name in _named(fields, (field,)) for part in name.split(";")]
        if any(names):
            return tuple(filter(None, names))
    return ()
