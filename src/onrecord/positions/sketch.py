"""What a statement is found by before its words are compared: when it may have been said, its stems, its shingles."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from hashlib import blake2b
from typing import Literal

from onrecord.ledger.derive import OPEN_END
from onrecord.positions.alignment import tokens
from onrecord.positions.relation.words import words

Dated = Literal["expression", "article", "unknown"]

DELAY = 3
"""Days that may lie between an act of saying and the article that stands in for its date."""
MONTH = 31
GRAM = 4
"""Words of a shingle."""
WINDOW = 4
"""Neighbouring shingles of which one is kept: texts that share seven words in a row share a kept one."""


class Exactness(IntEnum):
    """How well a report pins down an act of saying; the less exact join the more exact and never tie two together."""

    quoted = 0
    """Words in quotation marks, on a day known within the delay of the news."""
    reported = 1
    """In the page's own words, on such a day."""
    vague = 2
    """Some day of a month."""
    undated = 3
    """Some day of more than a month, or unknown."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Days are ordinals of the proleptic Gregorian calendar, both ends included."""

    first: int | None
    last: int | None
    dated: Dated
    exactness: Exactness
    stems: frozenset[int]
    shingles: frozenset[int]


def sketch(text: str, said_from: str, said_to: str, dated: Dated, *, quoted: bool) -> Sketch:
    """The sketch of a statement with the words `text`, said between these days (ISO; "" when unknown)."""
    first, last = _ordinal(said_from), _ordinal(said_to)
    if first is None or last is None or said_to == OPEN_END:
        first = last = None
        dated = "unknown"
    elif dated == "article":
        first -= DELAY
    return Sketch(first, last, dated, _exactness(first, last, quoted), stems(text), shingles(text))


def _exactness(first: int | None, last: int | None, quoted: bool) -> Exactness:
    if first is None or last is None or last - first > MONTH:
        return Exactness.undated
    if last - first > DELAY:
        return Exactness.vague
    return Exactness.quoted if quoted else Exactness.reported


def stems(text: str) -> frozenset[int]:
    """The stems of the words that carry a meaning, a number each."""
    return frozenset(zlib.crc32(word.stem.encode()) for word in words(text) if word.carries)


def shingles(text: str) -> frozenset[int]:
    """Keys of runs of `GRAM` words, one of `WINDOW` neighbours kept; texts with fewer words have one of the whole.

    Winnowing: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (2003).
    """
    listed = tokens(text)
    if len(listed) < 2:
        return frozenset()
    runs = [_key(listed[at : at + GRAM]) for at in range(max(1, len(listed) - GRAM + 1))]
    return frozenset(min(runs[at : at + WINDOW]) for at in range(max(1, len(runs) - WINDOW + 1)))


def _key(listed: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(listed).encode(), digest_size=8).digest(), "big", signed=True)


def band_keys(bands: Iterable[bytes]) -> list[int]:
    """The bands of a fingerprint as numbers that a table can hold."""
    return [int.from_bytes(blake2b(band, digest_size=8).digest(), "big", signed=True) for band in bands]


def packed(these: frozenset[int]) -> bytes:
    """Stems as they are stored: four bytes each, little end first, sorted."""
    listed = array("I", sorted(these))
    return listed.tobytes()


def unpacked(stored: bytes) -> frozenset[int]:
    """What `packed` was given."""
    return frozenset(array("I", stored))


def gap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> int | None:
    """Days between two ranges of days: 0 where they meet, None where one is unknown."""
    (a, b), (c, d) = one, other
    if a is None or b is None or c is None or d is None:
        return None
    return max(0, c - b, a - d)


def iso(day: int | None) -> str | None:
    """An ordinal as an ISO date."""
    return None if day is None else date.fromordinal(day).isoformat()


def _ordinal(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


TRANSLATED = re.compile(
    r"\b(?:translated (?:from|by)|in translation|(?:through|via) (?:an |his |her )?(?:interpreter|translator))\b",
    re.IGNORECASE,
)
"""Words around a statement that say that it was translated."""
