"""Filters put as a query: by words, speaker, subject, day, outlet and kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, or_, select, text

from onrecord.errors import LedgerError
from onrecord.ledger import meaning
from onrecord.ledger.filters import Filters
from onrecord.ledger.names import normal_form, people_called
from onrecord.ledger.schema import SHOWN, mentions, names, pages, readings, statements, versions
from onrecord.ledger.words import fts5, websearch

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Asked(NamedTuple):
    """What is asked for, as SQL."""

    ids: Select[int]
    """The rows of the statements that fit."""
    rank: ColumnElement[Any] | None
    """To order by, the best first; None when nothing makes one better than another."""
    nearest: Sequence[int] | None
    """The same rows in the order of their meaning, the nearest first, where it is asked for."""
    by: Sequence[int]
    """The people that `by` means."""
    about: Sequence[int]


def ask(connection: Connection, filters: Filters, mark: int | None = None) -> Asked:
    """The query for `filters`, among the rows up to `mark`, or all. Raises LedgerError when they make no sense."""
    by = people_called(connection, filters.by) if filters.by is not None else []
    about = people_called(connection, filters.about) if filters.about is not None else []
    ids: Select[int] = select(statements.c.id)
    rank = nearest = None
    if filters.words is not None:
        ids, rank, matched = _words(connection, filters.words)
        ids = ids.where(matched)
    mark = newest(connection) if mark is None else mark
    ids = ids.where(statements.c.id <= mark, *_conditions(filters, by, about))
    if filters.like is not None:
        nearest = meaning.nearest(connection, filters.like, ids, mark)
        ids = select(statements.c.id).where(statements.c.id.in_(nearest))
    return Asked(ids, rank, nearest, by, about)


def newest(connection: Connection) -> int:
    """The row that was added last; 0 when there is none."""
    return connection.execute(select(func.max(statements.c.id))).scalar() or 0


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


def _conditions(filters: Filters, by: Sequence[int], about: Sequence[int]) -> Iterable[ColumnElement[bool]]:
    yield statements.c.state.in_(SHOWN)
    if filters.by is not None:
        yield statements.c.name_id.in_(_names_of(by))
    if filters.about is not None:
        mentioned = select(mentions.c.statement_id).where(mentions.c.name_id.in_(_names_of(about)))
        yield statements.c.id.in_(mentioned)
    if filters.since is not None:
        yield statements.c.said_to >= _day(filters.since)
    if filters.until is not None:
        yield statements.c.said_to != ""
        yield statements.c.said_from <= _day(filters.until) + "~"  # after every day that begins with it
    if filters.outlet is not None:
        host = filters.outlet.lower().removeprefix("www.")
        there = select(readings.c.id).select_from(readings).join(versions).join(pages)
        yield statements.c.reading_id.in_(
            there.where(or_(readings.c.outlet_folded == normal_form(filters.outlet), pages.c.host == host))
        )
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
