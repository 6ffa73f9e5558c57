"""Names and their parts: given name and surname, and when two forms may be one name."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from onrecord.speakers import lexicon
from onrecord.speakers.spelling import fold, sound

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SMALL_WORDS = frozenset("of the and for in on at to de la du des &".split())
_JOINED_ARTICLES = ("al-", "el-", "an-", "ar-", "as-", "at-", "az-", "ad-", "ash-")


def person_parts(words: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Folded given names and surname of a person's name; a surname keeps its particle ("de blasio").

    A name of one word, or of a particle and a word, is all surname; "of Eyle" belongs to no surname.
    """
    folded = [fold(word) for word in words]
    if "of" in folded[1:]:
        del folded[folded.index("of", 1) :]
    while len(folded) > 1 and folded[-1] in SUFFIXES:
        folded.pop()
    cut = max(0, len(folded) - 1)
    while cut > 0 and folded[cut - 1] in lexicon.NAME_PARTICLES:
        cut -= 1
    return tuple(folded[:cut]), " ".join(folded[cut:])


def surname_key(surname: str) -> str:
    """A key under which spellings of one surname meet, without its article or particle."""
    last = surname.rpartition(" ")[2]
    for article in _JOINED_ARTICLES:
        last = last.removeprefix(article)
    return sound(last)


def suffix(words: Sequence[str]) -> str:
    """ "jr", "sr", "iii" … at the end of a name, or ""."""
    last = fold(words[-1]) if words else ""
    return last if len(words) > 1 and last in SUFFIXES else ""


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
    return "".join(fold(word)[:1] for word in words if word.casefold() not in _SMALL_WORDS)


def is_acronym(word: str) -> bool:
    """Whether the word is written as initials ("NATO", "U.N.")."""
    letters = word.replace(".", "")
    return 2 <= len(letters) <= 7 and letters.isalpha() and letters.isupper()
