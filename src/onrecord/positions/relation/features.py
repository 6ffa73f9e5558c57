"""Two statements as a row of plain numbers: what they share, what only one has, and which differences stand out."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from onrecord.positions.relation import differences
from onrecord.positions.relation.differences import Compared
from onrecord.positions.relation.words import Word, stem

_MARKED = {
    "again": "again repeat reiterate reaffirm still stress remind stand unchanged always recall once",
    "besides": "also addition further furthermore add too besides announce new extra likewise both",
    "turned": "now reconsider reverse concede admit regret abandon reflection longer instead but however "
    "postpone delay soften exception compromise temporary least",
}
"""Words by which a later statement itself says that it repeats, adds or turns."""
_MARKS = {kind: {stem(word) for word in listed.split()} for kind, listed in _MARKED.items()}
_DIFFERENCES = (
    differences.negation, differences.opposites, differences.numbers, differences.quantifiers,
    differences.conditions, differences.modality, differences.names,
)  # fmt: skip

NAMES = (
    "likeness", "kept", "told_before", "common_run", "length_ratio", "unmatched_a", "unmatched_b",
    "numbers_kept", "numbers_only_a", "numbers_only_b", "names_only_b", "negators_a", "negators_b",
    *(f"{kind}_b" for kind in _MARKS), *(f"differs_{one.__name__}" for one in _DIFFERENCES), "differs",
    "direct_a", "direct_b", "vectors",
)  # fmt: skip


def features(
    a: str, b: str, direct: tuple[bool, bool], likeness_of_vectors: float | None
) -> npt.NDArray[np.float32]:
    """One number for each of `NAMES`, float32. `direct`: whether each is direct speech. Raises nothing."""
    pair = Compared.of(a, b)
    only_a, only_b = ([w for w in only if w.carries] for only in pair.only)
    carrying_a, carrying_b = ([w for w in side if w.carries] for side in (pair.a, pair.b))
    run = LCSseq.similarity([w.stem for w in pair.a], [w.stem for w in pair.b])
    numbers_a, numbers_b, numbers_kept = pair.numbers
    found = [float(any(True for _ in difference(pair))) for difference in _DIFFERENCES]
    values = [
        pair.likeness,
        _share(len(carrying_a) - len(only_a), len(carrying_a)),
        _share(len(carrying_b) - len(only_b), len(carrying_b)),
        _share(run, min(len(pair.a), len(pair.b))),
        math.log((len(pair.b) + 1) / (len(pair.a) + 1)),
        math.log1p(len(only_a)),
        math.log1p(len(only_b)),
        float(numbers_kept > 0),
        math.log1p(len(numbers_a)),
        math.log1p(len(numbers_b)),
        math.log1p(sum(word.text[0].isupper() for word in only_b)),
        _negators(pair.a),
        _negators(pair.b),
        *(float(any(word.stem in marks for word in pair.only[1])) for marks in _MARKS.values()),
        *found,
        sum(found),
        float(direct[0]),
        float(direct[1]),
        0.7 if likeness_of_vectors is None else likeness_of_vectors,
    ]
    return np.array(values, dtype=np.float32)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _negators(side: list[Word]) -> float:
    return float(any(word.negated for word in side))
