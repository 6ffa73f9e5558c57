"""Finding statements: by words, speaker, subject, day, outlet and kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, or_, select, text

from onrecord.errors import LedgerError
from onrecord.ledger import exports
from onrecord.ledger.anchoring import article, held_changes
from onrecord.ledger.derive import corrected
from onrecord.ledger.names import normal_form, people_called, person_names
from onrecord.ledger.results import Entry, Found
from onrecord.ledger.schema import SHOWN, anchors, mentions, names, pages, readings, statements, versions
from onrecord.ledger.words import fts5, websearch
from onrecord.record import Page, Statement

COUNTED = 10_000
"""How many that follow are counted before it is left at "more than"."""

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """What to find; None does not restrict."""

    words: str | None = None
    by: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    kind: str | None = None
    act: str | None = None
    min_confidence: float = 0.0


def find(connection: Connection, query: Query, limit: int, after: str | None) -> Found:
    """The best match first where words are looked for, else the newest; ties by what was added last."""
    by = people_called(connection, query.by) if query.by is not None else []
    about = people_called(connection, query.about) if query.about is not None else []
    mark, skipped = _place(after) if after else (_newest(connection), 0)
    matching = [statements.c.id <= mark, *_filters(query, by, about)]
    order: list[ColumnElement[Any]] = [statements.c.said_from.desc(), statements.c.id.desc()]
    chosen = select(statements.c.id)
    if query.words is not None:
        chosen, rank, matched = _words(connection, query.words)
        matching.append(matched)
        order.insert(0, rank)
    chosen = chosen.where(*matching)
    ids = connection.execute(chosen.order_by(*order).limit(limit).offset(skipped)).scalars().all()
    end = skipped + len(ids)
    counted = select(func.count()).select_from(chosen.limit(COUNTED + 1).offset(end).subquery())
    more = connection.execute(counted).scalar_one() if len(ids) == limit else 0
    return Found(
        entries=entries(connection, ids),
        more=min(more, COUNTED),
        more_at_least=more > COUNTED,
        after=f"{mark}.{end}" if more else None,
        by=_called(connection, by),
        about=_called(connection, about),
    )


def pages_of(connection: Connection, query: Query) -> Iterator[exports.Page]:
    """What is found, page by page, in the order of adding and of the text."""
    by = people_called(connection, query.by) if query.by is not None else []
    about = people_called(connection, query.about) if query.about is not None else []
    chosen, matching = select(statements.c.id), [*_filters(query, by, about)]
    if query.words is not None:
        chosen, _, matched = _words(connection, query.words)
        matching.append(matched)
    ordered = chosen.add_columns(statements.c.reading_id).where(*matching)
    ordered = ordered.order_by(statements.c.reading_id, statements.c.place)
    rows = connection.execute(ordered.execution_options(yield_per=1000))
    for reading, some in groupby(rows, key=lambda row: row.reading_id):
        found = entries(connection, [row.id for row in some])
        here = select(statements.c.id).where(statements.c.reading_id == reading)
        checked = select(statements.c.statement).where(
            statements.c.id.in_(select(anchors.c.statement_id).where(anchors.c.statement_id.in_(here)))
        )
        yield exports.Page(
            article=article(connection, reading),
            entries=found,
            checked=frozenset(connection.execute(checked).scalars()),
        )


def entries(connection: Connection, ids: Sequence[int]) -> tuple[Entry, ...]:
    """The statements of these rows, in this order."""
    rows = {row.id: row for row in connection.execute(_entry.where(statements.c.id.in_(ids)))}
    called = person_names(connection, {row.person_id for row in rows.values() if row.person_id is not None})
    held = held_changes(connection, rows)
    made: dict[int, Entry] = {}
    for row in rows.values():
        read = Statement.model_validate_json(row.body)
        changes = held.get(row.id)
        text = article(connection, row.reading_id).text if changes else ""
        made[row.id] = _made(row, read, corrected(read, changes, text) if changes else read, called)
    return tuple(made[id] for id in ids)


_entry = (
    select(
        statements.c.id,
        statements.c.reading_id,
        statements.c.body,
        statements.c.state,
        names.c.person_id,
        pages.c.url,
        versions.c.path,
        versions.c.sha256,
        versions.c.media_type,
        versions.c.retrieved,
        versions.c.added,
        readings.c.reader,
        readings.c.title,
        readings.c.outlet,
        readings.c.published,
    )
    .join(readings, statements.c.reading_id == readings.c.id)
    .join(versions, readings.c.version_id == versions.c.id)
    .join(pages, versions.c.page_id == pages.c.id)
    .outerjoin(names, statements.c.name_id == names.c.id)
)


def _made(row: Any, read: Statement, holds: Statement, called: dict[int, str]) -> Entry:
    page = Page(
        url=row.url, path=row.path, sha256=row.sha256, media_type=row.media_type, retrieved=row.retrieved
    )
    return Entry(
        statement=holds,
        as_read=read,
        state=row.state,
        person=called.get(row.person_id),
        page=page,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        added=row.added,
        reader=row.reader,
    )


def _words(connection: Connection, words: str) -> tuple[Any, ColumnElement[Any], ColumnElement[Any]]:
    """What to select from, the rank to order by, and the condition."""
    if connection.dialect.name == "sqlite":
        index = text("statement_words")
        matched = text("statement_words MATCH :words").bindparams(words=fts5(words))
        joined = select(statements.c.id).join_from(
            statements, index, statements.c.id == literal_column("statement_words.rowid")
        )
        return joined, literal_column("bm25(statement_words)"), matched  # type: ignore[return-value]
    wanted = func.websearch_to_tsquery(text("'english'"), websearch(words))
    search: ColumnElement[Any] = literal_column("statements.search")
    return select(statements.c.id), func.ts_rank_cd(search, wanted).desc(), search.op("@@")(wanted)


def _filters(query: Query, by: Sequence[int], about: Sequence[int]) -> Iterable[ColumnElement[bool]]:
    yield statements.c.state.in_(SHOWN)
    if query.by is not None:
        yield statements.c.name_id.in_(_names_of(by))
    if query.about is not None:
        mentioned = select(mentions.c.statement_id).where(mentions.c.name_id.in_(_names_of(about)))
        yield statements.c.id.in_(mentioned)
    if query.since is not None:
        yield statements.c.said_to >= _day(query.since)
    if query.until is not None:
        yield statements.c.said_to != ""
        yield statements.c.said_from <= _day(query.until) + "~"  # after every day that begins with it
    if query.outlet is not None:
        host = query.outlet.lower().removeprefix("www.")
        there = select(readings.c.id).select_from(readings).join(versions).join(pages)
        yield statements.c.reading_id.in_(
            there.where(or_(readings.c.outlet_folded == normal_form(query.outlet), pages.c.host == host))
        )
    if query.kind is not None:
        yield statements.c.kind == query.kind
    if query.act is not None:
        yield statements.c.act == query.act
    if query.min_confidence > 0:
        yield statements.c.confidence >= query.min_confidence


def _names_of(persons: Iterable[int]) -> Any:
    return select(names.c.id).where(names.c.person_id.in_(persons))


def _day(words: str) -> str:
    if not _DAY.fullmatch(words):
        raise LedgerError(f"{words!r} is not a day: write 2015-12-15, 2015-12 or 2015")
    return words


def _place(after: str) -> tuple[int, int]:
    """Where the next ones begin: among the statements up to a row, after so many. Later rows do not move them."""
    match = re.fullmatch(r"(\d{1,18})\.(\d{1,18})", after)
    if match is None:
        raise LedgerError(f"{after!r} is not a place to go on after: give what the answer before ended with")
    return int(match[1]), int(match[2])


def _newest(connection: Connection) -> int:
    return connection.execute(select(func.max(statements.c.id))).scalar() or 0


def _called(connection: Connection, persons: Sequence[int]) -> tuple[str, ...]:
    called = person_names(connection, persons)
    return tuple(called[person] for person in persons)
