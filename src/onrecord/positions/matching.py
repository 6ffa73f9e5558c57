"""Whether two reports are of the same act of saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from onrecord.positions.alignment import LONGEST, common, tokens
from onrecord.positions.meanings import units
from onrecord.positions.relation import Relations, Side
from onrecord.positions.sketch import Exactness, gap, iso

VERBATIM_WORDS = 4
"""Words that a wording must have to be recognised by them on the same day."""
VERBATIM_SHARE = 0.8
"""Share of the shorter wording's words that the longer must have in the same order, to be the same words."""
RUN = 8
"""Words in a row by which a quotation is recognised where dates do not say that it is the same."""
REPRINTED = 45
"""Days within which an article that does not say when may repeat a quotation that long."""
COPIED_SHARE = 0.4
"""The share of the shorter wording's words in copies of one article; a third of the words may be replaced there."""
MEANT = 0.6
"""How likely the relation model must hold the same act to be, where words do not decide (docs/relations.md)."""
READ = 10_000
"""Characters of a statement that the relation model is given."""
NEAR_WORDS = 0.3
NEAR_MEANING = 0.55
"""Share of stems, or cosine of meanings, from which the model is asked."""

How = Literal["words", "copy", "meaning"]


@dataclass
class Placed:
    """A report as it is compared."""

    id: int
    identity: str
    reading: int
    name: int
    """The speaker's."""
    exactness: Exactness
    days: tuple[int | None, int | None]
    dated: str
    kind: Literal["direct", "indirect", "mixed"]
    text: str
    cue: str | None
    stems: frozenset[int]
    vector: bytes | None
    utterance: int | None = None
    link: int | None = None
    score: float = 0.0

    @cached_property
    def tokens(self) -> list[str]:
        """Of as many words as are compared."""
        return tokens(self.text)[:LONGEST]

    @property
    def quoted(self) -> bool:
        return self.kind != "indirect"


@dataclass(frozen=True, slots=True)
class Same:
    """Two reports are taken for the same act of saying."""

    score: float
    how: How


def near(report: Placed, others: Sequence[tuple[int, bytes, bytes | None]]) -> list[int]:
    """Which reports of agreeing days are alike enough to be looked at, by their stems or their meaning.

    `others` are their numbers, stems (`sketch.packed`) and vectors.
    """
    if not others:
        return []
    ids, stems, vectors = zip(*others, strict=True)
    mine = np.array(sorted(report.stems), dtype=np.uint32)
    counts = np.array([len(packed) for packed in stems]) // mine.itemsize
    both = np.isin(np.frombuffer(b"".join(stems), np.uint32), mine)
    ends = np.cumsum(counts)
    shared = np.diff(np.concatenate([[0], np.cumsum(both)])[np.concatenate([[0], ends])])
    least = NEAR_WORDS * np.minimum(counts, len(mine))
    alike = (least > 0) & (shared >= least)
    if report.vector:
        rows = units((report.vector, *vectors), len(report.vector))
        alike |= rows[1:] @ rows[0] >= NEAR_MEANING
    return [id for id, one in zip(ids, alike.tolist(), strict=True) if one]


def by_words(one: Placed, other: Placed, *, copied: bool) -> Same | Literal["unclear"] | None:
    """What the words and the days decide; "unclear" where the meaning must.

    `copied` says that the articles are copies of each other. The same for both orders.
    """
    one, other = sorted((one, other), key=_order)
    shorter = min(len(one.tokens), len(other.tokens))
    if not shorter:
        return None
    apart = gap(one.days, other.days)
    together, run = common(one.tokens, other.tokens)
    share = together / shorter
    loose = max(one, other, key=lambda report: (report.exactness, -len(report.tokens)))
    closeness = (3 * together / len(loose.tokens) + 2 * together / (len(one.tokens) + len(other.tokens))) / 4
    if copied and (share >= COPIED_SHARE or one.tokens == other.tokens):
        return Same(_score(0.9, closeness), "copy")
    if apart == 0 and (
        one.tokens == other.tokens or (shorter >= VERBATIM_WORDS and share >= VERBATIM_SHARE and run >= 3)
    ):
        return Same(_score(0.9, closeness), "words")
    if (
        run >= RUN
        and share >= VERBATIM_SHARE
        and one.quoted
        and other.quoted
        and _repeated(one, other, apart)
    ):
        return Same(_score(0.8, closeness), "words")
    return "unclear" if apart == 0 and shorter >= VERBATIM_WORDS else None


def _repeated(one: Placed, other: Placed, apart: int | None) -> bool:
    """Whether the later of two pages may repeat what was said for the earlier."""
    if apart is None or apart <= 1:
        return True
    later = max(one, other, key=lambda report: (report.days[1] or 0, report.identity))
    return later.dated == "article" and apart <= REPRINTED


def by_meaning(pairs: Sequence[tuple[Placed, Placed]], relations: Relations) -> list[Same | None]:
    """What the relation model decides, given that the days agree."""
    ordered = [sorted(pair, key=_order) for pair in pairs]
    answers = relations.between([(_side(one, one), _side(other, one)) for one, other in ordered])
    found: list[Same | None] = []
    for (one, other), answer in zip(ordered, answers, strict=True):
        share = common(one.tokens, other.tokens)[0] / min(len(one.tokens), len(other.tokens))
        score = round(0.6 * answer.same_act + 0.3 * share, 3)
        found.append(Same(score, "meaning") if answer.same_act >= MEANT else None)
    return found


def _side(report: Placed, first: Placed) -> Side:
    """The report as the model takes it; on the day of the first, as the days agree."""
    return Side(report.text[:READ], report.kind, iso(first.days[1]), report.vector, report.cue)


def _order(report: Placed) -> Any:
    return (report.days[1] or 0, report.exactness, report.identity)


def _score(least: float, closeness: float) -> float:
    return round(least + (1 - least) * closeness, 3)
