"""Names and their parts: folding of spellings, given name and surname, and when two forms may be one name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from onrecord.speakers import lexicon

_SPELLINGS = (
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("ck", "k"),
    ("tch", "ch"),
    ("tsch", "ch"),
    ("cz", "ch"),
    ("zh", "j"),
    ("iy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("ei", "e"),
    ("ey", "e"),
    ("ai", "a"),
    ("ay", "a"),
    ("w", "v"),
    ("y", "i"),
    ("q", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """The word without case, diacritics, full stops and apostrophes."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’`´")


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """A folded word with the usual variants of transliteration brought together ("Sergei", "Sergey")."""
    folded = fold(word)
    for variant, common in _SPELLINGS:
        folded = folded.replace(variant, common)
    return "".join(c for i, c in enumerate(folded) if i == 0 or c != folded[i - 1])


def person_parts(words: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Folded given names and surname of a person's name; a surname keeps its particle ("de blasio").

    A name of one word is all surname.
    """
    folded = [fold(word) for word in words]
    while len(folded) > 1 and folded[-1] in {"jr", "sr", "ii", "iii", "iv"}:
        folded.pop()
    cut = len(folded) - 1
    while cut > 1 and folded[cut - 1] in lexicon.NAME_PARTICLES:
        cut -= 1
    return tuple(folded[:cut]), " ".join(folded[cut:])


def surname_key(surname: str) -> str:
    """A key under which spellings of one surname meet, without its article or particle."""
    return sound(surname.rpartition(" ")[2].removeprefix("al-").removeprefix("el-"))


def suffix(words: Sequence[str]) -> str:
    """ "jr", "sr", "iii" … at the end of a name, or ""."""
    last = fold(words[-1]) if words else ""
    return last if len(words) > 1 and last in {"jr", "sr", "ii", "iii", "iv"} else ""


def same_given(a: str, b: str) -> bool:
    """Whether two folded given names may be the same one: equal, initial, nickname, or another spelling."""
    if a == b or not a or not b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if lexicon.same_given_name(a, b) or sound(a) == sound(b):
        return True
    return min(len(a), len(b)) >= 5 and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) <= 1


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names (words as written) may be one person's: given names that fit, one surname."""
    (given_a, surname_a), (given_b, surname_b) = person_parts(a), person_parts(b)
    if surname_key(surname_a) != surname_key(surname_b):
        return False
    if suffix(a) and suffix(b) and suffix(a) != suffix(b):
        return False
    return not given_a or not given_b or same_given(given_a[0], given_b[0])


def is_part_of(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the folded words of `short` stand in `long` in order, and open or close it."""
    if not short or len(short) >= len(long):
        return False
    rest = iter(long)
    in_order = all(any(word == other for other in rest) for word in short)
    return in_order and (short[-1] == long[-1] or short[0] == long[0])


def initials(words: Sequence[str]) -> str:
    """The acronym of an organisation's name, small words left out."""
    small = {"of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "du", "des", "&"}
    return "".join(fold(word)[:1] for word in words if word.casefold() not in small)


def is_acronym(word: str) -> bool:
    """Whether the word is written as initials ("NATO", "U.N.")."""
    letters = word.replace(".", "")
    return 2 <= len(letters) <= 7 and letters.isalpha() and letters.isupper()
