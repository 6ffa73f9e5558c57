"""One person or body across pages: whether two that are known by names, roles and company are the same.

Evidence for and against is added up in log-odds, in the way of record linkage (Fellegi and Sunter, 1969); the weights
were set by hand on one half of a labelled set and measured on the other (`bench/names.py`). Between "same" and
"different" lies "doubtful", which is for a person to decide: two people are never made one silently.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.record import SpeakerKind
from onrecord.speakers import bodies, careers, forms
from onrecord.speakers.careers import Role
from onrecord.speakers.forms import Evidence, PersonName
from onrecord.speakers.spelling import fold

Outcome = Literal["same", "doubtful", "different"]

SAME_FROM = 0.85
DIFFERENT_BELOW = 0.2
PRIOR = -0.5
PER_COMPANION = 0.9
MOST_COMPANIONS = 2
OTHER_COMPANY = -0.4


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a speaker: names as written, kind, roles, and the names that stood beside."""

    names: tuple[str, ...]
    kind: SpeakerKind = "person"
    roles: tuple[Role, ...] = ()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Whether two are one; `score` is a probability as far as the evidence goes, `reasons` are strongest first."""

    outcome: Outcome
    score: float
    reasons: tuple[str, ...]


def match(a: Known, b: Known) -> Match:
    """Whether `a` and `b` are the same person or body. Raises nothing."""
    if a.kind != b.kind and "unknown" not in (a.kind, b.kind):
        return Match("different", 0.0, (f"a {a.kind} and a {b.kind}",))
    names = _compare_names(a, b)
    if not names:
        return Match("different", 0.0, ("no name to compare",))
    evidence = [*names, *careers.compare(a.roles, b.roles), *_compare_company(a.beside, b.beside)]
    score = 1 / (1 + math.exp(-(PRIOR + sum(e.weight for e in evidence))))
    outcome: Outcome = (
        "same" if score >= SAME_FROM else "different" if score < DIFFERENT_BELOW else "doubtful"
    )
    strongest = sorted(evidence, key=lambda e: -abs(e.weight))
    return Match(outcome, round(score, 4), tuple(e.reason for e in strongest))


def match_names(
    a: str,
    b: str,
    kind: SpeakerKind = "person",
    *,
    roles_a: Iterable[str] = (),
    roles_b: Iterable[str] = (),
) -> Outcome:
    """The outcome for two names of one kind, and what pages say their bearers do, as far as that is known.

    Roles tell namesakes apart, and settle much of what names alone leave doubtful. Raises nothing.
    """
    known = (Known((name,), kind, tuple(map(Role, roles))) for name, roles in ((a, roles_a), (b, roles_b)))
    return match(*known).outcome


def name_keys(name: str, kind: SpeakerKind = "person") -> frozenset[str]:
    """Keys to look a name up by: two that `match_names` finds the same share at least one, slips of spelling aside."""
    return keys(Known((name,), kind))


def keys(known: Known) -> frozenset[str]:
    """Keys to look others up by: two that `match` finds the same share at least one, slips of spelling aside."""
    if known.kind == "person":
        return frozenset().union(*(PersonName.of(name).keys() for name in known.names))
    return frozenset().union(*(bodies.keys(name) for name in known.names))


def _compare_names(a: Known, b: Known) -> list[Evidence]:
    """The evidence of the two names that fit best."""
    found: list[Sequence[Evidence]] = []
    for one in a.names:
        for other in b.names:
            if a.kind == "person" and b.kind == "person":
                found.append(forms.compare(PersonName.of(one), PersonName.of(other)))
            else:
                found.append(bodies.compare(one, other))
    found = [evidence for evidence in found if evidence]
    return list(max(found, key=lambda evidence: sum(e.weight for e in evidence), default=[]))


def _compare_company(a: frozenset[str], b: frozenset[str]) -> list[Evidence]:
    """What the names that stood beside the two tell."""
    company = [{fold(name) for name in names} for names in (a, b)]
    shared = company[0] & company[1]
    if shared:
        weight = PER_COMPANION * min(len(shared), MOST_COMPANIONS)
        return [Evidence(weight, f"both named beside {', '.join(sorted(shared)[:MOST_COMPANIONS])}")]
    if all(len(names) > 2 for names in company):
        return [Evidence(OTHER_COMPANY, "named beside other people")]
    return []
