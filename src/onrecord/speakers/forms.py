"""Names of people across pages: a normal form, and what two of them tell of being one person's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from onrecord.speakers import lexicon
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.names import SUFFIXES
from onrecord.speakers.spelling import fold, sound

SAME_WORDS = 4.0
REORDERED = 3.2
SPELLED_OTHERWISE = 3.0
CONTAINED = 3.2
MONONYM = 1.5
SURNAME_ALONE = 0.2
OTHER_GIVEN_NAME = -6.0
OTHER_MIDDLE_NAME = -4.0
OTHER_SURNAME = -3.0
OTHER_NAME = -9.0
OTHER_SUFFIX = -9.0
SUFFIX_IN_ONE = -1.9
OTHER_GENDER = -6.0
COMMON = -2.2
PER_EXTRA_WORD = -0.3
SURNAME_ADDED = -0.4
OTHER_NUMERAL = -5.0
FAMILY_NAME_FIRST = -0.6
BY_LIKENESS = {
    "initial": -1.6,
    "nickname": -0.3,
    "spelling": -0.2,
    "other romanisation": -0.6,
    "short form": -4.0,
    "other vowels": -0.6,
    "near spelling": -4.0,
}

_NOT_NAME = re.compile(r"[^\w\s.'’-]+")
_ABD = re.compile(
    r"\bAbd(?:[aeou][lrstdnz]h?)?(?:[-\s]+(?:[aeou][lrstdnz]h?[-\s]+)?)?(?!l?ah\b)(?=[a-z]{3})", re.IGNORECASE
)
"""“Abd al-”, “Abdel ”, “Abdul” before another name, with which many write it as one word."""
_DIN = re.compile(r"(?:(?<=[a-z])|\s*\b)(?:[-\s]?[aeu][ld][-\s]?)d?in(?:e)?\b", re.IGNORECASE)
"""The end of “Nour al-Din”, “Noureddine”, “Nur ud-Din”."""
_LEFT_OUT = frozenset(("the", "of"))


class Evidence(NamedTuple):
    """A weight, in log-odds, for or against two names being one's, and the reason in words."""

    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """The normal form of a person's name: folded words in the order given name, surname; suffix and title apart."""

    words: tuple[str, ...]
    joined: str
    """All words in one, particles too."""
    suffix: str
    gender: Gender | None
    titled: bool
    """Whether a title tells the gender."""

    @classmethod
    def of(cls, name: str) -> PersonName:
        """Read from "Dr Ana B. Kos", "Kos, Ana", "ANA KOS Jr."; never fails, may have no words."""
        family, comma, given = name.partition(",")
        if comma and fold(given.strip()) not in SUFFIXES:
            name = f"{given} {family}"
        name = _DIN.sub("eddin", _ABD.sub("abd", name))
        pieces = _NOT_NAME.sub(" ", name.replace("-", " ").replace(".", ". ")).split()
        gender: Gender | None = None
        while len(pieces) > 1 and lexicon.is_title(pieces[0].casefold()):
            gender = gender or lexicon.noun_gender(pieces.pop(0).casefold())
        while len(pieces) > 2 and pieces[-1].casefold() in lexicon.POSTNOMINALS:
            pieces.pop()
        titled = gender is not None
        words = [word for word in map(fold, pieces) if word and word not in _LEFT_OUT]
        suffix = words.pop() if len(words) > 1 and words[-1] in SUFFIXES else ""
        if len(words) > 1:
            gender = gender or lexicon.full_name_gender(words)
        plain = tuple(word for word in words if word not in lexicon.NAME_PARTICLES) or tuple(words)
        return cls(plain, "".join(words), suffix, gender, titled)

    @property
    def is_common(self) -> bool:
        """Whether many people are likely to bear this name."""
        first, last = self.words[0], self.words[-1]
        family_first = lexicon.is_common_surname(first) and not lexicon.is_given_name(first)
        return len(self.words) < 4 and (family_first or lexicon.is_common_surname(last))

    def keys(self) -> frozenset[str]:
        """Keys of which two forms of one name share at least one: the sounds of its longer words."""
        return frozenset(sound(word) for word in self.words if len(word) > 1)


def compare(a: PersonName, b: PersonName) -> list[Evidence]:
    """What two names tell of being one person's, strongest first; nothing when one of them is empty."""
    if not a.words or not b.words:
        return []
    if a.joined == b.joined and a.words != b.words:
        found = [Evidence(SAME_WORDS, "the same name but for spaces and hyphens")]
    else:
        found = [_compare_words(a.words, b.words)]
    if a.suffix != b.suffix:
        if a.suffix and b.suffix:
            found.append(Evidence(OTHER_SUFFIX, f"{a.suffix} and {b.suffix} are two people"))
        else:
            only = a.suffix or b.suffix
            weight = OTHER_NUMERAL if only.startswith("i") else SUFFIX_IN_ONE
            found.append(Evidence(weight, f"only one is called {only}"))
    told = a.words[0] != b.words[0] or (a.titled and b.titled)
    if told and a.gender and b.gender and a.gender != b.gender:
        found.append(Evidence(OTHER_GENDER, "a man's and a woman's name"))
    if found[0].weight > 0 and a.is_common and b.is_common:
        found.append(Evidence(COMMON, "many people have this name"))
    return found


