"""The word lists under `data/`: what words tell of titles, roles, bodies, documents, places and gender.

The lists are plain text, a word or phrase a line, `#` for comments; a second column, where a list has one, is
described at its top. All lookups are on case-folded words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.speakers.spelling import fold

Gender = Literal["m", "f"]


def _lines(name: str) -> list[str]:
    """The lines of the list called `name`, without comments."""
    text = files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _closed_classes() -> dict[str, frozenset[str]]:
    classes: dict[str, list[str]] = {}
    name = ""
    for line in _lines("closed-classes"):
        if not line.startswith(" "):
            name, _, line = line.partition(":")
        classes.setdefault(name, []).extend(line.split())
    return {name: frozenset(words) for name, words in classes.items()}


_CLOSED = _closed_classes()

PRONOUN_GENDER: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
PLURAL_PRONOUNS = _CLOSED["plural pronouns"]
NEUTER_PRONOUNS = _CLOSED["neuter pronouns"]
SPEECH_ACT_PRONOUNS = _CLOSED["speech act pronouns"]
RELATIVES = _CLOSED["relatives"]
DETERMINERS = _CLOSED["determiners"]
POSSESSIVES = _CLOSED["possessives"]
QUANTIFIERS = _CLOSED["quantifiers"]
PREPOSITIONS = _CLOSED["prepositions"]
SUBORDINATORS = _CLOSED["subordinators"]
ROLE_MODIFIERS = _CLOSED["role modifiers"]
MINISTRIES = _CLOSED["ministries"]
NAME_PARTICLES = _CLOSED["name particles"]
NAME_SUFFIXES = _CLOSED["name suffixes"]
POSTNOMINALS = _CLOSED["postnominals"]
ABBREVIATIONS = _CLOSED["abbreviations"]
LEGAL_FORMS = _CLOSED["legal forms"]
TERRITORIES = _CLOSED["territories"]
LANDFORMS = _CLOSED["landforms"]
EVENTS = _CLOSED["events"]
ORGANIZATION_ADJECTIVES = _CLOSED["organization adjectives"]
ATTACHED_BODIES = _CLOSED["attached bodies"]
GOVERNMENT_BODIES = _CLOSED["government bodies"]
FAMILY_NAMES_FIRST = _CLOSED["family names first"]
CHANNELS = _CLOSED["channels"]
POSTPOSED_ADJECTIVES = _CLOSED["postposed adjectives"]
NAMING_WORDS = _CLOSED["naming words"]
HONORIFICS = _CLOSED["honorifics"]
FUNCTION_WORDS = (
    _CLOSED["other function words"]
    | PREPOSITIONS
    | SUBORDINATORS
    | DETERMINERS
    | POSSESSIVES
    | QUANTIFIERS
    | RELATIVES
    | SPEECH_ACT_PRONOUNS
    | PLURAL_PRONOUNS
    | NEUTER_PRONOUNS
    | frozenset(PRONOUN_GENDER)
)
"""Words that open no name and end the words beside one."""


@cache
def _table(name: str) -> dict[str, str]:
    """word or phrase -> second column ("" where there is none) of the list called `name`."""
    table: dict[str, str] = {}
    for line in _lines(name):
        words, _, note = line.partition("\t")
        if not note and words[-2:] in (" m", " f"):
            words, note = words[:-2], words[-1]
        table[words.casefold()] = note
    return table


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.casefold().split())


@cache
def _groups(name: str) -> dict[str, frozenset[int]]:
    """word -> numbers of the lines it stands on, in a list whose lines are groups of equals."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_lines(name)):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def singular(word: str) -> str:
    """The likely singular of an English noun, or the word itself."""
    irregular = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "people": "person"}
    if word in irregular:
        return irregular[word]
    if word.endswith(("men", "women")) and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_plural(word: str) -> bool:
    """Whether a case-folded noun is plural, by its form or by the list of collectives."""
    return word in _table("collectives") or (singular(word) != word and len(word) > 3)


def is_title(word: str) -> bool:
    """Whether the word stands before names as a form of address or a title."""
    return word in _table("titles")


def is_honorific(word: str) -> bool:
    """Whether the word is a bare form of address, which says nothing of what the person does."""
    return word.rstrip(".") in HONORIFICS


def is_role(word: str) -> bool:
    """Whether the (singular or plural) noun says what a person is or does."""
    return _role(word) is not None


@lru_cache(maxsize=8192)
def _role(word: str) -> str | None:
    """The gender a role tells, "" for none; None when the word is no role."""
    roles = _table("roles")
    last = word.rpartition("-")[2]
    for form in (word, singular(word), last, singular(last)):
        if form in roles:
            return roles[form]
    return "" if len(word) > 5 and singular(word).endswith(_PERSON_ENDINGS) else None


