"""The words of a source taken apart: where its noun phrase ends, what its head is, and its joined parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.speakers import lexicon
from onrecord.speakers.layout import Layout, Token
from onrecord.speakers.mentions import Mention

_BREAKS = frozenset((",", "(", "[", ":", ";", "-", "–", "—", "―"))
_LEADING = frozenset(("from", "by", "to", "for", "and", "but"))
_TRAILING_ADVERBS = frozenset(("all", "both", "also"))
_OTHER_SPEAKERS = frozenset(("the", "other", "others", "a", "his", "her", "their", "several"))
_NOT_CONJUNCT_OPENERS = frozenset(("the", "a", "an"))

_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?"
_CLOSING_TIME = re.compile(
    rf",?\s(?:in\s(?:late\s|early\s|mid-)?(?:{_MONTH}(?:\s\d{{4}})?|\d{{4}})"
    rf"|(?:(?:on|since)\s)?(?:{_WEEKDAY}|{_DATE})(?:\s(?:morning|afternoon|evening|night))?"
    rf"|(?:(?:earlier|later)\s)?(?:last|this)\s(?:week|month|year|spring|summer|autumn|fall|winter|{_WEEKDAY}|{_MONTH})"
    r"|yesterday|today)$"
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens [first, last) of a source, with its core noun phrase [first, core) and the token of its head."""

    first: int
    last: int
    core: int
    head: int


def trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """A source without the punctuation and the preposition before it and the possessive ending after it."""
    while first < last and (not tokens[first].is_word or tokens[first].folded in _LEADING):
        first += 1
    while first < last and not tokens[last - 1].is_word:
        last -= 1
    return first, last


def without_time(layout: Layout, first: int, last: int) -> int:
    """Where a source ends without the time that closes it: "his spokesman in October", "an official last week"."""
    time = _CLOSING_TIME.search(layout.span(first, last))
    return layout.within(0, layout.tokens[first].start + time.start())[1] if time else last


def without_addition(tokens: Sequence[Token], phrase: NounPhrase) -> int:
    """Where a phrase ends without what is only added behind a comma: "a letter from the mayor, dated March 3".

    Appositions and lists stay: "his brother, a lawyer", "a report by teachers, parents and pupils".
    """
    commas = (index for index in range(phrase.core, phrase.last - 1) if tokens[index].text == ",")
    return next((index for index in commas if _opens_addition(tokens[index + 1])), phrase.last)


def _opens_addition(token: Token) -> bool:
    word = token.folded
    joined = word in lexicon.DETERMINERS or word in lexicon.POSSESSIVES or word in ("and", "or")
    return token.is_word and not token.is_capital and not joined and not _is_noun(word)


def noun_phrase(tokens: Sequence[Token], mentions: Sequence[Mention], first: int, last: int) -> NounPhrase:
    """The core and the head of the noun phrase in tokens [first, last); `mentions` are the names in it.

    The core ends at a comma, a preposition or a relative, unless a name runs over it; its last noun is the head.
    """
    inside = {index for m in mentions for index in range(max(first, m.title + 1), min(last, m.last))}
    core = first + 1
    while core < last and (core in inside or not _ends_core(tokens[core])):
        core += 1
    return NounPhrase(first, last, core, _head(tokens, first, core))


def _ends_core(token: Token) -> bool:
    return token.text in _BREAKS or token.folded in lexicon.PREPOSITIONS or token.folded in lexicon.RELATIVES


def _head(tokens: Sequence[Token], first: int, core: int) -> int:
    """The last noun of the core, which may be followed by participles ("a study released") and adverbs."""
    head = core - 1
    while head > first and (
        not (tokens[head].is_word or tokens[head].text == "%") or tokens[head].folded in lexicon.POSTNOMINALS
    ):
        head -= 1
    for probe in range(head, first - 1, -1):
        word = tokens[probe].folded
        if probe < head and _is_noun(word):
            return probe
        follows = word.endswith(("ed", "ing", "ly")) or word in _TRAILING_ADVERBS
        if not follows and word not in lexicon.POSTPOSED_ADJECTIVES:
            break
    return head


def _is_noun(word: str) -> bool:
    return (
        lexicon.is_role(word)
        or lexicon.is_document(word)
        or lexicon.is_organization(word)
        or lexicon.is_plural(word)
    )


def conjuncts(
    tokens: Sequence[Token], mentions: Sequence[Mention], first: int, last: int
) -> list[tuple[int, int]]:
    """The parts of a joint source ("A and B", "A, B and C"), or the whole as its only part."""
    joint = _joint(tokens, mentions, first, last)
    if joint is None or not _joins(tokens, mentions, first, joint, last):
        return [(first, last)]
    parts: list[tuple[int, int]] = []
    start = first
    for index in range(first, joint):
        if tokens[index].text == "," and _separates(tokens, mentions, start, index, joint):
            parts.append((start, index))
            start = index + 1
    return [*parts, (start, joint), (joint + 1, last)]


def _joint(tokens: Sequence[Token], mentions: Sequence[Mention], first: int, last: int) -> int | None:
    """The first "and" of a source outside names and relative clauses."""
    inside = {index for mention in mentions for index in range(mention.first, mention.last)}
    for index in range(first + 1, last - 1):
        if tokens[index].folded in lexicon.RELATIVES:
            return None
        if tokens[index].folded in ("and", "&") and index not in inside:
            return index
    return None


def _separates(
    tokens: Sequence[Token], mentions: Sequence[Mention], start: int, comma: int, joint: int
) -> bool:
    """Whether a comma stands between two names of a list, and opens no apposition."""
    before = any(m.first >= start and m.last <= comma for m in mentions)
    after = any(m.first > comma and m.last <= joint for m in mentions)
    following = tokens[comma + 1]
    return before and after and following.is_capital and following.folded not in lexicon.DETERMINERS


def _joins(tokens: Sequence[Token], mentions: Sequence[Mention], first: int, joint: int, last: int) -> bool:
    """Whether "and" at `joint` joins two speakers, not two roles of one or two nouns after a preposition."""
    if not _may_open_conjunct(tokens[joint + 1]):
        return False
    left = [m for m in mentions if first <= m.first and m.last <= joint]
    right = [m for m in mentions if joint < m.first and m.last <= last]
    prepositions = any(t.folded in lexicon.PREPOSITIONS for t in tokens[first:joint])
    if left and left[0].kind == "person" and not _starts_late(tokens, first, left[0].first):
        comma = any(t.text == "," for t in tokens[left[0].last : joint])
        others = tokens[joint - 1].text == "," and tokens[joint + 1].folded in _OTHER_SPEAKERS
        return others or any(m.kind == "person" for m in right) or not (comma or prepositions)
    if right and not left and tokens[first].folded not in _NOT_CONJUNCT_OPENERS:
        return False
    return not prepositions


def _may_open_conjunct(token: Token) -> bool:
    word = token.folded
    if token.is_capital or word in lexicon.POSSESSIVES | lexicon.DETERMINERS | lexicon.QUANTIFIERS:
        return True
    return _is_noun(word) or word in lexicon.ROLE_MODIFIERS


def _starts_late(tokens: Sequence[Token], first: int, name: int) -> bool:
    """Whether a preposition or comma stands before the first name of the source."""
    return any(t.folded in lexicon.PREPOSITIONS or t.text == "," for t in tokens[first:name])
