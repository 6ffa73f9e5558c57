"""Filters put as a query: by words, speaker, subject, day, outlet and kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    intersect,
    literal_column,
    select,
    table,
    text,
    union,
)

from onrecord.errors import LedgerError
from onrecord.ledger import meaning
from onrecord.ledger.filters import Filters
from onrecord.ledger.names import normal_form, people_called
from onrecord.ledger.schema import SHOWN, mentions, names, pages, readings, statements, versions
from onrecord.ledger.words import fts5, websearch

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


RANKED = 1_000
"""How many matches of words are ranked, those added last: ranking all that have a frequent word would take seconds."""

_WORDS = table("statement_words", column("rowid"))
"""The FTS5 index, on SQLite."""
_SEARCH: ColumnElement[Any] = literal_column("statements.search").label("search")
"""The words as PostgreSQL has indexed them."""


class Asked(NamedTuple):
    """What is asked for, as SQL."""

    ids: Select[int]
    """The rows of the statements that fit."""
    row: ColumnElement[int]
    """What to order `ids` by to have those added first or last first, without sorting them all."""
    mark: int
    """The last row that may fit."""
    nearest: Sequence[int] | None
    """The same rows in the order of their meaning, the nearest first, where it is asked for."""
    by: Sequence[int]
    """The people that `by` means."""
    about: Sequence[int]


def ask(connection: Connection, filters: Filters, mark: int | None = None) -> Asked:
    """The query for `filters`, among the rows up to `mark`, or all. Raises LedgerError when they make no sense."""
    by = people_called(connection, filters.by) if filters.by is not None else []
    about = people_called(connection, filters.about) if filters.about is not None else []
    mark = newest(connection) if mark is None else mark
    fitting: Select[int] = select(statements.c.id).where(*_conditions(filters, by, about))
    ids, row = _with_words(connection, fitting, filters, through_matches=not _is_selective(filters))
    ids = ids.where(row <= mark)
    nearest = None
    if filters.like is not None:
        among, _ = _with_words(connection, fitting, filters, through_matches=False)
        few = ids if replace(filters, like=None) != Filters() else None
        nearest = meaning.nearest(connection, filters.like, few, among.where(statements.c.id <= mark), mark)
        ids, row = select(statements.c.id).where(statements.c.id.in_(nearest)), statements.c.id
    return Asked(ids, row, mark, nearest, by, about)


def matches(connection: Connection, words: str) -> Select[int]:
    """The statements with these words, also those that were read otherwise since. Raises LedgerError as `ask` does."""
    filters = Filters(words=words)
    if connection.dialect.name == "sqlite":
        return select(_WORDS.c.rowid.label("id")).where(_matching(filters))
    return select(statements.c.id).where(_SEARCH.op("@@")(_wanted(filters)))


def best_matches(
    connection: Connection, filters: Filters, asked: Asked, limit: int, skipped: int
) -> tuple[Sequence[int], int]:
    """Of the rows that `ask` found for `filters`, which have words, those after the `skipped` best matches.

    Ranked are the `RANKED` added last; how many those are comes with the rows, 0 without any. Ties by the day, and then
    by what was added last.
    """
    if connection.dialect.name == "sqlite":
        found = asked.ids
        rank: ColumnElement[float] = literal_column("bm25(statement_words)")
        last_first = _WORDS.c.rowid.desc()
        if _is_selective(filters):
            fitting = select(statements.c.id).where(*_conditions(filters, asked.by, asked.about))
            row: ColumnElement[int] = literal_column("+statement_words.rowid")
            found = select(_WORDS.c.rowid.label("id")).where(_matching(filters), row.in_(fitting))
            found = found.where(_WORDS.c.rowid <= asked.mark)
    else:
        found, last_first = asked.ids, statements.c.id.desc()
        rank = -func.ts_rank_cd(_SEARCH, _wanted(filters))
    last = found.add_columns(rank.label("rank")).order_by(last_first).limit(RANKED).subquery()
    ranked = select(statements.c.id, func.count().over()).join_from(
        statements, last, last.c.id == statements.c.id
    )
    ranked = ranked.order_by(last.c.rank, statements.c.said_from.desc(), statements.c.id.desc())
    rows = connection.execute(ranked.limit(limit).offset(skipped)).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def newest(connection: Connection) -> int:
    """The row that was added last; 0 when there is none."""
    return connection.execute(select(func.max(statements.c.id))).scalar() or 0


def _with_words(
    connection: Connection, ids: Select[int], filters: Filters, *, through_matches: bool
) -> tuple[Select[int], ColumnElement[int]]:
    """`ids` that have the words, if any are asked for, and what to order them by.

    Unary plus keeps SQLite from looking single rows up in the index: it goes through the matches and looks their
    statements up, or through the statements that fit otherwise.
    """
    if filters.words is None:
        return ids, statements.c.id
    if connection.dialect.name != "sqlite":
        return ids.where(_SEARCH.op("@@")(_wanted(filters))), statements.c.id
    if not through_matches:
        found = matches(connection, filters.words)
        return ids.where(literal_column("+statements.id").in_(found)), statements.c.id
    joined = ids.join_from(statements, _WORDS, statements.c.id == literal_column("+statement_words.rowid"))
    return joined.where(_matching(filters)), _WORDS.c.rowid


def _is_selective(filters: Filters) -> bool:
    """Whether few statements are left beside the words', found by an index."""
    return filters.by is not None or filters.about is not None


def _matching(filters: Filters) -> ColumnElement[bool]:
    return literal_column("statement_words").op("MATCH")(fts5(filters.words or ""))


def _wanted(filters: Filters) -> ColumnElement[Any]:
    return func.websearch_to_tsquery(text("'english'"), websearch(filters.words or ""))


def _conditions(filters: Filters, by: Sequence[int], about: Sequence[int]) -> Iterable[ColumnElement[bool]]:
    yield statements.c.state.in_(SHOWN)
    if filters.by is not None:
        yield statements.c.name_id.in_(_names_of(by))
    if filters.about is not None:
        mentioned = select(mentions.c.statement_id).where(mentions.c.name_id.in_(_names_of(about)))
        said = select(statements.c.id).where(statements.c.name_id.in_(_names_of(by)))
        yield statements.c.id.in_(mentioned if filters.by is None else intersect(mentioned, said))
    if filters.since is not None:
        yield statements.c.said_to >= _day(filters.since)
    if filters.until is not None:
        yield statements.c.said_to != ""
        yield statements.c.said_from <= _day(filters.until) + "~"  # after every day that begins with it
    if filters.outlet is not None:
        host = filters.outlet.lower().removeprefix("www.")
        named = select(readings.c.id).where(readings.c.outlet_folded == normal_form(filters.outlet))
        there = select(readings.c.id).select_from(readings).join(versions).join(pages)
        yield statements.c.reading_id.in_(union(named, there.where(pages.c.host == host)))
    if filters.kind is not None:
        yield statements.c.kind == filters.kind
    if filters.act is not None:
        yield statements.c.act == filters.act
    if filters.min_confidence > 0:
        yield statements.c.confidence >= filters.min_confidence


def _names_of(persons: Iterable[int]) -> Any:
    return select(names.c.id).where(names.c.person_id.in_(persons))


def _day(words: str) -> str:
    if not _DAY.fullmatch(words):
        raise LedgerError(f"{words!r} is not a day: write 2015-12-15, 2015-12 or 2015")
    return words
