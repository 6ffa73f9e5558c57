"""Adding read pages: what is new goes in, what is there stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import LedgerError
from onrecord.ledger import meaning
from onrecord.ledger.anchoring import anchor_corrections, settle
from onrecord.ledger.compressed import pack
from onrecord.ledger.derive import columns
from onrecord.ledger.names import Matching, Names, normal_form, storable
from onrecord.ledger.schema import (
    STANDS,
    mentions,
    pages,
    problems,
    readings,
    statements,
    tombstones,
    versions,
)
from onrecord.record import Article, Page, Record, Span, Statement


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding one page."""

    outcome: Literal["added", "changed", "already there", "forgotten"]
    """*changed*: another version of a page that is there. *forgotten*: it was taken out for good, and stays out."""
    statements: int = 0
    """How many came in with it."""


def address_of(url: str | None, sha256: str) -> str:
    """What a page is known by: its URL; where it has none, the digest of its bytes."""
    return storable(url) if url else f"sha256:{sha256}"


def digest(address: str) -> str:
    """SHA-256 of an address, hexadecimal."""
    return hashlib.sha256(address.encode()).hexdigest()


def known(
    connection: Connection, url: str | None, data: bytes
) -> Literal["already there", "forgotten"] | None:
    """Whether these bytes at this address are in the ledger, or forgotten."""
    sha256 = hashlib.sha256(data).hexdigest()
    there = (
        select(versions.c.id)
        .select_from(versions)
        .join(pages)
        .where(pages.c.address == address_of(url, sha256), versions.c.sha256 == sha256)
    )
    if connection.execute(there).first() is not None:
        return "already there"
    return "forgotten" if is_forgotten(connection, url, sha256) else None


def is_forgotten(connection: Connection, url: str | None, sha256: str) -> bool:
    """Whether this address or these bytes were taken out on demand."""
    gone = (digest(address_of(url, sha256)), sha256)
    return (
        connection.execute(select(tombstones.c.of).where(tombstones.c.digest.in_(gone))).first() is not None
    )


class Writer:
    """Adds pages inside one writing transaction."""

    def __init__(self, connection: Connection, *, matching: Matching | None, keep_bytes: bool) -> None:
        self.connection = connection
        self.names = Names(connection, matching)
        self.keep_bytes = keep_bytes
        self.now = now()

    def add(self, record: Record, data: bytes | None, reader: str, told: Mapping[str, Any]) -> Added:
        """One page. Raises LedgerError when the record contradicts itself or its bytes."""
        page = record.page
        verify(record, data)
        if is_forgotten(self.connection, page.url, page.sha256):
            return Added("forgotten")
        page_id, known = self._page(page)
        if known and self._version(page_id, page.sha256) is not None:
            return Added("already there")
        version_id: int = self.connection.execute(
            insert(versions)
            .values(
                page_id=page_id,
                sha256=page.sha256,
                path=page.path and storable(page.path),
                media_type=storable(page.media_type),
                retrieved=page.retrieved,
                told=json.dumps(told, ensure_ascii=False) if told else None,
                added=self.now,
                data=pack(data) if data is not None and self.keep_bytes else None,
            )
            .returning(versions.c.id)
        ).scalar_one()
        self.read(version_id, record.article, record.statements, reader)
        if known:
            anchor_corrections(self.connection, page_id, self.names)
            settle(self.connection, page_id)
        return Added("changed" if known else "added", len(record.statements))

    def read(self, version_id: int, article: Article, found: Sequence[Statement], reader: str) -> None:
        """A reading of a version, from now on its current one."""
        self.connection.execute(
            update(readings).where(readings.c.version_id == version_id).values(current=False)
        )
        reading_id: int = self.connection.execute(
            insert(readings)
            .values(
                version_id=version_id,
                reader=reader,
                current=True,
                read=self.now,
                title=_stored(article.title),
                outlet=_stored(article.outlet),
                outlet_folded=article.outlet and normal_form(storable(article.outlet)),
                published=article.published,
                article=pack(article.model_dump_json(by_alias=True).encode()),
                fingerprint=article.fingerprint,
            )
            .returning(readings.c.id)
        ).scalar_one()
        if not found:
            return
        rows = [
            {
                "reading_id": reading_id,
                "place": place,
                "statement": statement.id,
                "body": statement.model_dump_json(by_alias=True),
                "state": STANDS,
                **columns(statement, self.names),
            }
            for place, statement in enumerate(found)
        ]
        ids = (
            self.connection.execute(
                insert(statements).returning(statements.c.id, sort_by_parameter_order=True), rows
            )
            .scalars()
            .all()
        )
        meant = zip(ids, (statement.vector for statement in found), strict=True)
        meaning.keep(self.connection, [(row, vector) for row, vector in meant if vector is not None])
        about = {
            (row, name)
            for row, statement in zip(ids, found, strict=True)
            for mention in statement.about
            if (name := self.names.row(mention.name, mention.kind)) is not None
        }
        if about:
            self.connection.execute(
                insert(mentions), [{"statement_id": row, "name_id": name} for row, name in sorted(about)]
            )

    def solve(self, labels: Iterable[str]) -> None:
        """These pages could be added, so that what was wrong with them is past."""
        listed = [storable(label) for label in labels]
        if listed:
            self.connection.execute(delete(problems).where(problems.c.page.in_(listed)))

    def _page(self, page: Page) -> tuple[int, bool]:
        """The page's id, and whether it was there before."""
        address = address_of(page.url, page.sha256)
        found = self.connection.execute(select(pages.c.id).where(pages.c.address == address)).scalar()
        if found is not None:
            return int(found), True
        url = storable(page.url) if page.url else None
        made = insert(pages).values(address=address, url=url, host=_host(url)).returning(pages.c.id)
        return int(self.connection.execute(made).scalar_one()), False

    def _version(self, page_id: int, sha256: str) -> int | None:
        there = select(versions.c.id).where(versions.c.page_id == page_id, versions.c.sha256 == sha256)
        return self.connection.execute(there).scalar()


def verify(record: Record, data: bytes | None) -> None:
    """Raises LedgerError when a span does not hold its text, an id comes twice, or the digest is another page's."""
    where = record.page.url or record.page.path or record.page.sha256
    if data is not None and hashlib.sha256(data).hexdigest() != record.page.sha256:
        raise LedgerError(f"{where}: the record is not of these bytes (their SHA-256 differs)")
    text, seen = record.article.text, set[str]()
    for statement in record.statements:
        spans = (statement.source, statement.cue, *statement.content)
        if any(not holds(span, text) for span in spans if span):
            raise LedgerError(
                f"{where}: statement {statement.id} quotes words that do not stand at its offsets"
            )
        if statement.id in seen:
            raise LedgerError(f"{where}: statement {statement.id} comes twice")
        seen.add(statement.id)


def now() -> str:
    """The time, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def holds(span: Span, text: str) -> bool:
    """Whether the span's text is what stands at its offsets."""
    return 0 <= span.start <= span.end and text[span.start : span.end] == span.text


def _stored(value: str | None) -> str | None:
    return None if value is None else storable(value)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
