"""The words of a source taken apart: where its noun phrase ends, what its head is, and its joined parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.speakers import lexicon
from onrecord.speakers.layout import Token
from onrecord.speakers.mentions import Mention

_BREAKS = frozenset((",", "(", "[", ":", ";", "-", "–", "—", "―"))


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens [first, last) of a source, with its core noun phrase [first, core) and the token of its head."""

    first: int
    last: int
    core: int
    head: int


def trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """A source without the punctuation and the preposition before it and the possessive ending after it."""
    while first < last and (
        not tokens[first].is_word or tokens[first].folded in ("from", "by", "to", "for", "and", "but")
    ):
        first += 1
    while first < last and (tokens[last - 1].is_possessive or not tokens[last - 1].is_word):
        last -= 1
    return first, last


def noun_phrase(tokens: Sequence[Token], mentions: Sequence[Mention], first: int, last: int) -> NounPhrase:
    """The core and the head of the noun phrase in tokens [first, last); `mentions` are the names in it.

    The core ends at a comma, a preposition or a relative, unless a name runs over it; its last noun is the
    head.
    """
    inside = {
        index
        for mention in mentions
        for index in range(max(first, mention.first + 1), min(last, mention.last))
    }
    core = first
    for index in range(first, last):
        word = tokens[index].folded
        breaks = tokens[index].text in _BREAKS or word in lexicon.PREPOSITIONS or word in lexicon.RELATIVES
        if breaks and index > first and index not in inside:
            break
        core = index + 1
    return NounPhrase(first, last, core, _head(tokens, first, core))


def _head(tokens: Sequence[Token], first: int, core: int) -> int:
    """The last noun of the core, which may be followed by participles ("a study released") and adverbs."""
    head = core - 1
    while head > first and not (tokens[head].is_word or tokens[head].text == "%"):
        head -= 1
    probe = head
    while (probe > first and tokens[probe].folded.endswith(("ed", "ing", "ly"))) or tokens[probe].folded in (
        "all",
        "both",
        "also",
    ):
        probe -= 1
        if probe < first:
            return head
        word = tokens[probe].folded
        if (
            lexicon.is_role(word)
            or lexicon.is_document(word)
            or lexicon.is_organization(word)
            or lexicon.is_plural(word)
        ):
            return probe
    return head


def conjuncts(
    tokens: Sequence[Token], mentions: Sequence[Mention], first: int, last: int
) -> list[tuple[int, int]]:
    """The parts of a joint source ("A and B", "A, B and C"), or the whole as its only part."""
    inside = {index for mention in mentions for index in range(mention.first, mention.last)}
    joint = -1
    for index in range(first + 1, last - 1):
        token = tokens[index]
        if token.folded in lexicon.RELATIVES:
            break
        if token.folded in ("and", "&") and index not in inside:
            joint = index
            break
    if joint < 0 or not _joins(tokens, mentions, first, joint, last):
        return [(first, last)]
    parts: list[tuple[int, int]] = []
    start = first
    for index in range(first, joint):
        names_before = any(m.first >= start and m.last <= index for m in mentions)
        names_after = any(m.first > index and m.last <= joint for m in mentions)
        opens_apposition = index + 1 < joint and (
            tokens[index + 1].folded in lexicon.DETERMINERS or not tokens[index + 1].is_capital
        )
        if tokens[index].text == "," and names_before and names_after and not opens_apposition:
            parts.append((start, index))
            start = index + 1
    return [*parts, (start, joint), (joint + 1, last)]


def _joins(tokens: Sequence[Token], mentions: Sequence[Mention], first: int, joint: int, last: int) -> bool:
    """Whether "and" at `joint` joins two speakers, not two roles of one or two nouns after a preposition."""
    left_names = [m for m in mentions if first <= m.first and m.last <= joint]
    right_names = [m for m in mentions if joint < m.first and m.last <= last]
    opens_with_name = bool(left_names) and not any(
        t.folded in lexicon.PREPOSITIONS or t.text == "," for t in tokens[first : left_names[0].first]
    )
    prepositions = [i for i in range(first, joint) if tokens[i].folded in lexicon.PREPOSITIONS]
    if opens_with_name and left_names[0].kind == "person":
        people = [m for m in right_names if m.kind == "person"]
        after = tokens[joint + 1].folded
        commas = [i for i in range(left_names[0].last, joint) if tokens[i].text == ","]
        if people and not prepositions:
            return True
        return (
            bool(people)
            or (
                tokens[joint - 1].text == ","
                and (after in ("the", "other", "others", "a", "his", "her", "their", "several"))
            )
            or (not commas and not prepositions)
        )
    if right_names and not left_names and tokens[first].folded not in ("the", "a", "an"):
        return False
    return not prepositions
