"""What newer versions of a page changed in its statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel
from sqlalchemy import Connection, func, select

from onrecord.ledger.anchoring import quote
from onrecord.ledger.derive import folded
from onrecord.ledger.entries import entries
from onrecord.ledger.results import Change, Entry
from onrecord.ledger.schema import REJECTED, pages, readings, statements, versions

REWORDED = 50
"""Likeness (Indel similarity of the words, per cent) from which one statement is taken for the other, reworded."""
LONGEST = 5_000
"""Words up to which two contents are compared word for word; longer ones are shown one after the other."""

Word = tuple[Literal["same", "cut", "put"], str]
_Key = tuple[int | None, str]


def changes(
    connection: Connection, url: str | None, since: str | None, pages_at_most: int | None
) -> Iterator[Change]:
    """Page by page, version after version: statements reworded, given to another speaker, cut, or put in.

    With `pages_at_most` only so many pages are compared: those a version of which was added last, these first.
    """
    order = versions.c.page_id if pages_at_most is None else func.max(versions.c.id).desc()
    several = (
        select(versions.c.page_id)
        .group_by(versions.c.page_id)
        .having(func.count() > 1)
        .order_by(order)
        .limit(pages_at_most)
    )
    if url is not None:
        several = several.where(versions.c.page_id.in_(select(pages.c.id).where(pages.c.url == url)))
    for page_id in connection.execute(several).scalars().all():
        for before, after in pairwise(_versions(connection, page_id)):
            if since is None or after.time >= since:
                yield from _between(connection, before, after)


def _versions(connection: Connection, page_id: int) -> Sequence[Any]:
    time = func.coalesce(versions.c.retrieved, versions.c.added).label("time")
    current = (
        select(readings.c.id, readings.c.title, pages.c.url, time)
        .select_from(readings)
        .join(versions)
        .join(pages)
        .where(versions.c.page_id == page_id, readings.c.current)
        .order_by(time, versions.c.id)
    )
    return connection.execute(current).all()


def _between(connection: Connection, before: Any, after: Any) -> Iterator[Change]:
    old, new = _statements(connection, before.id), _statements(connection, after.id)
    cut, put = _without(old, new), _without(new, old)
    pairs = _pairs(cut, put)
    shown = {entry: made for made, entry in zip(entries(connection, [*cut, *put]), [*cut, *put], strict=True)}
    for one, other in pairs:
        was, now = (shown[one] if one else None), (shown[other] if other else None)
        yield Change(
            url=after.url or "",
            title=after.title,
            before=was,
            after=now,
            words=tuple(word_changes(_words(was), _words(now))),
            noticed=after.time,
        )


def _statements(connection: Connection, reading_id: int) -> dict[int, _Key]:
    """By row, who says what, in the order of the text."""
    read = (
        select(statements.c.id, statements.c.name_id, statements.c.words)
        .where(statements.c.reading_id == reading_id, statements.c.state != REJECTED)
        .order_by(statements.c.place)
    )
    return {row.id: (row.name_id, folded(row.words)) for row in connection.execute(read)}


def _without(these: dict[int, _Key], those: dict[int, _Key]) -> dict[int, _Key]:
    """Those of `these` that are not among `those`, each counted as often as it comes."""
    left = Counter(those.values())
    kept: dict[int, _Key] = {}
    for row, key in these.items():
        if left[key] > 0:
            left[key] -= 1
        else:
            kept[row] = key
    return kept


def _pairs(cut: dict[int, _Key], put: dict[int, _Key]) -> list[tuple[int | None, int | None]]:
    """What was cut beside what came for it, the most alike first; then what has no counterpart."""
    alike = sorted(
        (
            (fuzz.ratio(was[1], now[1], score_cutoff=REWORDED), one, other)
            for one, was in cut.items()
            for other, now in put.items()
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for score, one, other in alike:
        if score > 0 and one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    return [(one, partner.get(one)) for one in cut] + [(None, other) for other in put if other not in taken]


def word_changes(before: Sequence[str], after: Sequence[str]) -> Iterable[Word]:
    """The fewest words to cut and to put that make `after` of `before`, with those that stay, in stretches."""
    if len(before) + len(after) > LONGEST:
        if before == after:
            return [("same", " ".join(before))]
        return [("cut", " ".join(before)), ("put", " ".join(after))]
    found: list[Word] = []
    cut: list[str] = []
    put: list[str] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            found += _replaced(cut, put)
            found.append(("same", " ".join(before[step.src_start : step.src_end])))
            cut, put = [], []
        else:
            cut += before[step.src_start : step.src_end]
            put += after[step.dest_start : step.dest_end]
    return [*found, *_replaced(cut, put)]


def _replaced(cut: Sequence[str], put: Sequence[str]) -> Iterator[Word]:
    if cut:
        yield "cut", " ".join(cut)
    if put:
        yield "put", " ".join(put)


def _words(entry: Entry | None) -> list[str]:
    return quote(entry.statement).split() if entry else []
