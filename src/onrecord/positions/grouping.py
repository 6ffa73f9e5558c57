"""Which reports are of one utterance: kept in the ledger, and brought up to date with what changed in it.

Reports are placed one after the other, and the outcome does not depend on their order. Two reports of the same
exactness that are accepted as the same act (`matching`) belong together, and so do those connected through others. A
less exact one (reported in other words, or on some day of a month) joins the single more exact one that it fits best,
so that it never ties two acts together; where there is none it is grouped with its like.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from onrecord.fingerprints import bands
from onrecord.ledger.anchoring import article
from onrecord.ledger.derived import copies, reports, shingles, touched
from onrecord.ledger.schema import SHOWN, readings, statements, vectors
from onrecord.ledger.store import Store
from onrecord.positions.candidates import COLUMNS, IDS, Candidates, placed
from onrecord.positions.matching import Placed, Same, by_meaning, by_words
from onrecord.positions.relation import Relations
from onrecord.positions.sketch import TRANSLATED, band_keys, packed, sketch
from onrecord.record import Statement

BATCH = 500
"""Statements placed in one transaction."""
SCANNED = 5_000
"""Reports of days that agree which are looked at for one; beyond them only those that share words in a row."""
PAUSE = 0.11
"""Seconds between batches, so that others can write: SQLite looks for a free moment every tenth of a second."""
ALONE = 0.0
"""The score of a report that nothing was compared with."""
WORDS = 60
"""An article has so many to be told for a copy; a shorter one may be little more than the same quotation."""
AROUND = 300
"""Characters around a statement in which its page may say that it was translated."""


def catch_up(store: Store, relations: Relations, progress: Callable[[int, int], Any] | None = None) -> int:
    """Places all that was touched since, a batch a transaction; the number of statements."""
    done = 0
    while True:
        with store.reading() as connection:
            waiting = connection.execute(select(func.count()).select_from(touched)).scalar_one()
        if progress and (waiting or done):
            progress(done, done + waiting)
        if not waiting:
            return done
        if done:
            time.sleep(PAUSE)
        with store.writing() as connection:
            done += Grouping(connection, relations).take(BATCH)


class Grouping:
    """Places touched statements, inside one writing transaction."""

    def __init__(self, connection: Connection, relations: Relations) -> None:
        self.connection = connection
        self.relations = relations
        self.candidates = Candidates(connection)

    def take(self, limit: int) -> int:
        """Places up to `limit` of the touched statements, with all those whose place hangs on theirs."""
        first = select(touched.c.statement_id).order_by(touched.c.statement_id).limit(limit)
        ids = list(self.connection.execute(first).scalars())
        known = select(reports.c.utterance).where(reports.c.statement_id.in_(ids))
        with_them = select(reports.c.statement_id).where(reports.c.utterance.in_(known))
        again = sorted({*ids, *self.connection.execute(with_them).scalars()})
        self.connection.execute(delete(reports).where(reports.c.statement_id.in_(IDS)), {"ids": again})
        self.connection.execute(delete(shingles).where(shingles.c.statement_id.in_(IDS)), {"ids": again})
        waiting = deque(self._sketched(again))
        while waiting:
            waiting += self._place(waiting.popleft())
        self.connection.execute(delete(touched).where(touched.c.statement_id.in_(IDS)), {"ids": again})
        return len(ids)

    def _sketched(self, ids: Sequence[int]) -> list[Placed]:
        """Writes down what these statements are found by; those that have a named speaker and are shown."""
        rows = self.connection.execute(_TO_SKETCH, {"ids": ids}).all()
        texts = {id: article(self.connection, id).text for id in sorted({row.reading_id for row in rows})}
        self._file_copies(
            {
                row.reading_id: row.fingerprint
                for row in rows
                if row.fingerprint and len(texts[row.reading_id].split()) >= WORDS
            }
        )
        found: list[dict[str, Any]] = []
        keys: list[dict[str, int]] = []
        sketched: dict[int, Placed] = {}
        for row in rows:
            read = Statement.model_validate_json(row.body)
            same_days = (read.said.from_ or "", read.said.to) == (row.said_from, row.said_to or None)
            dated = read.said.how if same_days else "expression"
            exact = row.kind != "indirect" and read.inside is None
            made = sketch(row.words, row.said_from, row.said_to, dated, quoted=exact)
            found.append(
                {
                    "statement_id": row.id,
                    "name_id": row.name_id,
                    "utterance": row.id,
                    "link": None,
                    "score": ALONE,
                    "exactness": int(made.exactness),
                    "first_day": made.first,
                    "last_day": made.last,
                    "dated": made.dated,
                    "translated": _says_translated(read, texts[row.reading_id]),
                    "stems": packed(made.stems),
                }
            )
            keys += [{"name_id": row.name_id, "key": key, "statement_id": row.id} for key in made.shingles]
            sketched[row.id] = placed(
                row, read, made.exactness, (made.first, made.last), made.dated, made.stems
            )
        if found:
            self.connection.execute(insert(reports), found)
        if keys:
            self.connection.execute(insert(shingles), keys)
        self.candidates.placed |= sketched
        return list(sketched.values())

    def _file_copies(self, fingerprints: dict[int, bytes]) -> None:
        filed = set(
            self.connection.execute(
                select(copies.c.reading_id).where(copies.c.reading_id.in_(fingerprints)).distinct()
            ).scalars()
        )
        new = [
            {"band": band, "reading_id": reading}
            for reading, fingerprint in fingerprints.items()
            if reading not in filed
            for band in set(band_keys(bands(fingerprint)))
        ]
        if new:
            self.connection.execute(insert(copies), new)

    def _place(self, report: Placed) -> list[Placed]:
        """Finds the utterance of a report; the reports that have to be placed again because of it."""
        if report.utterance is not None:
            return []
        accepted = self._accepted(report)
        more_exact = [(same, other) for same, other in accepted if other.exactness < report.exactness]
        if more_exact:
            same, best = max(more_exact, key=lambda pair: _preference(*pair))
            assert best.utterance is not None
            self._set(report, best.utterance, best.id, same.score)
        else:
            peers = [
                (same, other)
                for same, other in accepted
                if other.exactness == report.exactness and other.link is None
            ]
            self._join(report, peers)
        loosened: list[Placed] = []
        for same, other in accepted:
            if other.exactness > report.exactness and self._fits_better(report, same, other):
                loosened += self._move(other, report, same)
        return loosened

    def _accepted(self, report: Placed) -> list[tuple[Same, Placed]]:
        """The placed reports of the same act of saying."""
        candidates = self.candidates.of(report)
        found: list[tuple[Same, Placed]] = []
        unclear: list[Placed] = []
        for other, copied in candidates:
            decided = by_words(report, other, copied=copied)
            if decided == "unclear":
                if (
                    not copied and other.reading != report.reading
                ):  # an article's statements are different ones
                    unclear.append(other)
            elif decided is not None:
                found.append((decided, other))
        meant = by_meaning([(report, other) for other in unclear], self.relations)
        return found + [(same, other) for same, other in zip(meant, unclear, strict=True) if same]

    def _join(self, report: Placed, peers: Sequence[tuple[Same, Placed]]) -> None:
        """Puts a report together with its peers, and their utterances into one."""
        if not peers:
            report.utterance, report.link, report.score = report.id, None, ALONE  # as it was written down
            return
        joined = sorted({other.utterance for _, other in peers if other.utterance is not None})
        self._set(report, joined[0], None, max(same.score for same, _ in peers))
        for rest in joined[1:]:
            self._rename(rest, joined[0])
        for same, other in peers:
            if same.score > other.score:
                self._set(other, joined[0], None, same.score)

    def _rename(self, utterance: int, to: int) -> None:
        self.connection.execute(update(reports).where(reports.c.utterance == utterance).values(utterance=to))
        for report in self.candidates.placed.values():
            if report.utterance == utterance:
                report.utterance = to

    def _set(self, report: Placed, utterance: int, link: int | None, score: float) -> None:
        report.utterance, report.link, report.score = utterance, link, score
        values = {"row": report.id, "utterance": utterance, "link": link, "score": score}
        self.connection.execute(_SET, values)

    def _fits_better(self, report: Placed, same: Same, other: Placed) -> bool:
        """Whether a less exact report fits this one better than the more exact one that it is with."""
        if other.link is None:
            return True
        (with_,) = self.candidates.known([other.link])
        return _preference(same, report) > (other.score, *_preference(same, with_)[1:])

    def _move(self, other: Placed, to: Placed, same: Same) -> list[Placed]:
        """Puts a less exact report to a more exact one; those that were placed by it are to be placed again."""
        left = other.utterance
        inside = select(reports.c.statement_id).where(reports.c.utterance == left)
        members = self.candidates.known(list(self.connection.execute(inside).scalars()))
        hang = {other.id} if other.link is not None else {member.id for member in members}
        while more := {member.id for member in members if member.link in hang} - hang:
            hang |= more
        assert to.utterance is not None
        self._set(other, to.utterance, to.id, same.score)
        again = [member for member in members if member.id in hang and member is not other]
        for member in again:
            self._set(member, member.id, None, ALONE)
            member.utterance = None
        return again


def _preference(same: Same, other: Placed) -> tuple[float, int, str]:
    """Which of several more exact reports a less exact one joins: the closest, then the earliest."""
    return same.score, -(other.days[1] or 0), other.identity


def _says_translated(read: Statement, text: str) -> bool:
    spans = (read.source, read.cue, *read.content)
    starts, ends = [span.start for span in spans if span], [span.end for span in spans if span]
    if not starts:
        return False
    return bool(TRANSLATED.search(text, max(0, min(starts) - AROUND), max(ends) + AROUND))


_TO_SKETCH = (
    select(
        *COLUMNS,
        statements.c.name_id,
        statements.c.said_from,
        statements.c.said_to,
        readings.c.fingerprint,
    )
    .join(readings, statements.c.reading_id == readings.c.id)
    .outerjoin(vectors, vectors.c.statement_id == statements.c.id)
    .where(statements.c.id.in_(IDS), statements.c.name_id.is_not(None), statements.c.state.in_(SHOWN))
    .order_by(statements.c.id)
)
_SET = (
    update(reports)
    .where(reports.c.statement_id == bindparam("row"))
    .values(utterance=bindparam("utterance"), link=bindparam("link"), score=bindparam("score"))
)
