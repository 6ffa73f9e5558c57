"""Mail: newsletters and press releases (EML, mbox), and web pages saved as one file (MHTML, RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from functools import partial
from typing import Any, cast

from onrecord.pages.containers.found import Damaged, Source
from onrecord.pages.containers.moments import iso
from onrecord.pages.containers.stream import Stream
from onrecord.pages.raw import RawPage

ENVELOPE = re.compile(rb"From \S+.* \d{4}(?: [+-]\d{4})?\r?\n")
"""The line that begins each message of an mbox (RFC 4155)."""
LONGEST_ENVELOPE = 400
LONGEST_HEADER = 8_000
MOST_PARTS = 5_000
"""Parts of a message; a page saved with all its pictures has a few hundred. Parsing one takes some 60 microseconds."""
MOST_LOOKS = 50_000_000
"""Times that a line is looked at for a boundary: once for each multipart that is open around it."""
QUOTED = re.compile(rb"^>(>*From )", re.M)
FIELD = re.compile(rb"([!-9;-~]+):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
KNOWN = re.compile(
    rb"(?:from|to|cc|date|subject|received|return-path|delivered-to|message-id|mime-version|content-type|sender|"
    rb"reply-to|x-[\w-]+|dkim-signature|arc-[\w-]+|list-[\w-]+|snapshot-content-location)\Z",
    re.I,
)
DAMAGE = (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What the standard library's parser raises over malformed headers and parts."""


@dataclass
class Budget:
    """What parsing one message may still cost."""

    parts: int
    multiparts: int

    def spend(self, *, parts: int = 0, multiparts: int = 0) -> None:
        """Raises `TooManyPartsError` when there is nothing left."""
        self.parts -= parts
        self.multiparts -= multiparts
        if self.parts < 0 or self.multiparts < 0:
            raise TooManyPartsError


class TooManyPartsError(MessageError):
    """More parts, or more within one another, than any mail has."""


class BoundedPart(EmailMessage):
    """A message or a part of one, counted when it begins and, for a multipart, when its boundary is asked for."""

    def __init__(self, budget: Budget, policy: Any = None) -> None:
        super().__init__(policy)
        self.budget = budget
        budget.spend(parts=1)

    def get_boundary(self, failobj: Any = None) -> Any:
        self.budget.spend(multiparts=1)
        return super().get_boundary(failobj)


class Bounded(EmailPolicy):
    """Parses no more of a header than mail programs accept: the parser's time grows with the square of its length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:LONGEST_HEADER] if type(value) is str else value)


def is_message(head: bytes) -> bool:
    """Whether a file that begins so is a message or an mbox: three header fields, all of them mail's."""
    envelope = ENVELOPE.match(head[:LONGEST_ENVELOPE])
    at, known = envelope.end() if envelope else 0, 0
    while (field := FIELD.match(head, at)) and KNOWN.match(field[1]):
        known += 1
        at = field.end()
    return known >= 3


def pages(stream: Stream, source: Source) -> Iterator[RawPage | Damaged]:
    """One message, or an mbox of them: the body of each, its HTML rather than its text, and the PDFs it brings."""
    if not ENVELOPE.match(stream.peek(LONGEST_ENVELOPE)):
        data = stream.take(source.limit + 1)
        if len(data) > source.limit or stream.damage:
            yield source.damaged(stream.damage or source.too_large, 0)
        else:
            yield from _message(data, source, None, None, None)
        return
    number = 1
    for offset, end, data in _messages(stream, source.limit):
        if len(data) > source.limit:
            found: Iterator[RawPage | Damaged] = iter([source.damaged(source.too_large, offset, number)])
        else:
            length = None if stream.compressed else end - offset
            found = _message(QUOTED.sub(rb"\1", data), source, number, offset, length)
        for page in found:
            yield page
            number += 1
    if stream.damage:
        yield source.damaged(stream.damage, stream.damage_at, number)


def _messages(stream: Stream, limit: int) -> Iterator[tuple[int, int, bytes]]:
    """Where each message of an mbox begins and ends, and its bytes; of one that is too large, a little over `limit`.

    The last one before damage is not given: nobody can tell what it lacks.
    """
    start, message, blank = stream.offset, bytearray(), False
    stream.take_line(LONGEST_ENVELOPE)
    while True:
        at = stream.offset
        line = stream.take_line(limit)
        if not line:
            break
        if blank and ENVELOPE.match(line[:LONGEST_ENVELOPE]):
            yield start, at, bytes(message)
            start, message = at, bytearray()
        elif len(message) <= limit:
            message += line
        blank = line in (b"\n", b"\r\n")
    if stream.damage is None:
        yield start, at, bytes(message)


def _message(
    data: bytes, source: Source, number: int | None, offset: int | None, length: int | None
) -> Iterator[RawPage | Damaged]:
    try:
        budget = Budget(MOST_PARTS, MOST_LOOKS // (data.count(b"\n") + 1))
        message = cast(
            EmailMessage, BytesParser(partial(BoundedPart, budget), policy=Bounded()).parsebytes(data)
        )
        body = message.get_body(("html", "plain"))
        text = body.get_payload(decode=True) if body else None
        about = _about(message, body) if body else {}
        papers = [part.get_payload(decode=True) for part in message.iter_attachments() if _is_pdf(part)]
    except TooManyPartsError:
        yield source.damaged("it has too many parts, or too many within one another", offset, number)
        return
    except DAMAGE:
        yield source.damaged("it is damaged as mail", offset, number)
        return
    about |= {"offset": offset, "length": length}
    if isinstance(text, bytes) and text.strip():
        yield source.page(text, **about) if number is None else source.member(number, text, **about)
    elif not papers:
        yield source.damaged("the message holds no text", offset, number)
        return
    else:
        number = (number or 1) - 1
    for count, paper in enumerate(papers, (number or 1) + 1):
        data = paper if isinstance(paper, bytes) else b""
        yield source.member(count, data, media_type="application/pdf", offset=offset, length=length)


def _about(message: EmailMessage, body: MIMEPart) -> dict[str, Any]:
    """What headers say about the text. Of a saved page the date is when it was saved, of mail when it was sent."""
    date = iso(_header(message, "date"))
    address = _header(message, "snapshot-content-location") or _header(body, "content-location")
    told: dict[str, Any] = {
        "title": _header(message, "subject"),
        "media_type": body.get_content_type(),
        "charset": body.get_content_charset(),
    }
    if address and address.startswith(("http://", "https://")):
        return told | {"url": address} | ({"retrieved": date} if date else {})
    sender = parseaddr(_header(message, "from") or "")[0]
    newsletter = _header(message, "list-id") or _header(message, "list-unsubscribe")
    return told | {
        "url": (_header(message, "archived-at") or "").strip("<>") or None,
        "published": date,
        "outlet": sender if sender and newsletter else None,
        "byline": (sender,) if sender and not newsletter else (),
    }


def _header(part: MIMEPart, name: str) -> str | None:
    """A header's words; None where it is missing or too damaged to parse."""
    try:
        return str(part.get(name) or "").strip() or None
    except DAMAGE:
        return None


def _is_pdf(part: MIMEPart) -> bool:
    return part.get_content_type() == "application/pdf" or (part.get_filename() or "").lower().endswith(
        ".pdf"
    )
