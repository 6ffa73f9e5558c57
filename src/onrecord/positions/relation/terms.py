"""The words in which two statements differ, as terms that a linear model can weigh."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from onrecord.positions.relation.differences import Compared

EDGE = ""
"""Stands before a text's first word and behind its last."""


def terms(pair: Compared) -> frozenset[str]:
    """Stems that only one of the texts has, and two stems in a row that hold such a one.

    "-" is before those of the earlier text, "+" before those of the later: "+concede", "-will stay".
    """
    a, b = ([word.stem for word in side] for side in (pair.a, pair.b))
    return frozenset((*_only("-", a, set(b)), *_only("+", b, set(a))))


def _only(sign: str, here: list[str], there: set[str]) -> Iterator[str]:
    yield from (f"{sign}{stem}" for stem in here if stem not in there)
    for one, other in pairwise([EDGE, *here, EDGE]):
        if not {one, other} - {EDGE} <= there:
            yield f"{sign}{one} {other}"