_PERSON_ENDINGS = (
    "ologist", "onomist", "ographer", "woman", "sman", "spokesperson", "maker", "keeper", "-goer", "smith",
    "wright", "monger", "worker", "holder", "owner", "player", "grower", "breeder", "hunter", "eer", "icist",
)  # fmt: skip


def is_organization(word: str) -> bool:
    """Whether the noun names a kind of body that speaks."""
    table = _table("organizations")
    return word in table or singular(word) in table


def is_document(word: str) -> bool:
    """Whether the noun names a kind of document or work."""
    table = _table("documents")
    return word in table or singular(word) in table


def is_collective(word: str) -> bool:
    """Whether the word names people as a loose collective ("Democrats", "Russians")."""
    if word in _table("collectives"):
        return True
    return word.endswith("s") and singular(word) in _table("demonyms")


def is_demonym(word: str) -> bool:
    """Whether the word is the adjective of a nation or people."""
    return word in _table("demonyms")


def is_place(name: str) -> bool:
    """Whether the name is a country, a territory, or a capital or building that stands for a government."""
    return name in _table("places")


def stands_for(name: str) -> str:
    """What a place stands for when it speaks: "government", "presidency" …, "" for none."""
    return _table("places").get(name, "")


def is_epithet(word: str) -> bool:
    """Whether the noun may stand for somebody already spoken of, without a role to match."""
    table = _table("epithets")
    return word in table or word.endswith("-year-old") or "-of-" in word


def is_outlet(word: str) -> bool:
    """Whether the word marks a news outlet's name."""
    return word in _table("outlets")


def is_given_name(word: str) -> bool:
    """Whether the word is known as a given name."""
    return given_name_gender(word) is not None or fold(word) in _groups("nicknames")


@lru_cache(maxsize=8192)
def given_name_gender(word: str) -> Gender | None:
    """The gender of most people who bear the given name, where it tells."""
    folded = fold(word)
    if folded in _words("given-names-male"):
        return "m"
    if folded in _words("given-names-female"):
        return "f"
    first, hyphen, _ = folded.partition("-")
    return given_name_gender(first) if hyphen else None


def full_name_gender(words: Sequence[str]) -> Gender | None:
    """The gender that a name of several words tells, by its given name or by the form of its last word."""
    family_first = fold(words[0]) in FAMILY_NAMES_FIRST
    return (None if family_first else given_name_gender(words[0])) or surname_gender(words[-1])


def surname_gender(word: str) -> Gender | None:
    """The gender that the form of a surname or patronymic tells: "Jónsdóttir", "Ivanova", "Petrovich"."""
    folded = fold(word)
    if len(folded) > 6 and folded.endswith(
        ("dottir", "dotter", "skaya", "skaia", "ovna", "evna", "ova", "eva")
    ):
        return "f"
    return "m" if len(folded) > 6 and folded.endswith(("ovich", "evich")) else None


def noun_gender(word: str) -> Gender | None:
    """The gender a title, role or epithet tells ("spokeswoman", "Mr", "actress")."""
    note = _table("titles").get(word) or _role(word) or _table("epithets").get(word)
    if not note and word.endswith(("woman", "women")):
        note = "f"
    return "m" if note == "m" else "f" if note == "f" else None


def are_two_given_names(a: str, b: str) -> bool:
    """Whether both words are known given names, and not known as forms of one."""
    return is_given_name(a) and is_given_name(b) and not same_given_name(a, b)


def same_given_name(a: str, b: str) -> bool:
    """Whether two case-folded given names are known as forms of one ("mike", "michael")."""
    return _same_group("nicknames", a, b)


def same_surname(a: str, b: str) -> bool:
    """Whether two folded surnames are known as romanisations of one ("park", "pak")."""
    return _same_group("surname-spellings", a, b)


def same_role(a: str, b: str) -> bool:
    """Whether two role words may stand for one another ("senator", "lawmaker", "biologist", "scientist")."""
    return _same_group("synonyms", _kind_of_scientist(a), _kind_of_scientist(b))


def _kind_of_scientist(word: str) -> str:
    return "scientist" if word.endswith(("ologist", "icist", "onomer")) else word


def is_common_surname(word: str) -> bool:
    """Whether a folded surname is among the most frequent of some country."""
    return word in _words("common-surnames")


def fields(words: Iterable[str]) -> frozenset[str]:
    """The walks of life that any of the case-folded words tells; those open to public life start with "public"."""
    return frozenset(field for word in words for field in _fields().get(singular(word), ()))


@cache
def _fields() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for line in _lines("fields"):
        field, _, words = line.partition(":")
        for word in words.split():
            table.setdefault(word, set()).add(field)
    return table


def _same_group(name: str, a: str, b: str) -> bool:
    groups = _groups(name)
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))
