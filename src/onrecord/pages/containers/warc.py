"""Pages of a crawl: WARC (ISO 28500) and WET files, compressed or not, damaged or not.

Framed here and not by fastwarc or warcio, because both stop at the first damaged record, fastwarc reads a
lower-case "content-length" as nothing, and neither notices that a record swallows the next one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.pages.containers.encodings import OversizeError, dechunked, decoded
from onrecord.pages.containers.found import Damaged, Found, Skipped, Source
from onrecord.pages.containers.stream import Stream
from onrecord.pages.raw import RawPage

RECORD = re.compile(rb"WARC/\d\.\d{1,2}\r?\n(?=[\w-]+:)")
FIELDS = re.compile(rb"(?:[\w-]++[ \t]*+:[^\r\n]*+\r?\n(?:[ \t]++[^\r\n]*+\r?\n)*+)++")
LONGEST_HEAD = 1 << 16
KINDS = ("response", "resource", "conversion")
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
"""Media types that are pages; everything else in a crawl (images, scripts, data) is passed over and counted."""
MOST_REASONS = 50
"""Kinds of records passed over that are counted apart."""
PROBED = 512
"""Bytes of a page without a media type in which markup shows, if it is HTML."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record, its HTTP message taken apart."""

    offset: int
    length: int | None
    url: str | None
    date: str | None
    media_type: str | None
    charset: str | None
    payload: bytes


class BrokenRecordError(Exception):
    """A record that gives no page; says why."""

    def __init__(self, reason: str, url: str | None = None) -> None:
        super().__init__(reason)
        self.url = url


def pages(stream: Stream, source: Source) -> Iterator[Found]:
    """The pages among the records, and a row for each damaged one, in order; numbered together from 1.

    Records of something fetched that is no page are counted, and the counts given at the end: a type that is unheard
    of may be a page whose header is damaged.

    A record whose digest does not match its bytes is not given as a page: these are not the words the crawler met.
    """
    skipped: Counter[str] = Counter()
    yield from _pages(stream, source, skipped)
    if skipped:
        yield Skipped(source.name, source.path, tuple(skipped.most_common()))


def _pages(stream: Stream, source: Source, skipped: Counter[str]) -> Iterator[RawPage | Damaged]:
    number = 1
    while True:
        _pass_blank(stream)
        offset = stream.offset
        if not stream.peek(1):
            if stream.damage is None:
                return
            yield source.damaged(stream.damage, stream.damage_at, number)
            number += 1
            if not stream.next_member(stream.damage_at, b"WARC/"):
                return
            continue
        own_member = stream.at_member_start
        try:
            record = _record(stream, source, own_member, skipped)
        except BrokenRecordError as broken:
            yield source.damaged(str(broken), offset, number, broken.url)
            number += 1
            if not _resume(stream, offset, own_member):
                return
            continue
        if record:
            yield source.member(
                number,
                record.payload,
                url=record.url,
                media_type=record.media_type,
                charset=record.charset,
                retrieved=record.date,
                offset=record.offset,
                length=record.length,
            )
            number += 1


def _resume(stream: Stream, offset: int, own_member: bool) -> bool:
    """Goes to the next record after a broken one at `offset`; False when there is none to be found."""
    if own_member and stream.next_member(offset, b"WARC/"):
        return True
    if not stream.compressed:
        stream.move(offset + 1)
    if stream.skip_to(RECORD, longest=64):
        return True
    return stream.damage is not None and stream.next_member(stream.damage_at, b"WARC/")


def _pass_blank(stream: Stream) -> None:
    while ahead := stream.peek(64):
        blank = len(ahead) - len(ahead.lstrip(b"\r\n"))
        stream.skip(blank)
        if blank < len(ahead):
            return


def _record(stream: Stream, source: Source, own_member: bool, skipped: Counter[str]) -> Record | None:
    """Reads one record; None when it is no page, which is counted.

    Raises `BrokenRecordError`, the stream then being anywhere.
    """
    offset = stream.offset
    if not RECORD.match(stream.peek(64)):
        raise BrokenRecordError(stream.damage or "no record begins here")
    stream.take_line(64)
    head = _head(stream)
    if not FIELDS.fullmatch(head):
        raise BrokenRecordError(stream.damage or "its header is damaged")
    about = _fields(head)
    if head.lower().count(b"warc-type:") != 1 or head.lower().count(b"content-length:") != 1:
        raise BrokenRecordError("its header is damaged")
    url = (about.get("warc-target-uri") or "").strip("<>") or None
    length = about.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise BrokenRecordError(stream.damage or "its header gives no length", url)
    count = int(length)
    if about.get("warc-type", "").lower() in KINDS and not url:
        raise BrokenRecordError("its header names no address")
    if stream.left is not None and count > stream.left:
        raise BrokenRecordError("it is cut off", url)
    message = _Message(about, stream.peek(min(count, LONGEST_HEAD)), url)
    if message.wanted and count > source.limit + LONGEST_HEAD:
        raise BrokenRecordError(source.too_large, url)
    block = stream.take(count) if message.wanted else b""
    if (len(block) if message.wanted else stream.skip(count)) < count:
        raise BrokenRecordError(stream.damage or "it is cut off", url)
    # One byte more than the end of the record: only then has gzip checked the member's sum.
    end = stream.peek(5)
    if own_member and stream.damage and stream.damage_at == offset:
        raise BrokenRecordError(stream.damage, url)
    if end.strip(b"\r\n") == end and end:
        raise BrokenRecordError("its length does not match what its header says", url)
    _pass_blank(stream)
    if not message.wanted:
        if message.no_page:
            known = message.no_page in skipped or len(skipped) < MOST_REASONS
            skipped[message.no_page if known else "of other types"] += 1
        return None
    try:
        payload = message.payload(block, source.limit)
    except OversizeError:
        raise BrokenRecordError(source.too_large, url) from None
    except ValueError as error:
        raise BrokenRecordError(str(error), url) from None
    length_there = stream.offset - offset
    return Record(
        offset,
        length_there or None,
        url,
        about.get("warc-date"),
        message.media_type,
        message.charset,
        payload,
    )


