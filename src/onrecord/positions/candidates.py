"""The reports that one is compared with: of the same speaker, found by their days, their words and copied articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Integer, bindparam, or_, select, union_all

from onrecord.fingerprints import COPIED, similarity
from onrecord.ledger.derived import copies, reports, shingles
from onrecord.ledger.schema import names, readings, statements, vectors
from onrecord.positions.matching import REPRINTED, Placed, near
from onrecord.positions.sketch import DELAY, MONTH, Exactness, unpacked
from onrecord.record import Statement

SCANNED = 5_000
"""Reports of days that agree which are looked at for one; beyond them only those that share words in a row."""


class Candidates:
    """Reports as they are compared, the same objects each time, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.placed: dict[int, Placed] = {}
        """By the statement's number, all that were seen."""
        self._names: dict[int, list[int]] = {}
        self._copies: dict[int, list[int]] = {}

    def of(self, report: Placed) -> list[tuple[Placed, bool]]:
        """Placed reports of the same speaker that may be of the same act, and whether their article is a copy.

        Those of days that agree and alike in stems or meaning, those that share shingles, those of copied articles.
        """
        of_speaker = {"names": self._names_of(report.name), "id": report.id}
        alike: set[int] = set()
        first, last = report.days
        if first is not None and last is not None and report.exactness < Exactness.undated:
            days = {"first": first, "last": last, "narrow": first - DELAY, "wide": first - MONTH}
            of_days = self.connection.execute(_OF_DAYS, of_speaker | days).all()
            alike.update(near(report, of_days))
        within = {"after": first and first - REPRINTED, "before": last and last + REPRINTED}
        alike.update(self.connection.execute(_WITH_SHINGLES, of_speaker | within).scalars())
        copied = self._copies_of(report.reading)
        if copied:
            alike.update(self.connection.execute(_IN_READINGS, of_speaker | {"readings": copied}).scalars())
        found = self.known(sorted(alike))
        return [(other, other.reading in copied) for other in found if other.utterance is not None]

    def known(self, ids: Sequence[int]) -> list[Placed]:
        """The reports of these statements."""
        unknown = [id for id in ids if id not in self.placed]
        if unknown:
            for row in self.connection.execute(_REPORTS, {"ids": unknown}):
                read = Statement.model_validate_json(row.body)
                days = (row.first_day, row.last_day)
                made = placed(row, read, Exactness(row.exactness), days, row.dated, unpacked(row.stems))
                made.utterance, made.link, made.score = row.utterance, row.link, row.score
                self.placed[row.id] = made
        return [self.placed[id] for id in ids]

    def _names_of(self, name: int) -> list[int]:
        if name not in self._names:
            this = select(names.c.person_id).where(names.c.id == name).scalar_subquery()
            found = self.connection.execute(select(names.c.id).where(names.c.person_id == this))
            self._names[name] = list(found.scalars())
        return self._names[name]

    def _copies_of(self, reading: int) -> list[int]:
        if reading not in self._copies:
            here = select(copies.c.band).where(copies.c.reading_id == reading)
            shared = select(copies.c.reading_id).where(copies.c.band.in_(here)).distinct()
            rows = self.connection.execute(
                select(readings.c.id, readings.c.fingerprint).where(readings.c.id.in_(shared))
            ).all()
            prints = {row.id: row.fingerprint for row in rows}
            mine = prints.pop(reading, None)
            self._copies[reading] = [
                other for other, theirs in prints.items() if mine and similarity(mine, theirs) >= COPIED
            ]
        return self._copies[reading]


COLUMNS = (
    statements.c.id,
    statements.c.statement,
    statements.c.reading_id,
    statements.c.body,
    statements.c.kind,
    statements.c.words,
    vectors.c.vector,
)
"""Of a statement, what `placed` takes; its speaker's name besides."""
IDS: BindParameter[Any] = bindparam("ids", expanding=True, literal_execute=True)  # there may be very many


def placed(
    row: Any,
    read: Statement,
    exactness: Exactness,
    days: tuple[int | None, int | None],
    dated: str,
    stems: frozenset[int],
) -> Placed:
    """The report of a row that has `COLUMNS` and the name, as it is compared."""
    return Placed(
        id=row.id,
        identity=row.statement,
        reading=row.reading_id,
        name=row.name_id,
        exactness=exactness,
        days=days,
        dated=dated,
        kind=row.kind,
        text=row.words,
        cue=read.cue.text if read.cue else None,
        stems=stems,
        vector=row.vector,
    )


_names: BindParameter[Any] = bindparam("names", expanding=True)
_id: BindParameter[int] = bindparam("id")
_DATED = (
    select(reports.c.statement_id.label("id"), reports.c.stems, vectors.c.vector)
    .outerjoin(vectors, vectors.c.statement_id == reports.c.statement_id)
    .where(
        reports.c.name_id.in_(_names), reports.c.statement_id != _id, reports.c.last_day >= bindparam("first")
    )
)
_OF_DAYS = union_all(  # and not one query with OR, for which SQLite reads all of a speaker's reports
    _DATED.where(
        reports.c.exactness.in_((Exactness.quoted, Exactness.reported)),
        reports.c.first_day.between(bindparam("narrow"), bindparam("last")),
    ),
    _DATED.where(
        reports.c.exactness == Exactness.vague,
        reports.c.first_day.between(bindparam("wide"), bindparam("last")),
    ),
).limit(SCANNED)
_of = shingles.alias()
_WITH_SHINGLES = (
    select(reports.c.statement_id)
    .join(shingles, shingles.c.statement_id == reports.c.statement_id)
    .where(
        shingles.c.name_id.in_(_names),
        shingles.c.key.in_(select(_of.c.key).where(_of.c.statement_id == _id)),
        shingles.c.statement_id != _id,
        or_(
            bindparam("after", type_=Integer).is_(None),
            reports.c.last_day.is_(None),
            (reports.c.first_day <= bindparam("before")) & (reports.c.last_day >= bindparam("after")),
        ),
    )
)
"""Of days so far apart that no article can repeat the other's quotation (`matching.REPRINTED`), none is."""
_IN_READINGS = (
    select(reports.c.statement_id)
    .join(statements, statements.c.id == reports.c.statement_id)
    .where(
        statements.c.reading_id.in_(bindparam("readings", expanding=True)),
        (reports.c.name_id + 0).in_(_names),  # + 0 keeps SQLite from going through all of a speaker's reports
        reports.c.statement_id != _id,
    )
)
_REPORTS = (
    select(*COLUMNS, *(column for column in reports.c if column.name != "statement_id"))
    .join(reports, reports.c.statement_id == statements.c.id)
    .outerjoin(vectors, vectors.c.statement_id == statements.c.id)
    .where(statements.c.id.in_(IDS))
)
