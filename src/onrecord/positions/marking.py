"""What an utterance is to the earlier ones of its speaker: new, restated, or a change worth a look."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from onrecord.ledger.derived import relations as answers
from onrecord.ledger.schema import statements, vectors
from onrecord.positions.alignment import align, common, tokens
from onrecord.positions.matching import READ, VERBATIM_WORDS
from onrecord.positions.meanings import units
from onrecord.positions.relation import Relation, Relations, Side
from onrecord.positions.results import Mark
from onrecord.positions.sketch import iso
from onrecord.positions.told import Told
from onrecord.record import Statement

COMPARED = 3
"""Earlier utterances that one is compared with: those most like it."""
ALIKE, ALIKE_ON_SUBJECT = 0.25, 0.1
NEAR, NEAR_ON_SUBJECT = 0.5, 0.3
"""Likeness of the words (cosine, rare words counting more), and of the meaning, from which two utterances may be on the
same point: any two of a speaker, and two that are on one subject. The higher of them is what counts as close."""
COMMON = 50
"""Utterances, or a twentieth of them where they are more, from which a word that all have tells nothing."""
FEWEST = 2
"""Words with a subject that an utterance must have to be compared."""
RESTATED = 0.65
NEW = 0.35
"""From and up to which likelihood an utterance counts as restated, or as new; it is unclear between them."""
CHANGED = 0.3
UNEXPLAINED = 0.5
"""Likelihood from which a change is worth a look: with a reason that can be shown, and without."""

Pair = tuple[Told, Told]
Asked = dict[tuple[int, int], Relation]
"""What the relation model said, by the two statements."""


@dataclass
class Compared:
    """What came of comparing."""

    marks: dict[int, Mark] = field(default_factory=dict)
    """By the number of the utterance."""
    changes: list[tuple[float, Told, Told, tuple[str, ...]]] = field(default_factory=list)
    """How likely, the earlier, the later, and why; the likeliest first."""
    asked: Asked = field(default_factory=dict)
    """What is to be kept, as the model was asked anew."""


def compare(
    connection: Connection,
    relations: Relations,
    pool: Sequence[Told],
    targets: Iterable[int],
    *,
    on_subject: bool,
) -> Compared:
    """Marks the utterances `targets`, each against those before it in `pool`, which is in the order of saying.

    `on_subject` says that the pool is what was said on one subject, and not all that a speaker said.
    """
    least = (ALIKE_ON_SUBJECT, NEAR_ON_SUBJECT) if on_subject else (ALIKE, NEAR)
    candidates = _candidates(pool, set(targets), *least)
    known = _known(connection, relations, [pair for pairs in candidates.values() for pair, _ in pairs])
    asked = _asked(
        connection, relations, [p for pairs in candidates.values() for p, _ in pairs if _key(p) not in known]
    )
    known |= asked
    result = Compared(asked=asked)
    for number, pairs in candidates.items():
        result.marks[number] = _mark([(pair, alike, known[_key(pair)]) for pair, alike in pairs])
        for pair, _ in pairs:
            relation = known[_key(pair)]
            if relation.changed >= (CHANGED if relation.reasons else UNEXPLAINED):
                result.changes.append((relation.changed, *pair, relation.reasons))
    result.changes.sort(key=lambda change: (-change[0], change[2].order))
    return result


def keep(connection: Connection, model: str, asked: Asked) -> None:
    """Keeps what the model said, in place of what another version said of the same."""
    rows = [
        {"earlier_id": one, "later_id": other, "model": model, "answer": json.dumps(asdict(relation))}
        for (one, other), relation in asked.items()
    ]
    ids = [{"one": row["earlier_id"], "other": row["later_id"]} for row in rows]
    there = set(
        connection.execute(
            select(statements.c.id).where(statements.c.id.in_({id for pair in asked for id in pair}))
        ).scalars()
    )
    connection.execute(_DROP, ids)
    rows = [row for row in rows if row["earlier_id"] in there and row["later_id"] in there]
    if rows:
        connection.execute(insert(answers), rows)


def _candidates(
    pool: Sequence[Told], wanted: set[int], least_alike: float, least_near: float
) -> dict[int, list[tuple[Pair, float]]]:
    """For each wanted utterance the earlier ones most like it, by rare words in common and by meaning."""
    frequency = Counter(stem for told in pool for stem in told.stems)
    most = max(COMMON, len(pool) // 20)
    rarity = {stem: math.log(1 + len(pool) / count) for stem, count in frequency.items() if count <= most}
    telling = [[stem for stem in told.stems if stem in rarity] for told in pool]
    weight = [sum(rarity[stem] for stem in stems) for stems in telling]
    having: dict[int, list[int]] = defaultdict(list)
    meanings = _meanings(pool)
    found: dict[int, list[tuple[Pair, float]]] = {}
    begun = 0  # those of the same day are not earlier
    for at, told in enumerate(pool):
        while begun < at and (pool[begun].day is None or pool[begun].day != told.day):
            for stem in telling[begun]:
                having[stem].append(begun)
            begun += 1
        if told.utterance not in wanted:
            continue
        shared: dict[int, float] = defaultdict(float)
        for stem in telling[at]:
            for other in having[stem]:
                shared[other] += rarity[stem]
        alike = {other: both / math.sqrt(weight[at] * weight[other]) for other, both in shared.items()}
        alike = {other: likeness for other, likeness in alike.items() if likeness >= least_alike}
        if meanings is not None and begun:
            cosines = meanings[:begun] @ meanings[at]
            for other in np.flatnonzero(cosines >= least_near).tolist():
                alike[other] = max(alike.get(other, 0.0), float(cosines[other]))
        worded = [other for other in alike if min(len(told.stems), len(pool[other].stems)) >= FEWEST]
        best = sorted(worded, key=lambda other: (-alike[other], -other))[:COMPARED]
        found[told.utterance] = [((pool[other], told), round(alike[other], 3)) for other in best]
    return found


def _meanings(pool: Sequence[Told]) -> Any:
    """The unit vectors, zero for those that have none; None where nobody has one."""
    lengths = {len(told.vector) for told in pool if told.vector}
    if len(lengths) != 1:
        return None
    return units([told.vector for told in pool], *lengths)


def _mark(compared: Sequence[tuple[Pair, float, Relation]]) -> Mark:
    if not compared:
        return Mark("new", 1.0, None, 0.0)
    (earlier, _), alike, relation = max(compared, key=lambda one: (_repeats(one[2]), one[1]))
    repeats = round(_repeats(relation), 3)
    if repeats >= RESTATED:
        return Mark("restated", repeats, earlier.identity, min(alike, 1.0))
    what = Mark("new", round(1 - repeats, 3), earlier.identity, min(alike, 1.0))
    return what if repeats <= NEW else Mark("unclear", repeats, earlier.identity, min(alike, 1.0))


def _repeats(relation: Relation) -> float:
    return relation.restated + relation.same_utterance + relation.altered


def _key(pair: Pair) -> tuple[int, int]:
    return pair[0].statement, pair[1].statement


def _known(connection: Connection, relations: Relations, pairs: Sequence[Pair]) -> Asked:
    wanted = {_key(pair) for pair in pairs}
    if not wanted:
        return {}
    later = {other for _, other in wanted}
    rows = connection.execute(_KNOWN, {"later": list(later), "model": relations.version})
    return {
        (row.earlier_id, row.later_id): _read(row.answer)
        for row in rows
        if (row.earlier_id, row.later_id) in wanted
    }


def _read(answer: str) -> Relation:
    fields = json.loads(answer)
    return Relation(**{**fields, "reasons": tuple(fields["reasons"])})


def _asked(connection: Connection, relations: Relations, pairs: Sequence[Pair]) -> Asked:
    day_of = {told.statement: told.day for pair in pairs for told in pair}
    rows = connection.execute(_SIDES, {"ids": list(day_of)}) if day_of else ()
    side_of = {row.id: _side(row, day_of[row.id]) for row in rows}
    sides = [(side_of[one.statement], side_of[other.statement]) for one, other in pairs]
    return {
        _key(pair): REPEATED if _repeated(*texts) else relation
        for pair, texts, relation in zip(pairs, sides, relations.between(sides), strict=True)
    }


def _side(row: Any, day: int | None) -> Side:
    cue = Statement.model_validate_json(row.body).cue
    return Side(row.words[:READ], row.kind, iso(day), row.vector, cue.text if cue else None)


def _repeated(one: Side, other: Side) -> bool:
    """Whether the later has nearly all words of the earlier, or the earlier of the later, and none that alters them."""
    a, b = tokens(one.text), tokens(other.text)
    shorter = min(len(a), len(b))
    if shorter < VERBATIM_WORDS or common(a, b)[0] < SAME_WORDS * shorter:
        return False
    return not align(one.text, other.text).flags


REPEATED = Relation(same_utterance=0.0, altered=0.0, restated=0.98, new=0.01, changed=0.01)
"""What is said again in the same words, whatever the model thinks of them."""
SAME_WORDS = 0.9


_later: BindParameter[Any] = bindparam("later", expanding=True)
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_KNOWN = select(answers).where(answers.c.later_id.in_(_later), answers.c.model == bindparam("model"))
_DROP = delete(answers).where(
    answers.c.earlier_id == bindparam("one"), answers.c.later_id == bindparam("other")
)
_SIDES = (
    select(statements.c.id, statements.c.words, statements.c.kind, statements.c.body, vectors.c.vector)
    .outerjoin(vectors, vectors.c.statement_id == statements.c.id)
    .where(statements.c.id.in_(_ids))
)