class _Message:
    """What a record's block is: told from its header and the block's first bytes, before the rest is read."""

    def __init__(self, about: dict[str, str], start: bytes, url: str | None) -> None:
        self._about = about
        self._http: dict[str, str] = {}
        self._body_at = 0
        kind = about.get("warc-type", "").lower()
        declared = about.get("content-type", "")
        fetched = True
        if kind == "response" and (
            declared.lower().startswith("application/http") or start.startswith(b"HTTP/")
        ):
            end = re.search(rb"\r?\n\r?\n", start)
            self._body_at = end.end() if end else len(start)
            status = re.match(rb"HTTP/\S+[ \t]+(\d{3})", start)
            if not status:
                raise BrokenRecordError("its HTTP header is damaged", url)
            fetched = status[1].startswith(b"2")
            self._http = _fields(start[: self._body_at].partition(b"\n")[2])
            declared = self._http.get("content-type", "")
        self.media_type = declared.partition(";")[0].strip().lower() or None
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared, re.I)
        self.charset = charset[1] if charset else None
        self.no_page: str | None = None
        """What was fetched instead of a page, in words."""
        if not fetched:
            self.no_page = "redirected or in error"
        elif (url or "").endswith("/robots.txt"):
            self.no_page = "robots.txt"
        elif self.media_type is None and b"<" not in start[self._body_at :][:PROBED]:
            self.no_page = "without a type"
        elif self.media_type and self.media_type not in PAGES:
            self.no_page = self.media_type[:80]
        if kind not in KINDS:
            self.no_page = "unchanged since an earlier visit" if kind == "revisit" else None
        self.wanted = kind in KINDS and self.no_page is None

    def payload(self, block: bytes, limit: int) -> bytes:
        """The page's bytes. Raises `ValueError` with the reason when they are not what the crawler met."""
        if self._about.get("warc-truncated"):
            raise ValueError(f"the crawler kept only the first {len(block)} bytes of it")
        if "warc-segment-number" in self._about:
            raise ValueError("it is one segment of a record")
        body = block[self._body_at :]
        if not _digest_matches(self._about.get("warc-block-digest"), [block]):
            raise ValueError("its digest does not match its bytes")
        candidates = [body]
        if "chunked" in self._http.get("transfer-encoding", "").lower():
            body = dechunked(body)
            candidates.append(body)
        body = decoded(body, self._http.get("content-encoding", ""), limit)
        if not _digest_matches(self._about.get("warc-payload-digest"), [*candidates, body]):
            raise ValueError("its digest does not match its bytes")
        if len(body) > limit:
            raise OversizeError
        return body


def _head(stream: Stream) -> bytes:
    """The header lines up to the blank line, and past it."""
    lines: list[bytes] = []
    count = 0
    while count < LONGEST_HEAD:
        line = stream.take_line(LONGEST_HEAD)
        if not line.strip(b"\r\n"):
            return b"".join(lines)
        lines.append(line)
        count += len(line)
    raise BrokenRecordError("its header does not end")


def _fields(head: bytes) -> dict[str, str]:
    """Header fields by lower-case name: the first of each, folded lines joined, lines without a colon left out."""
    fields: dict[str, str] = {}
    for line in re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines():
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _digest_matches(declared: str | None, candidates: list[bytes]) -> bool:
    """Whether a digest ("sha1:BASE32", also in hexadecimal) is of one of the candidates; True if it cannot be told.

    Tools disagree on whether the payload is what went over the wire or what it decodes to, hence candidates.
    """
    algorithm, _, value = (declared or "").partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in ("md5", "sha1", "sha256", "sha512") or not value:
        return True
    for data in candidates:
        digest = hashlib.new(algorithm, data, usedforsecurity=False)
        if value.lower() in (digest.hexdigest(), base64.b32encode(digest.digest()).decode().lower()):
            return True
    return False
