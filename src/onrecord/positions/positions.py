"""What the ledger's statements amount to: utterances, lines, and changes worth a look."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.errors import LedgerBusy, LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.derived import reports, touched
from onrecord.ledger.names import person_names
from onrecord.ledger.people import person
from onrecord.ledger.schema import names
from onrecord.ledger.showing import row_of
from onrecord.positions import checking, grouping, judging, marking, quoting, subjects
from onrecord.positions.relation import Relations
from onrecord.positions.results import (
    Change,
    Comparison,
    Judgement,
    Line,
    Mark,
    Question,
    Step,
    Subject,
    Utterance,
    Verdict,
)
from onrecord.positions.sketch import iso
from onrecord.positions.subjects import Found
from onrecord.positions.told import Told, told
from onrecord.positions.utterances import utterances

UNDATED = Mark("unclear", 0.0, None, 0.0)
MOMENT = 0.2
"""Seconds that an answer waits to keep what the model said; while others write, it is asked again next time."""
RECENT = 5_000
"""Of a speaker's utterances on a subject, those among which earlier ones are looked for: the latest."""
LOOKED_AT = 500
"""Of them, those that changes are looked for in: the latest."""
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Positions:
    """Answers over a ledger. Threads may share it.

    What was added to the ledger or corrected in it since the last answer is taken in first (`catch_up`). A `speaker`
    is a name, or a number as on the card ("#12"). `about` is the name of a saved question, an entity's name, or words
    as for `Ledger.said`; None is everything. Days are ISO; a month or a year stands for all its days. Every method
    raises LedgerError with a reason a user can act on.
    """

    def __init__(self, ledger: Ledger, *, meaning: Callable[[str], bytes | None] | None = None) -> None:
        """`meaning` gives vectors of words (`onrecord.meaning`), for questions that have one."""
        self._store = ledger.store
        self._meaning = meaning

    @cached_property
    def _relations(self) -> Relations:
        return Relations()

    def catch_up(self, progress: Callable[[int, int], Any] | None = None) -> int:
        """Takes in what is new in the ledger, by batches that are kept; the number of statements that were.

        `progress` is called with how many are done and how many there are. A ledger that cannot be written stays as
        it is, and answers with what was taken in before.
        """
        with self._store.reading() as connection:
            if not self._store.writable or connection.execute(select(touched).limit(1)).first() is None:
                return 0
        return grouping.catch_up(self._store, self._relations, progress)

    def line(
        self,
        speaker: str,
        about: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        limit: int = 100,
    ) -> Line:
        """What the speaker said on the subject, in the order of saying: the latest `limit` utterances."""
        with self._answering() as (connection, asked):
            return self._line(connection, asked, speaker, about, since, until, limit)

    def utterance(self, identity: str) -> Utterance:
        """The utterance that the statement with that id (or the only one that begins so) reports."""
        with self._answering() as (connection, _):
            row = row_of(connection, identity)
            number = connection.execute(
                select(reports.c.utterance).where(reports.c.statement_id == row)
            ).scalar()
            if number is None:
                raise LedgerError(f"statement {identity} has no named speaker, and is in no utterance")
            return utterances(connection, [number])[number]

    def quote(self, words: str, *, by: str | None = None, limit: int = 5) -> tuple[Utterance, ...]:
        """The utterances with these words, or words close to them; the closest first."""
        with self._answering() as (connection, _):
            numbers = quoting.find(connection, words, by, limit)
            found = utterances(connection, numbers)
            return tuple(found[number] for number in numbers)

    def subjects(self, speaker: str, *, limit: int = 20) -> tuple[Subject, ...]:
        """What the speaker keeps coming back to, with the number of utterances: the most frequent first."""
        with self._answering() as (connection, _):
            return subjects.recurring(connection, person(connection, speaker), limit)

    def compare(
        self,
        one: str,
        other: str,
        about: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        limit: int = 100,
    ) -> Comparison:
        """Two speakers on one subject."""
        with self._answering() as (connection, asked):
            return Comparison(
                self._line(connection, asked, one, about, since, until, limit),
                self._line(connection, asked, other, about, since, until, limit),
            )

    def periods(self, speaker: str, about: str | None, day: str, *, limit: int = 100) -> Comparison:
        """One speaker on a subject before a day, and from it on."""
        first, _ = days(day)
        with self._answering() as (connection, asked):
            before = iso(first - 1)
            return Comparison(
                self._line(connection, asked, speaker, about, None, before, limit),
                self._line(connection, asked, speaker, about, iso(first), None, limit),
            )

    def new(
        self,
        since: str,
        *,
        until: str | None = None,
        speaker: str | None = None,
        about: str | None = None,
        limit: int = 50,
    ) -> tuple[Step, ...]:
        """What was said since that day that its speaker had not said before, the latest first."""
        with self._answering() as (connection, asked):
            of_speaker = _of(person(connection, speaker)) if speaker is not None else reports.c.name_id > 0
            subject = subjects.find(connection, about, of_speaker, self._meaning)
            found = self._latest(connection, of_speaker, subject, since, until, 4 * limit)
            marks: dict[int, Mark] = {}
            theirs: dict[int, list[int]] = {}
            for number, who in found:
                theirs.setdefault(who, []).append(number)
            for who, numbers in theirs.items():
                pool = self._pool(connection, _of(who), subjects.EVERYTHING)
                marks |= self._compared(connection, asked, pool, numbers, on_subject=False).marks
            fresh = [number for number, _ in found if marks.get(number, UNDATED).what == "new"][:limit]
            made = utterances(connection, fresh)
            return tuple(Step(made[number], marks[number], None) for number in fresh)

    def changes(
        self, speaker: str, about: str | None = None, *, dismissed: bool = False, limit: int = 50
    ) -> tuple[Change, ...]:
        """Pairs of the speaker's utterances on the same point that differ, those most worth a look first.

        Those that somebody dismissed are left out, unless `dismissed`.
        """
        with self._answering() as (connection, asked):
            of_speaker = _of(person(connection, speaker))
            subject = subjects.find(connection, about, of_speaker, self._meaning)
            pool = self._pool(connection, of_speaker, subject)
            numbers = [told.utterance for told in pool[-LOOKED_AT:]]
            compared = self._compared(connection, asked, pool, numbers, on_subject=about is not None)
            return self._changes(connection, compared, {}, dismissed, limit)

    def decide(self, change: str, verdict: Verdict, *, who: str, why: str | None = None) -> Judgement:
        """Confirms or dismisses a change (its id); kept, and can be undone."""
        self.catch_up()
        with self._store.writing() as connection:
            return judging.decide(connection, change, verdict, who, why)

    def undo(self, judgement: int, *, who: str) -> Judgement:
        """Takes a judgement back; its row stays."""
        with self._store.writing() as connection:
            return judging.undo(connection, judgement, who)

    def judgements(self) -> tuple[Judgement, ...]:
        """All that were made, the oldest first, those undone too."""
        with self._store.reading() as connection:
            return judging.made(connection)

    def ask(
        self,
        name: str,
        *,
        words: Sequence[str] = (),
        entities: Sequence[str] = (),
        meaning: str | None = None,
        who: str,
    ) -> Question:
        """Saves a question under a name, in place of the one there was."""
        with self._store.writing() as connection:
            return subjects.save(connection, name, words, entities, meaning, who)

    def questions(self) -> tuple[Question, ...]:
        """The saved questions, by name."""
        with self._store.reading() as connection:
            return subjects.saved(connection)

    def check(self) -> tuple[str, ...]:
        """What is wrong, a sentence each: nothing where every report is in the utterance it belongs to."""
        self.catch_up()
        return tuple(checking.check(self._store))

    @contextmanager
    def _answering(self) -> Iterator[tuple[Connection, marking.Asked]]:
        """A connection to read with, and what to put in that the relation model was asked, to be kept at the end."""
        self.catch_up()
        asked: marking.Asked = {}
        with self._store.reading() as connection:
            yield connection, asked
        if asked and self._store.writable:
            with suppress(LedgerBusy), self._store.writing(patience=MOMENT) as connection:
                marking.keep(connection, self._relations.version, asked)

    def _line(
        self,
        connection: Connection,
        asked: marking.Asked,
        speaker: str,
        about: str | None,
        since: str | None,
        until: str | None,
        limit: int,
    ) -> Line:
        who = person(connection, speaker)
        subject = subjects.find(connection, about, _of(who), self._meaning)
        pool = self._pool(connection, _of(who), subject)
        first, last = days(since)[0] if since else 0, days(until)[1] if until else date.max.toordinal()
        fitting = [told for told in pool if told.day is None or first <= told.day <= last]
        if since or until:
            fitting = [told for told in fitting if told.day is not None]
        shown = fitting[-limit:] if limit else []
        compared = self._compared(
            connection, asked, pool, [told.utterance for told in shown], on_subject=about is not None
        )
        made = utterances(connection, [told.utterance for told in shown])
        steps: list[Step] = []
        day: int | None = None
        for one in shown:
            gap = None if day is None or one.day is None else one.day - day
            mark = UNDATED if one.day is None else compared.marks.get(one.utterance, UNDATED)
            steps.append(Step(made[one.utterance], mark, gap))
            day = one.day
        dated = [told.day for told in fitting if told.day is not None]
        return Line(
            speaker=person_names(connection, [who])[who],
            person=who,
            subject=Subject(
                subject.name,
                subject.kind,
                len(fitting),
                iso(min(dated, default=None)),
                iso(max(dated, default=None)),
            ),
            steps=tuple(steps),
            earlier=len(fitting) - len(shown),
            changes=self._changes(connection, compared, made, dismissed=False, limit=limit),
        )

    def _pool(self, connection: Connection, of_speaker: ColumnElement[bool], subject: Found) -> list[Told]:
        """The latest of a speaker's utterances on a subject, in the order of saying."""
        latest = self._latest(connection, of_speaker, subject, None, None, RECENT)
        return told(connection, [number for number, _ in latest])

    def _latest(
        self,
        connection: Connection,
        of_speaker: ColumnElement[bool],
        subject: Found,
        since: str | None,
        until: str | None,
        limit: int,
    ) -> list[tuple[int, int]]:
        """Utterances, and a person who said each, the latest first."""
        day = func.min(reports.c.last_day)
        query = (
            select(reports.c.utterance, func.min(names.c.person_id))
            .join(names, names.c.id == reports.c.name_id)
            .where(of_speaker)
            .group_by(reports.c.utterance)
            .order_by(day.desc().nulls_last(), reports.c.utterance.desc())
            .limit(limit)
        )
        if subject.statements is not None:
            query = query.where(reports.c.statement_id.in_(subject.statements))
        if since:
            query = query.having(day >= days(since)[0])
        if until:
            query = query.having(day <= days(until)[1])
        return [(number, who) for number, who in connection.execute(query)]

    def _compared(
        self,
        connection: Connection,
        asked: marking.Asked,
        pool: Sequence[Told],
        targets: Sequence[int],
        on_subject: bool,
    ) -> marking.Compared:
        compared = marking.compare(connection, self._relations, pool, targets, on_subject=on_subject)
        asked |= compared.asked
        return compared

    def _changes(
        self,
        connection: Connection,
        compared: marking.Compared,
        known: dict[int, Utterance],
        dismissed: bool,
        limit: int,
    ) -> tuple[Change, ...]:
        verdicts = judging.standing(connection)
        worth = [
            (score, earlier, later, reasons, verdicts.get((earlier.utterance, later.utterance)))
            for score, earlier, later, reasons in compared.changes
        ]
        worth = [one for one in worth if dismissed or one[4] is None or one[4].verdict != "dismissed"][:limit]
        wanted = {told.utterance for one in worth for told in one[1:3]}
        made = {**known, **utterances(connection, wanted - known.keys())}
        return tuple(
            Change(
                id=f"{made[earlier.utterance].id}-{made[later.utterance].id}",
                earlier=made[earlier.utterance],
                later=made[later.utterance],
                score=round(score, 3),
                reasons=reasons,
                judgement=judgement,
            )
            for score, earlier, later, reasons, judgement in worth
        )


def days(words: str) -> tuple[int, int]:
    """First and last day, ordinals, of "2015-12-15", "2015-12" or "2015". Raises LedgerError on anything else."""
    match = _DAY.fullmatch(words)
    try:
        if match is None:
            raise ValueError(words)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        last_month = month or 12
        last_day = day or calendar.monthrange(year, last_month)[1]
        first = date(year, month or 1, day or 1)
        return first.toordinal(), date(year, last_month, last_day).toordinal()
    except ValueError:
        raise LedgerError(f"{words!r} is not a day: write 2015-12-15, 2015-12 or 2015") from None


def _of(person: int) -> ColumnElement[bool]:
    """Restricts reports to a person's."""
    return reports.c.name_id.in_(select(names.c.id).where(names.c.person_id == person))
