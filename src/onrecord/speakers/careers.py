"""Roles across pages: whether two people do, or may do, the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.speakers import lexicon, roles
from onrecord.speakers.forms import Evidence
from onrecord.speakers.spelling import fold

SAME_ROLE = 3.0
SAME_OFFICE = 1.0
SAME_FIELD = 0.6
SAME_BODY = 1.6
OTHER_BODY = -2.0
OTHER_FIELD = -3.2
OTHER_PUBLIC_FIELD = -0.8
NOTHING_SHARED = -2.6
SAME_PLACE = 0.6
DECADES_APART = -7.0
FARTHEST_YEARS = 60

_WORD = re.compile(r"[\w.]+(?:[’'-]\w+)*")
_COUNTRIES = {
    "u.s": "us",
    "united": "us",
    "american": "us",
    "america": "us",
    "british": "uk",
    "britain": "uk",
    "u.k": "uk",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is or does, as a page or a gazetteer says, with ISO dates or years where known."""

    text: str
    since: str | None = None
    until: str | None = None


def compare(a: Iterable[Role], b: Iterable[Role]) -> list[Evidence]:
    """What two lists of roles tell of being one person's: the pair of roles that fits best, and their times."""
    a, b = tuple(a), tuple(b)
    if not a or not b:
        return []
    found = [max((_compare(one, other) for one in a for other in b), key=lambda e: e.weight)]
    if _apart(a, b):
        found.append(Evidence(DECADES_APART, f"more than {FARTHEST_YEARS} years apart"))
    return [evidence for evidence in found if evidence.weight]


def _compare(a: Role, b: Role) -> Evidence:
    if fold(a.text) == fold(b.text):
        return Evidence(SAME_ROLE, f"both are {a.text}")
    weight, reasons = _compare_work(a.text, b.text)
    bodies = [_bodies(role.text) for role in (a, b)]
    if any(_akin(x, y) for x in bodies[0] for y in bodies[1]):
        weight += SAME_BODY if weight >= 0 else SAME_PLACE
        reasons.append("the same body or place")
    elif all(bodies):
        weight += OTHER_BODY
        reasons.append("another body or place")
    return Evidence(weight, f"{a.text!r} and {b.text!r}: " + ", ".join(reasons))


def _compare_work(a: str, b: str) -> tuple[float, list[str]]:
    """What two roles tell, whatever the body or place."""
    if _same_office(a, b):
        return SAME_OFFICE, ["the same office"]
    fields = [lexicon.fields(roles.words(text)) or lexicon.fields(_words(text)) for text in (a, b)]
    if fields[0] & fields[1]:
        return SAME_FIELD, ["the same walk of life"]
    if all(fields):
        public = all(any(field.startswith("public") for field in some) for some in fields)
        return (OTHER_PUBLIC_FIELD if public else OTHER_FIELD), ["another walk of life"]
    works = [_common_words(text) for text in (a, b)]
    return (NOTHING_SHARED, ["nothing in common"]) if all(works) and not works[0] & works[1] else (0.0, [])


def _same_office(a: str, b: str) -> bool:
    """Whether the heads of two roles are one word or may stand for one another."""
    heads = [set(roles.words(text)[-2:]) for text in (a, b)]
    return any(x == y or lexicon.same_role(x, y) for x in heads[0] for y in heads[1] if lexicon.is_role(x))


def _words(text: str) -> set[str]:
    """The words of a role that say something."""
    return {word.casefold().rstrip(".") for word in _WORD.findall(text)} - lexicon.FUNCTION_WORDS


def _common_words(text: str) -> set[str]:
    """The words of a role that say something and have no capital."""
    return {word for word in _WORD.findall(text) if word.islower()} - lexicon.FUNCTION_WORDS


def _bodies(text: str) -> set[str]:
    """The proper words of a role: those with capitals that are no title."""
    found = set()
    for word in _WORD.findall(text):
        plain = word.removesuffix("'s").removesuffix("’s").rstrip(".")
        folded = plain.casefold()
        known = lexicon.is_role(folded) or lexicon.is_title(folded) or folded in lexicon.FUNCTION_WORDS
        if plain[:1].isupper() and not known and folded not in lexicon.ROLE_MODIFIERS:
            found.add(_COUNTRIES.get(folded, fold(folded)))
    return found


def _akin(a: str, b: str) -> bool:
    """Whether two proper words are one, or a country and its adjective."""
    return a == b or (min(len(a), len(b)) >= 5 and a[:5] == b[:5])


def _apart(a: Iterable[Role], b: Iterable[Role]) -> bool:
    """Whether all dates of one stand decades before all of the other."""
    years = [[int(d[:4]) for role in some for d in (role.since, role.until) if d] for some in (a, b)]
    if not all(years):
        return False
    return max(min(years[0]) - max(years[1]), min(years[1]) - max(years[0])) > FARTHEST_YEARS