def _compare_words(a: tuple[str, ...], b: tuple[str, ...]) -> Evidence:
    """What the words of two names tell."""
    if a == b:
        return (
            Evidence(SAME_WORDS, "the same name") if len(a) > 1 else Evidence(MONONYM, "the same single name")
        )
    if "".join(a) == "".join(b):
        return Evidence(SAME_WORDS, "the same name but for spaces and hyphens")
    if sorted(a) == sorted(b):
        return Evidence(REORDERED, "the same words in another order")
    sounds = [tuple(sound(word) for word in words) for words in (a, b)]
    if len(a) > 1 and "".join(sounds[0]) == "".join(sounds[1]):
        return Evidence(SPELLED_OTHERWISE, "the same name in another spelling")
    if any("".join(turned) == "".join(sounds[1]) for turned in _turned(sounds[0])):
        return Evidence(SPELLED_OTHERWISE - 0.2, "the same words in another order and spelling")
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return _single(short[0], long)
    tries = [_contained(short, long)]
    if not (_middle_initials(short) and _middle_initials(long)):
        fewer, more = sorted((_without_initials(short), _without_initials(long)), key=len)
        tries.append(_contained(fewer, more))
    tries += [_contained(short, turned, FAMILY_NAME_FIRST) for turned in _turned(long)]
    found = [evidence for evidence in tries if evidence]
    return max(found, key=lambda evidence: evidence.weight) if found else _conflict(short, long)


def _middle_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words[1:] if len(word) == 1)


def _without_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:1] + tuple(word for word in words[1:] if len(word) > 1)


def _turned(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name with its first word last, and with its last word first."""
    return [words[1:] + words[:1], words[-1:] + words[:-1]] if len(words) > 1 else []


def _contained(short: tuple[str, ...], long: tuple[str, ...], cost: float = 0.0) -> Evidence | None:
    """What it tells when the words of one name are found, in some form, among those of the other."""
    pairs = _aligned(short, long) if len(short) > 1 else None
    if pairs is None:
        return None
    extra = len(long) - len(short)
    kinds = [likeness for _, likeness in pairs if likeness != "equal"]
    weight = cost + CONTAINED + PER_EXTRA_WORD * extra + sum(BY_LIKENESS[kind] for kind in kinds)
    reasons = [f"{extra} more name{'s' if extra > 1 else ''}" if extra else "", *dict.fromkeys(kinds)]
    if pairs[-1][0] != len(long) - 1:
        weight += SURNAME_ADDED
        reasons.append("another surname behind it")
    if cost:
        reasons.append("in another order")
    return Evidence(weight, "the names fit: " + ", ".join(reason for reason in reasons if reason))


def _single(word: str, long: tuple[str, ...]) -> Evidence:
    if _likeness(word, long[-1], given=False) in ("equal", "spelling"):
        return Evidence(SURNAME_ALONE, "the surname alone")
    if any(_likeness(word, other, given=False) == "equal" for other in long):
        return Evidence(SURNAME_ALONE - 0.5, "one of the names alone")
    return Evidence(OTHER_NAME, "different names")


def _aligned(short: Sequence[str], long: Sequence[str]) -> list[tuple[int, str]] | None:
    """For each word of `short` its place in `long`, in order, and their likeness; None where one has no place."""
    pairs: list[tuple[int, str]] = []
    place = 0
    for number, word in enumerate(short):
        given = number < len(short) - 1
        while place < len(long):
            likeness = _likeness(word, long[place], given and place < len(long) - 1)
            if likeness is not None:
                break
            place += 1
        else:
            return None
        pairs.append((place, likeness or ""))
        place += 1
    first_given_skipped = pairs[0][0] > 0 and not (len(short[0]) > 1 and pairs[0][1] == "equal")
    return None if first_given_skipped else pairs


def _likeness(a: str, b: str, given: bool) -> str | None:
    """How two words of names are alike, as a key of BY_LIKENESS or "equal"; None when they are not."""
    if a == b:
        return "equal"
    if a.removeprefix("al") == b or b.removeprefix("al") == a:
        return "spelling"
    if lexicon.same_surname(a, b):
        return "other romanisation"
    if given and 1 in (len(a), len(b)):
        return "initial" if a[0] == b[0] else None
    if sound(a) == sound(b):
        return "spelling"
    if given and lexicon.same_given_name(a, b):
        return "nickname"
    if given and lexicon.are_two_given_names(a, b):
        return None
    if (
        _skeleton(a) == _skeleton(b)
        and len(_skeleton(a)) > (2 if given else 3)
        and _syllables(a) == _syllables(b)
    ):
        return "other vowels"
    short, long = sorted((a, b), key=len)
    if given and len(short) > 3 and (long.startswith(short) or long.endswith(short)):
        return "short form"
    if len(long) >= 5 and a[0] == b[0] and OSA.distance(sound(a), sound(b), score_cutoff=1) <= 1:
        return "near spelling"
    return None


_VOICED = str.maketrans("bdgvz", "ptkfs")
_VOWELS = re.compile(r"(?<!^)[aeiou]")


def _syllables(word: str) -> int:
    return len(re.findall(r"[aeiou]+", sound(word)))


def _skeleton(word: str) -> str:
    """The consonants of a word, voiced and voiceless ones brought together, with its first letter."""
    return _VOWELS.sub("", sound(word).translate(_VOICED))


def _conflict(a: tuple[str, ...], b: tuple[str, ...]) -> Evidence:
    """What it tells when each of two names has a word that the other lacks."""
    surname = _likeness(a[-1], b[-1], given=False)
    given = _likeness(a[0], b[0], given=True)
    if surname and given:
        return Evidence(OTHER_MIDDLE_NAME, "another middle name")
    if surname:
        return Evidence(OTHER_GIVEN_NAME, "another given name")
    if given and given != "initial":
        return Evidence(OTHER_SURNAME, "another surname")
    return Evidence(OTHER_NAME, "different names")
