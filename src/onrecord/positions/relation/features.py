"""Two statements as a row of plain numbers: what they share, how one would be edited into the other, what differs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import takewhile

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq, Levenshtein

from onrecord.positions.relation.differences import Compared
from onrecord.positions.relation.words import Word, stem

_MARKED = {
    "again": "again repeat reiterate reaffirm still stress remind stand unchanged always recall once",
    "besides": "also addition further furthermore add too besides announce new extra likewise both",
    "turned": "now reconsider reverse concede admit regret abandon reflection longer instead but however "
    "postpone delay soften exception compromise temporary least",
}
"""Words by which a later statement itself says that it repeats, adds or turns."""
_MARKS = [{stem(word) for word in listed.split()} for listed in _MARKED.values()]
_OPEN = frozenset(("would", "could", "might", "may"))


TYPICAL = 0.6
"""The likeness of two sentence vectors of one speaker on one subject, where none is known."""


def features(
    pair: Compared, direct: tuple[bool, bool], likeness: float | None = None
) -> npt.NDArray[np.float32]:
    """What the classifier sees of a pair beside its terms.

    `direct`: which of them is direct speech; `likeness`: the cosine of their vectors. Raises nothing.
    """
    alike = TYPICAL if likeness is None else likeness
    values = [*_shared(pair), *_differing(pair), float(direct[0]), float(direct[1]), alike, *_edits(pair)]
    return np.array(values, dtype=np.float32)


def _shared(pair: Compared) -> list[float]:
    """How much of each is in the other, in words, numbers and names."""
    only_a, only_b = ([w for w in only if w.carries] for only in pair.only)
    carrying = [sum(word.carries for word in side) for side in (pair.a, pair.b)]
    numbers_a, numbers_b, numbers_kept = pair.numbers
    common = LCSseq.similarity(_stems(pair.a), _stems(pair.b))
    return [
        pair.likeness,
        _share(carrying[0] - len(only_a), carrying[0]),
        _share(carrying[1] - len(only_b), carrying[1]),
        _share(common, min(len(pair.a), len(pair.b))),
        math.log((len(pair.b) + 1) / (len(pair.a) + 1)),
        math.log1p(len(only_a)),
        math.log1p(len(only_b)),
        float(numbers_kept > 0),
        math.log1p(len(numbers_a)),
        math.log1p(len(numbers_b)),
        math.log1p(sum(word.text[0].isupper() for word in only_b)),
    ]


def _differing(pair: Compared) -> list[float]:
    """Negation on each side, words that say what kind of statement it is, and the differences that can be named."""
    found = [float(bool(difference)) for difference in pair.differences]
    return [
        float(any(word.negated for word in pair.a)),
        float(any(word.negated for word in pair.b)),
        *(float(any(word.stem in marks for word in pair.only[1])) for marks in _MARKS),
        *found,
        sum(found),
        float(_count(pair.b, {"but"}) - _count(pair.a, {"but"})),
        float(_count(pair.b, _OPEN) - _count(pair.a, _OPEN)),
    ]


def _edits(pair: Compared) -> list[float]:
    """The shortest edit, word by word, that makes the later text of the earlier.

    A point added shows as one long insertion, a changed one as short replacements, another wording as many of each.
    """
    a, b = _stems(pair.a), _stems(pair.b)
    blocks = Levenshtein.opcodes(a, b)
    kept, replaced, inserted, deleted = (
        [block for block in blocks if block.tag == tag] for tag in ("equal", "replace", "insert", "delete")
    )

    def carrying(start: int, end: int) -> int:
        return sum(word.carries for word in pair.b[start:end])

    longest_kept = max((block.dest_end - block.dest_start for block in kept), default=0)
    same_beginning = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(a, b, strict=False)))
    return [
        float(len(replaced)),
        float(len(inserted)),
        float(len(deleted)),
        float(longest_kept),
        _share(longest_kept, len(a)),
        _share(longest_kept, len(b)),
        float(max((carrying(block.dest_start, block.dest_end) for block in replaced), default=0)),
        float(max((carrying(block.dest_start, block.dest_end) for block in inserted), default=0)),
        float(max((block.src_end - block.src_start for block in deleted), default=0)),
        _longest_unmatched(pair.b, set(a)),
        _longest_unmatched(pair.a, set(b)),
        _share(same_beginning, len(b)),
        float(len(a)),
        float(len(b)),
        _share(sum(block.dest_end - block.dest_start for block in inserted), len(b)),
        float(pair.b_text.count(".") + pair.b_text.count(";")),
    ]


def _longest_unmatched(side: Sequence[Word], other: set[str]) -> float:
    """The most words with a subject, one after another, that the other text has not."""
    longest = here = 0
    for word in side:
        if word.carries:
            here = 0 if word.stem in other else here + 1
            longest = max(longest, here)
    return float(longest)


def _stems(side: Sequence[Word]) -> list[str]:
    return [word.stem for word in side]


def _count(side: Sequence[Word], wanted: frozenset[str] | set[str]) -> int:
    return sum(word.lower in wanted for word in side)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
