"""What utterances are about: entities, words, and questions that somebody saved."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, union

from onrecord.errors import LedgerError
from onrecord.ledger.asking import matches
from onrecord.ledger.derived import questions, reports
from onrecord.ledger.names import people_called, person_names, storable
from onrecord.ledger.schema import mentions, names, statements, vectors
from onrecord.ledger.writing import now
from onrecord.positions.alignment import tokens
from onrecord.positions.meanings import units
from onrecord.positions.relation.words import stem
from onrecord.positions.results import Question, Subject
from onrecord.positions.sketch import iso

CLOSE = 0.5
"""Cosine from which a statement means something close to a question's sentence."""
LATEST = 2_000
"""Statements of a speaker in which recurring phrases are looked for, the latest."""
RECURRING = 2
"""Utterances from which a subject recurs."""

Kind = Literal["entity", "phrase", "question", "everything"]


@dataclass(frozen=True)
class Found:
    """What `about` was understood as."""

    name: str
    kind: Kind
    statements: Select[int] | None
    """Of all the speaker's that are on it; None: all are."""


EVERYTHING = Found("everything", "everything", None)


def find(
    connection: Connection,
    about: str | None,
    of_speaker: ColumnElement[bool],
    meaning: Callable[[str], bytes | None] | None,
) -> Found:
    """The subject called so: a saved question, an entity with the statements that have its name as a word, or words.

    `of_speaker` restricts reports. Raises LedgerError when there is no word to look for.
    """
    if about is None:
        return EVERYTHING
    row = connection.execute(select(questions).where(questions.c.name == about)).first()
    if row is not None:
        return Found(row.name, "question", _of_question(connection, _question(row), of_speaker, meaning))
    worded = matches(connection, about)
    entities = people_called(connection, about)
    if not entities:
        return Found(about, "phrase", worded)
    called = person_names(connection, entities)
    name = called[entities[0]] if len(entities) == 1 else about
    return Found(name, "entity", _any(_mentioning(entities), worded))


def _of_question(
    connection: Connection,
    question: Question,
    of_speaker: ColumnElement[bool],
    meaning: Callable[[str], bytes | None] | None,
) -> Select[int]:
    parts = [matches(connection, " or ".join(question.words))] if question.words else []
    entities = [person for entity in question.entities for person in people_called(connection, entity)]
    if entities:
        parts.append(_mentioning(entities))
    vector = meaning(question.meaning) if question.meaning and meaning else None
    if vector:
        near = _near(connection, vector, of_speaker)
        parts.append(select(statements.c.id).where(statements.c.id.in_(near)))
    return _any(*parts) if parts else select(statements.c.id).where(statements.c.id.is_(None))


def _near(connection: Connection, vector: bytes, of_speaker: ColumnElement[bool]) -> list[int]:
    rows = connection.execute(
        select(vectors.c.statement_id, vectors.c.vector)
        .join(reports, reports.c.statement_id == vectors.c.statement_id)
        .where(of_speaker, func.length(vectors.c.vector) == len(vector))
    ).all()
    cosines = units([vector, *(row.vector for row in rows)], len(vector))
    near = cosines[1:] @ cosines[0] >= CLOSE
    return [row.statement_id for row, close in zip(rows, near.tolist(), strict=True) if close]


def _mentioning(entities: Sequence[int]) -> Select[int]:
    theirs = select(names.c.id).where(names.c.person_id.in_(entities))
    return select(mentions.c.statement_id).where(mentions.c.name_id.in_(theirs))


def _any(*parts: Select[int]) -> Select[int]:
    together = union(*(select(part.subquery().c[0].label("id")) for part in parts)).subquery()
    return select(together.c.id)


def recurring(connection: Connection, speaker: int, limit: int) -> tuple[Subject, ...]:
    """The entities and key phrases that come in several of a speaker's utterances, the most frequent first."""
    theirs = reports.c.name_id.in_(select(names.c.id).where(names.c.person_id == speaker))
    found = [*_entities(connection, speaker, theirs, limit)]
    known = {stem for subject in found for stem in _stems(subject.name)}
    found += [
        subject for subject in _phrases(connection, theirs) if not known.issuperset(_stems(subject.name))
    ]
    return tuple(sorted(found, key=lambda subject: (-subject.utterances, subject.name))[:limit])


def _entities(
    connection: Connection, speaker: int, theirs: ColumnElement[bool], limit: int
) -> Sequence[Subject]:
    count = func.count(reports.c.utterance.distinct())
    rows = connection.execute(
        select(
            names.c.person_id,
            count.label("utterances"),
            func.min(reports.c.last_day).label("first"),
            func.max(reports.c.last_day).label("last"),
        )
        .select_from(reports)
        .join(mentions, mentions.c.statement_id == reports.c.statement_id)
        .join(names, names.c.id == mentions.c.name_id)
        .where(theirs, names.c.person_id != speaker)
        .group_by(names.c.person_id)
        .having(count >= RECURRING)
        .order_by(count.desc(), names.c.person_id)
        .limit(limit)
    ).all()
    called = person_names(connection, [row.person_id for row in rows])
    return [
        Subject(called[row.person_id], "entity", row.utterances, iso(row.first), iso(row.last))
        for row in rows
    ]


def _phrases(connection: Connection, theirs: ColumnElement[bool]) -> list[Subject]:
    rows = connection.execute(
        select(reports.c.utterance, reports.c.last_day, statements.c.body)
        .join(statements, statements.c.id == reports.c.statement_id)
        .where(theirs)
        .order_by(reports.c.last_day.desc())
        .limit(LATEST)
    )
    shown: dict[tuple[str, ...], str] = {}
    days: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    for row in rows:
        for phrase in json.loads(row.body).get("phrases", ()):
            stems = _stems(phrase)
            shown.setdefault(stems, phrase)
            days[stems].setdefault(row.utterance, row.last_day or 0)
    return [
        Subject(
            shown[stems],
            "phrase",
            len(utterances),
            iso(min(filter(None, utterances.values()), default=None)),
            iso(max(filter(None, utterances.values()), default=None)),
        )
        for stems, utterances in days.items()
        if len(utterances) >= RECURRING
    ]


def _stems(name: str) -> tuple[str, ...]:
    """By which names of one subject are known, spelt in British or American."""
    return tuple(map(stem, tokens(name)))


def save(
    connection: Connection,
    name: str,
    words: Sequence[str],
    entities: Sequence[str],
    meaning: str | None,
    who: str,
) -> Question:
    """Saves a question in place of the one with its name. Raises LedgerError when it asks nothing."""
    name = storable(" ".join(name.split()))
    if not name or not (words or entities or meaning):
        raise LedgerError("a question has a name, and words, an entity or a meaning to find statements by")
    for search in words:
        matches(connection, search)
    asks = {"words": list(words), "entities": list(entities), "meaning": meaning}
    connection.execute(delete(questions).where(questions.c.name == name))
    made = insert(questions).values(name=name, asks=json.dumps(asks, ensure_ascii=False), who=who, made=now())
    connection.execute(made)
    return _question(connection.execute(select(questions).where(questions.c.name == name)).one())


def saved(connection: Connection) -> tuple[Question, ...]:
    """All questions, by name."""
    return tuple(_question(row) for row in connection.execute(select(questions).order_by(questions.c.name)))


def _question(row: Any) -> Question:
    asks = json.loads(row.asks)
    return Question(
        row.name, tuple(asks["words"]), tuple(asks["entities"]), asks["meaning"], row.who, row.made
    )
