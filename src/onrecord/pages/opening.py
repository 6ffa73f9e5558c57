"""A file of any kind to the pages in it. What a file is, its bytes say first and its name second."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.pages.containers import feeds, json, mail, warc
from onrecord.pages.containers.found import DEFAULT_LIMIT, Found, Source
from onrecord.pages.containers.stream import Stream
from onrecord.pages.pdf import is_pdf

ENDINGS = frozenset(
    "gz zst html htm xhtml shtml txt text md warc wet json jsonl ndjson xml rss atom mbox eml mht mhtml pdf".split()
)
"""Endings of file names that tell the kind and are no part of the page's name."""
HEAD = 4096
"""Bytes in which a file's kind shows."""
FEED = re.compile(
    rb"\s*+(?>(?><\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)\s*+)*+<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.I | re.S
)
JSON = re.compile(rb"\s*+(?:\[\s*+)?\{\s*+(?:\"|\})")

Reader = Callable[[Stream, Source], Iterator[Found]]


def pages_in(path: Path, *, limit: int = DEFAULT_LIMIT) -> Iterator[Found]:
    """The pages of a file of any kind, in order, with a `Damaged` row for each part of it that gives none.

    `limit`: bytes of one page, decompressed. The file is read as the pages are asked for, never as a whole.
    """
    source = Source(name_of(printable(path.name)), printable(str(path)), limit=limit)
    try:
        with path.open("rb") as file:
            yield from _pages(file, source, path.name)
    except OSError as error:
        yield source.damaged(f"it cannot be read: {(error.strerror or str(error)).lower()}", None)


def pages_from(
    data: bytes | BinaryIO,
    name: str,
    *,
    url: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    retrieved: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Iterator[Found]:
    """The same for bytes that are no file: standard input, or what was fetched, with what is known about it."""
    source = Source(name_of(name), None, url, media_type, charset, retrieved, limit)
    yield from _pages(io.BytesIO(data) if isinstance(data, bytes) else data, source, name)


def printable(name: str) -> str:
    """A file's name without the surrogates that stand in for bytes that are no UTF-8 (PEP 383)."""
    return name.encode(errors="surrogateescape").decode(errors="replace")


def files_in(folder: Path) -> Iterator[Path]:
    """The files in a folder and the folders in it, sorted, without hidden ones; each folder once, however linked.

    A folder that cannot be listed is given in place of its files: `pages_in` says why.
    """
    seen = set()

    def walk(place: Path) -> Iterator[Path]:
        try:
            status = place.stat()
            entries = sorted(place.iterdir())
        except OSError:
            yield place
            return
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from walk(entry)
            elif entry.is_file() or entry.is_symlink():
                yield entry

    yield from walk(folder)


def name_of(file_name: str) -> str:
    """A file's name without the endings that tell its kind: "abc.html.gz" is "abc"."""
    name, _, ending = file_name.rpartition(".")
    while name and ending.lower() in ENDINGS:
        file_name = name
        name, _, ending = file_name.rpartition(".")
    return file_name


def _pages(file: BinaryIO, source: Source, file_name: str) -> Iterator[Found]:
    if not file.seekable():
        with cast(BinaryIO, tempfile.TemporaryFile()) as copy:
            shutil.copyfileobj(file, copy)
            yield from _pages(copy, source, file_name)
        return
    stream = Stream(file, source.limit)
    yield from _reader(stream.peek(HEAD), file_name)(stream, source)


def _reader(head: bytes, file_name: str) -> Reader:
    """What reads a file that begins so and is called so."""
    endings = set(file_name.lower().split(".")[1:])
    if head.lstrip(b"\r\n").startswith(b"WARC/") or endings & {"warc", "wet"}:
        return warc.pages
    if is_pdf(head):
        return _one_page
    text = head.removeprefix(b"\xef\xbb\xbf")
    if FEED.match(text):
        return feeds.pages
    if JSON.match(text) or (endings & {"json", "jsonl", "ndjson"} and text.lstrip()[:1] in (b"{", b"[")):
        return json.pages
    if mail.is_message(head) or (endings & {"eml", "mbox", "mht", "mhtml"}):
        return mail.pages
    return _one_page


def _one_page(stream: Stream, source: Source) -> Iterator[Found]:
    data = stream.take(source.limit + 1)
    if len(data) > source.limit:
        yield source.damaged(source.too_large, 0)
    elif stream.damage:
        yield source.damaged(stream.damage, stream.damage_at)
    else:
        yield source.page(data)
