"""Utterances as they are shown: their reports, in which words, and how many of them are independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, Connection, bindparam, func, select

from onrecord.fingerprints import COPIED, SIZE
from onrecord.ledger.derived import reports
from onrecord.ledger.entries import entries
from onrecord.ledger.names import person_names
from onrecord.ledger.results import Entry
from onrecord.ledger.schema import names, readings, statements, versions
from onrecord.positions.alignment import Aligned, align, bare
from onrecord.positions.results import Report, Utterance, Wording
from onrecord.positions.sketch import Dated, Exactness, iso

_KINDS = ("direct", "mixed", "indirect")


def utterances(connection: Connection, numbers: Iterable[int]) -> dict[int, Utterance]:
    """The utterances with these numbers."""
    of: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(_ROWS, {"numbers": list(numbers)}):
        of[row.utterance].append(row)
    ids = [row.id for rows in of.values() for row in rows]
    shown = dict(zip(ids, entries(connection, ids), strict=True)) if ids else {}
    called = person_names(connection, {rows[0].person_id for rows in of.values()})
    return {number: _made(rows, shown, called) for number, rows in of.items()}


def _made(rows: list[Any], shown: dict[int, Entry], called: dict[int, str]) -> Utterance:
    rows.sort(key=precedence)
    main = rows[0]
    groups = independent([(row.page_id, row.fingerprint) for row in rows])
    said: dict[tuple[str, bool], list[tuple[Any, Report]]] = defaultdict(list)
    for row, group in zip(rows, groups, strict=True):
        report = Report(shown[row.id], 1.0 if row is main else row.score or 1.0, group)
        said[bare(row.words), row.kind == "indirect"].append((row, report))
    wordings = [_wording(main.words, some) for some in said.values()]
    rest = sorted(wordings[1:], key=lambda wording: (wording.difference != "meaning", wording.first or "~"))
    first, last, dated = when(rows)
    return Utterance(
        id=main.statement,
        speaker=called[main.person_id],
        person=main.person_id,
        text=main.words,
        first=iso(first),
        last=iso(last),
        dated=dated,
        wordings=(wordings[0], *rest),
        pages=len({row.page_id for row in rows}),
        independent=len(set(groups)),
    )


def _wording(main: str, some: list[tuple[Any, Report]]) -> Wording:
    some.sort(key=lambda pair: (pair[0].published or "~", pair[0].statement))
    row = some[0][0]
    translated = any(row.translated for row, _ in some)
    if row.words == main:
        aligned = Aligned("identical", (), (("same", main),))
    else:
        aligned = align(main, row.words, quoted=row.kind != "indirect", translated=translated)
    return Wording(
        text=row.words,
        difference=aligned.difference,
        flags=aligned.flags,
        edits=aligned.edits,
        reports=tuple(report for _, report in some),
        first=row.published,
    )


def when(rows: Iterable[Any]) -> tuple[int | None, int | None, Dated]:
    """Between which days it was said, by the most exact report that tells, and how that is known.

    Where only articles' days stand in, the day of the first article. Days are ordinals.
    """
    rows = list(rows)
    exact = [row for row in rows if row.exactness <= Exactness.reported] or rows
    told = [row for row in exact if row.dated == "expression" and row.exactness < Exactness.undated]
    if told:
        best = min(told, key=lambda row: (row.last_day - row.first_day, row.last_day))
        return best.first_day, best.last_day, "expression"
    dated = [row.last_day for row in rows if row.last_day is not None]
    if dated:
        return min(dated), min(dated), "article"
    return None, None, "unknown"


def independent(articles: Sequence[tuple[int, bytes | None]]) -> list[int]:
    """Numbers from 1: the same for reports on one page, and for those whose articles are copies of each other.

    `articles` are the page and the fingerprint of each; one without a fingerprint is a copy of none.
    """
    groups = list(range(len(articles)))

    def root(at: int) -> int:
        while groups[at] != at:
            at = groups[at]
        return at

    pages: dict[int, int] = {}
    for at, (page, _) in enumerate(articles):
        groups[at] = root(pages.setdefault(page, at))
    printed = [at for at, (_, print_) in enumerate(articles) if print_ is not None and groups[at] == at]
    if len(printed) > 1:
        values = np.frombuffer(b"".join(articles[at][1] or b"" for at in printed), "<u4").reshape(-1, SIZE)
        for number, at in enumerate(printed):
            alike = np.mean(values[number + 1 :] == values[number], axis=1) >= COPIED
            for other in np.flatnonzero(alike):
                groups[root(printed[number + 1 + int(other)])] = root(at)
    order: dict[int, int] = {}
    return [order.setdefault(root(at), len(order) + 1) for at in range(len(articles))]


def precedence(row: Any) -> tuple[Any, ...]:
    """Sorts the report first that an utterance is shown by: quoted, not translated, earliest, longest."""
    loose = row.exactness != Exactness.quoted
    return loose, row.translated, _KINDS.index(row.kind), row.published or "~", -row.length, row.statement


_numbers: BindParameter[Any] = bindparam("numbers", expanding=True)
_ROWS = (
    select(
        statements.c.id,
        statements.c.statement,
        statements.c.words,
        statements.c.kind,
        func.length(statements.c.words).label("length"),
        reports.c.utterance,
        reports.c.score,
        reports.c.exactness,
        reports.c.first_day,
        reports.c.last_day,
        reports.c.dated,
        reports.c.translated,
        readings.c.fingerprint,
        readings.c.published,
        versions.c.page_id,
        names.c.person_id,
    )
    .join(reports, reports.c.statement_id == statements.c.id)
    .join(readings, readings.c.id == statements.c.reading_id)
    .join(versions, versions.c.id == readings.c.version_id)
    .join(names, names.c.id == reports.c.name_id)
    .where(reports.c.utterance.in_(_numbers))
)
