"""What differs between two statements on one point, each as a reason that can be shown to a reader.

The differences that alter a meaning while most words stay: negation, opposite words, modality (Palmer 2001, Mood and
Modality: a scale from necessity to possibility), quantifiers, conditions, numbers, dates, names, and how far the
speaker commits to it (FactBank: Saurí and Pustejovsky 2009, on certain, probable and possible events).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

from rapidfuzz.distance import Indel

from onrecord.positions.relation.quantities import Quantity, quantities
from onrecord.positions.relation.words import Word, stem, words

_MODALITY = {
    "must": 4, "shall": 4, "will": 4, "cannot": 4,
    "should": 3, "ought": 3, "would": 3,
    "can": 2, "could": 2,
    "may": 1, "might": 1, "perhaps": 1, "possibly": 1, "maybe": 1, "probably": 1, "conceivable": 1,
}  # fmt: skip
"""How strong a modal word is. "would" stands with "should": indirect speech turns "will" into it."""
_SAME_IN_REPORTS = frozenset(
    (("will", "would"), ("shall", "would"), ("can", "could"), ("may", "might"), ("shall", "should"),
     ("must", "should"), ("will", "shall"), ("ought", "should"))
)  # fmt: skip
"""Modal words that change with direct and indirect speech and not with what is meant."""
_QUANTIFIERS = {
    "all": 5, "every": 5, "everyone": 5, "everybody": 5, "each": 5, "any": 5, "entire": 5, "entirely": 5, "always": 5,
    "whole": 5, "no": 0, "none": 0, "nobody": 0, "never": 0, "most": 3, "mostly": 3, "majority": 3, "many": 3,
    "half": 2, "partly": 2, "several": 2, "some": 2, "sometimes": 2, "part": 2, "few": 1, "hardly": 1,
}  # fmt: skip
_CONDITIONS = (
    "even if", "only if", "as long as", "provided", "on condition", "unless", "whatever", "regardless", "no matter",
    "whether or not", "except", "exception", "exceptions", "if", "until",
)  # fmt: skip
"""Longer ones first: "even if" is not an "if"."""
_STANCES = {
    3: "promise vow pledge swear guarantee insist assure commit rule announce declare confirm demand refuse exclude",
    2: "say tell state explain add note believe expect plan intend want argue warn call",
    1: "hope suggest hint indicate signal consider think suppose doubt wonder propose imply float muse",
}
_COMMITMENT = {stem(word): strength for strength, listed in _STANCES.items() for word in listed.split()}

_LONGEST = 300
"""Words of a text that are compared: comparing costs their product."""


def _opposites() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    listed = (resources.files(__package__) / "data" / "opposites.txt").read_text(encoding="utf-8")
    for line in listed.splitlines():
        if line and not line.startswith("#"):
            one, other = ({stem(word.strip()) for word in side.split(",")} for side in line.split("/"))
            for here, there in ((one, other), (other, one)):
                for word in here:
                    found.setdefault(word, set()).update(there)
    return found


_OPPOSITES = _opposites()


@dataclass(frozen=True)
class Compared:
    """Two texts, the earlier first, and what both or only one of them has."""

    a: Sequence[Word]
    b: Sequence[Word]
    a_text: str
    b_text: str

    @classmethod
    def of(cls, a: str, b: str) -> Compared:
        return cls(_compared(a), _compared(b), a, b)

    @cached_property
    def shared(self) -> set[str]:
        """Stems of words with a subject that both have."""
        return {w.stem for w in self.a if w.carries} & {w.stem for w in self.b if w.carries}

    @cached_property
    def only(self) -> tuple[list[Word], list[Word]]:
        """The words whose stem the other text has not."""
        a, b = {w.stem for w in self.a}, {w.stem for w in self.b}
        return [w for w in self.a if w.stem not in b], [w for w in self.b if w.stem not in a]

    @property
    def says_the_same(self) -> bool:
        """Whether no word differs that carries the matter or negates it."""
        return not any(word.carries or word.negates for only in self.only for word in only)

    @cached_property
    def likeness(self) -> float:
        """Share of words in common order, 0 to 1 (Indel similarity over stems)."""
        return Indel.normalized_similarity([w.stem for w in self.a], [w.stem for w in self.b])

    @cached_property
    def numbers(self) -> tuple[list[Quantity], list[Quantity], int]:
        """Quantities only in one, only in the other, and how many both have."""
        a, b = _quantities(self.a_text), _quantities(self.b_text)
        only_a = [q for q in a if not any(q.matches(other) for other in b)]
        only_b = [q for q in b if not any(q.matches(other) for other in a)]
        return only_a, only_b, len(a) - len(only_a)

    @cached_property
    def differences(self) -> tuple[tuple[str, ...], ...]:
        """What negation, opposites, numbers, quantifiers, conditions, modality and names each find, in this order."""
        found = (negation, opposites, numbers, quantifiers, conditions, modality, names)
        return tuple(tuple(difference(self)) for difference in found)


def _compared(text: str) -> Sequence[Word]:
    return words(text)[:_LONGEST]


@lru_cache(maxsize=500)
def _quantities(text: str) -> Sequence[Quantity]:
    return tuple(quantities(_compared(text)))


def changed_reasons(a: str, b: str, cue_a: str | None = None, cue_b: str | None = None) -> tuple[str, ...]:
    """Why `b` may say something else than `a` said earlier, the weightiest reason first.

    A reason is a name, and what became of what where words can show it ("number: 40 → 60"). None of them proves a
    change; without any the texts may still differ. Only the first 300 words of each count. Raises nothing.
    """
    return reasons(Compared.of(a, b), cue_a, cue_b)


def reasons(pair: Compared, cue_a: str | None, cue_b: str | None) -> tuple[str, ...]:
    """As `changed_reasons` gives them, of texts that are compared already."""
    found = dict.fromkeys(reason for differences in pair.differences for reason in differences)
    return (*found, *commitment(cue_a, cue_b))


def negation(pair: Compared) -> Iterator[str]:
    """A word of both that is negated in one only."""
    negated = {word.stem for word in pair.a if word.negated}, {word.stem for word in pair.b if word.negated}
    plain = {w.stem for w in pair.a if not w.negated}, {w.stem for w in pair.b if not w.negated}
    lost = pair.shared & (negated[0] - plain[0]) & (plain[1] - negated[1])
    won = pair.shared & (plain[0] - negated[0]) & (negated[1] - plain[1])
    if lost or won:
        yield "negation"


def opposites(pair: Compared) -> Iterator[str]:
    """A word of one only whose opposite is in the other only."""
    only_a, only_b = pair.only
    in_b = {word.stem: word for word in only_b}
    for word in only_a:
        for opposite in sorted(_OPPOSITES.get(word.stem, set()) & in_b.keys()):
            if word.negated == in_b[opposite].negated:
                yield f"opposite words: {word.lower}/{in_b[opposite].lower}"


def numbers(pair: Compared) -> Iterator[str]:
    """A quantity replaced by another of the same unit."""
    only_a, only_b, _ = pair.numbers
    for one in only_a:
        for other in only_b:
            if one.unit == other.unit and (one.unit or len(only_a) == len(only_b) == 1):
                name = "date moved" if one.unit in ("date", "year") else "number"
                yield f"{name}: {one.text} → {other.text}"
                break


def quantifiers(pair: Compared) -> Iterator[str]:
    """ "all" that becomes "most", "none" that becomes "some"."""
    yield from _scaled(pair, _QUANTIFIERS, "quantifier")


def modality(pair: Compared) -> Iterator[str]:
    """A modal word that became a stronger or weaker one, other than by indirect speech."""
    yield from _scaled(pair, _MODALITY, "modality")


def _scaled(pair: Compared, scale: dict[str, int], name: str) -> Iterator[str]:
    """One word on a scale that another at a different place of it replaces."""
    only_a, only_b = pair.only
    before, after = ([word.lower for word in only if word.lower in scale] for only in (only_a, only_b))
    if not before or not after:
        return
    one, other = before[0], after[0]
    if scale[one] != scale[other] and not {(one, other), (other, one)} & _SAME_IN_REPORTS:
        yield f"{name}: {one} → {other}"


def conditions(pair: Compared) -> Iterator[str]:
    """A condition or an exception that only one of them makes."""
    a, b = _conditions_of(pair.a), _conditions_of(pair.b)
    dropped, made = [c for c in a if c not in b], [c for c in b if c not in a]
    if dropped and made:
        yield f"condition: {dropped[0]} → {made[0]}"
    elif made:
        yield f"condition: {made[0]}"
    elif dropped:
        yield f"condition dropped: {dropped[0]}"


def _conditions_of(listed: Sequence[Word]) -> list[str]:
    text = f" {' '.join(word.lower for word in listed)} "
    found = []
    for phrase in _CONDITIONS:
        if f" {phrase} " in text:
            found.append(phrase)
            text = text.replace(f" {phrase} ", " ")
    return found


def names(pair: Compared) -> Iterator[str]:
    """A name replaced by another in otherwise much the same words."""
    if pair.likeness < 0.6:
        return
    only_a, only_b = (
        [w for w in only if _is_name(w, text)]
        for only, text in zip(pair.only, (pair.a_text, pair.b_text), strict=True)
    )
    if len(only_a) == len(only_b) == 1 and not quantities(only_a + only_b):
        yield f"name: {only_a[0].text} → {only_b[0].text}"


def _is_name(word: Word, text: str) -> bool:
    """Capitalised, and not because a sentence or quotation begins."""
    before = text[: word.start].rstrip(" ")
    return word.text[0].isupper() and len(word.text) > 1 and before[-1:].isalnum() | before.endswith(",")


def commitment(cue_a: str | None, cue_b: str | None) -> Iterator[str]:
    """How far the cues commit the speaker: "promised" that becomes "hoped"."""
    strengths = [_strength(cue) for cue in (cue_a, cue_b)]
    if strengths[0] and strengths[1] and abs(strengths[0] - strengths[1]) == 2:
        yield f"commitment: {cue_a} → {cue_b}"


def _strength(cue: str | None) -> int:
    return max((_COMMITMENT.get(word.stem, 0) for word in words(cue or "")), default=0)
