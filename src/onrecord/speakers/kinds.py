"""What a run of capitalised words names: a person, a body, a place, or something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from onrecord.speakers import lexicon
from onrecord.speakers.layout import Token
from onrecord.speakers.names import is_acronym

Kind = Literal["person", "organization", "place", "other"]

_AFTER_PEOPLE = frozenset("said says told added who whose was is has had did does would could 's ’s".split())


def guess(tokens: Sequence[Token], first: int, last: int, speaks: bool) -> Kind:
    """What a run of capitalised words is, from the words themselves and those beside it.

    `speaks` tells that it opens or closes a source.
    """
    words = [t.folded for t in tokens[first:last] if t.is_word]
    before = tokens[first - 1].folded if first else ""
    final = words[-1]
    if lexicon.is_place(" ".join(words)) or is_dateline(tokens, first, last):
        return "place"
    if lexicon.is_demonym(final) or lexicon.is_collective(final):
        return "other"
    if is_bodily(words, tokens[last - 1].text) or (lexicon.is_outlet(final) and before == "the"):
        return "organization"
    if final in lexicon.POSTNOMINALS or lexicon.is_title(before):
        return "person"
    if any(lexicon.is_title(word) or lexicon.is_role(word) for word in words[:-1]):
        return "person"
    if len(words) > 1 and lexicon.is_given_name(words[0]):
        return "person"
    if before == "the" or (before == "(" and tokens[last : last + 1] and tokens[last].text == ")"):
        return "organization"
    if len(words) == 1:
        follows = tokens[last].folded if last < len(tokens) else ""
        return "person" if speaks or follows in _AFTER_PEOPLE or lexicon.is_given_name(words[0]) else "other"
    return "person" if len(words) <= 4 else "other"


def is_dateline(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a run in capitals opens its paragraph as a place does: "STRELSAU (Newswire) –", "TARN, March 3 –"."""
    opens = first == 0 or tokens[first - 1].paragraph != tokens[first].paragraph
    shouted = all(t.text.isupper() and len(t.text) > 2 for t in tokens[first:last])
    return opens and shouted and last < len(tokens) and tokens[last].text in ("(", ",", "-", "–", "—")


def is_bodily(words: Sequence[str], final: str) -> bool:
    """Whether the words of a name tell that it is a body's: "Bank of Tarn", "Kos Group", "OZK"."""
    if lexicon.is_organization(words[-1]) or words[-1] in lexicon.LEGAL_FORMS:
        return True
    if is_acronym(final) and final.casefold() not in lexicon.POSTNOMINALS:
        return True
    return any(lexicon.is_organization(word) and words[i + 1] == "of" for i, word in enumerate(words[:-1]))
