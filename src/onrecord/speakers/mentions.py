"""Mentions of people, organisations and places: proper names, with the title and role beside each.

The names that the reader's encoder tagged come first; runs of capitalised words fill in what it left out, so
that speakers are resolved without any tags too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.record import NameSpan
from onrecord.speakers import lexicon
from onrecord.speakers.layout import Layout, Token
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.names import is_acronym

Kind = Literal["person", "organization", "place", "other"]

_LONGEST_ROLE = 10
_LONGEST_APPOSITION = 24
_COPULAS = frozenset(("is", "was", "became", "becomes"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A proper name, as tokens [first, last) of the layout, without its title.

    `role` holds the words before or after it that say what it is; `appositive` tells that they follow it.
    """

    first: int
    last: int
    kind: Kind
    words: tuple[str, ...]
    gender: Gender | None
    role: str | None
    roles: tuple[str, ...]
    titled: bool

    @property
    def is_full(self) -> bool:
        """Whether a person's name has a given name too, or any other name stands for itself."""
        return self.kind != "person" or len(self.words) > 1


def find(layout: Layout, names: Sequence[NameSpan]) -> list[Mention]:
    """All mentions in order of the text, none overlapping another."""
    runs: list[tuple[int, int, Kind]] = []
    taken = bytearray(len(layout.tokens) + 1)
    for name in sorted(names, key=lambda n: (n.start, n.start - n.end)):
        first, last = layout.within(max(0, name.start), max(0, name.end))
        first, last = _trim(layout.tokens, first, last)
        if first < last and not any(taken[first:last]) and any(t.is_word for t in layout.tokens[first:last]):
            runs.append((first, last, name.kind))
            taken[first:last] = b"\1" * (last - first)
    runs += [run for run in _capitalised_runs(layout, taken) if not any(taken[run[0] : run[1]])]
    runs.sort()
    mentions = [_mention(layout, first, last, kind) for first, last, kind in runs]
    return [mention for mention in mentions if mention is not None]


def at(mentions: Sequence[Mention], first: int, last: int) -> list[Mention]:
    """The mentions that overlap tokens [first, last)."""
    index = max(0, bisect_right(mentions, first, key=lambda m: m.first) - 1)
    found = []
    while index < len(mentions) and mentions[index].first < last:
        if mentions[index].last > first:
            found.append(mentions[index])
        index += 1
    return found


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """A name without the article before it and the possessive and punctuation around it."""
    while first < last and (not tokens[first].is_word or tokens[first].folded in lexicon.DETERMINERS):
        first += 1
    while first < last and (tokens[last - 1].is_possessive or not tokens[last - 1].is_word):
        last -= 1
    return first, last


def _capitalised_runs(layout: Layout, taken: bytearray) -> list[tuple[int, int, Kind]]:
    """Runs of capitalised words that are no tagged name: the way of last resort."""
    tokens = layout.tokens
    shouting = _title_case_paragraphs(tokens)
    familiar = {
        t.folded for t in tokens if t.is_capital and not t.opens_sentence and t.paragraph not in shouting
    } | {t.folded for t, used in zip(tokens, taken, strict=False) if used}
    lower = {t.folded for t in tokens if t.is_word and not t.is_capital}
    runs: list[tuple[int, int, Kind]] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if taken[index] or not _opens_name(token, lower, familiar, token.paragraph in shouting):
            index += 1
            continue
        last = index + 1
        while last < len(tokens) and not taken[last]:
            following = tokens[last]
            if tokens[last].sentence != token.sentence or not following.is_word:
                break
            if following.is_capital and following.folded not in _FUNCTION_WORDS:
                if following.paragraph in shouting and following.folded not in familiar:
                    break
                last += 1
            elif _links(tokens, index, last, taken):
                last += 2
            else:
                break
        runs.append((index, last, _guess_kind(tokens, index, last)))
        index = last
    return runs


_FUNCTION_WORDS = (
    lexicon.PREPOSITIONS
    | lexicon.SUBORDINATORS
    | lexicon.DETERMINERS
    | lexicon.POSSESSIVES
    | lexicon.QUANTIFIERS
    | lexicon.RELATIVES
    | lexicon.SPEECH_ACT_PRONOUNS
    | lexicon.PLURAL_PRONOUNS
    | lexicon.NEUTER_PRONOUNS
    | frozenset(lexicon.PRONOUN_GENDER)
    | lexicon.OTHER_FUNCTION_WORDS
)


def _opens_name(token: Token, lower: set[str], familiar: set[str], shouting: bool) -> bool:
    if not token.is_word or not token.is_capital or token.folded in _FUNCTION_WORDS:
        return False
    if shouting:
        return token.folded in familiar
    if token.opens_sentence:
        return token.folded in familiar or token.folded not in lower or lexicon.is_given_name(token.folded)
    return True


def _links(tokens: Sequence[Token], first: int, last: int, taken: bytearray) -> bool:
    """Whether the word at `last` is a particle or an "of" inside the name."""
    if last + 1 >= len(tokens) or taken[last + 1] or not tokens[last + 1].is_capital:
        return False
    word = tokens[last].folded
    if word in lexicon.NAME_PARTICLES:
        return True
    before = tokens[last - 1].folded
    return word == "of" and (
        lexicon.is_organization(before) or before in {"house", "university", "secretary"}
    )


def _title_case_paragraphs(tokens: Sequence[Token]) -> set[int]:
    """Headlines: paragraphs in which most of the longer words are capitalised."""
    long: dict[int, int] = {}
    capital: dict[int, int] = {}
    for token in tokens:
        if len(token.text) > 3 and token.is_word:
            long[token.paragraph] = long.get(token.paragraph, 0) + 1
            capital[token.paragraph] = capital.get(token.paragraph, 0) + token.is_capital
    return {p for p, count in long.items() if 3 <= count <= 30 and capital[p] > 0.7 * count}


def _guess_kind(tokens: Sequence[Token], first: int, last: int) -> Kind:
    """What a run of capitalised words is, from the words themselves and those beside it."""
    words = [t.folded for t in tokens[first:last]]
    if lexicon.is_place(" ".join(words)):
        return "place"
    if lexicon.is_demonym(words[-1]) or lexicon.is_collective(words[-1]):
        return "other"
    if lexicon.is_given_name(words[0]) and 1 < len(words) <= 4 and not lexicon.is_organization(words[-1]):
        return "person"
    if any(lexicon.is_title(word) or lexicon.is_role(word) for word in words[:-1]) or (
        first > 0 and lexicon.is_title(tokens[first - 1].folded)
    ):
        return "organization" if lexicon.is_organization(words[-1]) else "person"
    if (
        lexicon.is_organization(words[-1])
        or words[-1] in lexicon.LEGAL_FORMS
        or any(
            lexicon.is_organization(word) and tokens[first + i + 1].folded == "of"
            for i, word in enumerate(words[:-1])
        )
        or is_acronym(tokens[last - 1].text)
        or (lexicon.is_outlet(words[-1]) and first > 0 and tokens[first - 1].folded == "the")
    ):
        return "organization"
    if first > 0 and tokens[first - 1].folded == "the":
        return "organization"
    return "person" if len(words) <= 3 else "other"


def _mention(layout: Layout, first: int, last: int, kind: Kind) -> Mention | None:
    """The mention at a run of tokens, its titles taken off and its role read from around it."""
    tokens = layout.tokens
    name_first = _after_title(tokens, first, last) if kind in ("person", "other") else first
    if name_first == last:
        return None
    if kind == "other" and name_first > first:
        kind = "person"
    words = tuple(t.text for t in tokens[name_first:last] if t.is_word)
    before_first, before = _role_before(layout, name_first)
    after = _role_after(layout, last) if kind != "place" else None
    roles = tuple(role for role in (before, after, _role_across_comma(layout, name_first, last)) if role)
    titles = [t.folded for t in tokens[before_first:name_first]]
    return Mention(
        first=name_first,
        last=last,
        kind=kind,
        words=words,
        gender=_gender(words, titles, after) if kind in ("person", "other") else None,
        role=roles[0] if roles else None,
        roles=roles,
        titled=any(lexicon.is_title(t) or lexicon.is_role(t) for t in titles),
    )


def _after_title(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where the name proper starts in a run that may open with titles and roles."""
    start = first
    for index in range(first, last - 1):
        word = tokens[index].folded
        if lexicon.is_title(word) or (lexicon.is_role(word) and not lexicon.is_given_name(word)):
            start = index + 1
            if (
                tokens[start].folded in ("of", "for")
                and start + 2 < last
                and tokens[start + 1].folded in lexicon.MINISTRIES
            ):
                start += 2
    return start


def _role_before(layout: Layout, first: int) -> tuple[int, str | None]:
    """The words just before a name that say what its bearer is, and where they start."""
    tokens = layout.tokens
    start = first
    head_seen = False
    for index in range(first - 1, max(-1, first - 1 - _LONGEST_ROLE), -1):
        token = tokens[index]
        word = token.folded
        if token.sentence != tokens[first].sentence or (
            not token.is_word and not token.is_possessive and word != "."
        ):
            break
        is_head = lexicon.is_role(word) or lexicon.is_title(word)
        linked = head_seen and (word in ("of", "and") or token.is_possessive)
        described = head_seen and (
            word in lexicon.ROLE_MODIFIERS or "-" in word or lexicon.is_organization(word)
        )
        proper = token.is_capital and word not in _FUNCTION_WORDS
        if not (is_head or linked or described or proper):
            break
        if not head_seen and not is_head:
            break
        head_seen = True
        start = index
    while start < first and tokens[start].folded in ("of", "and", "'s", "’s", "."):
        start += 1
    kept = start
    while kept < first and lexicon.is_honorific(tokens[kept].folded):
        kept += 1
    return start, layout.span(kept, first) or None


def _role_after(layout: Layout, last: int) -> str | None:
    """The apposition or copula after a name: ", the chief economist at Y," or "is the chief …"."""
    tokens = layout.tokens
    start = _after_aside(tokens, last)
    if start >= len(tokens) or tokens[start].sentence != tokens[last - 1].sentence:
        return None
    if tokens[start].text in (",", "-", "–", "—", "―") or tokens[start].folded in _COPULAS:
        start += 1
    else:
        return None
    while start < len(tokens) and tokens[start].text in ("-", "–", "—"):
        start += 1
    if start + 1 < len(tokens) and tokens[start].text.isdigit() and tokens[start + 1].text == ",":
        start += 2
    return phrase_with_role(layout, start)


def _after_aside(tokens: Sequence[Token], index: int) -> int:
    """Past a short parenthesis such as "(R-Ky.)"."""
    if index < len(tokens) and tokens[index].text == "(":
        for close in range(index + 1, min(index + 12, len(tokens))):
            if tokens[close].text == ")":
                return close + 1
    return index


def phrase_with_role(layout: Layout, start: int) -> str | None:
    """The noun phrase that starts at a token when its head is a role or a kind of body; else None."""
    tokens = layout.tokens
    head: str | None = None
    end = start
    before_preposition = True
    for index in range(start, min(start + _LONGEST_APPOSITION, len(tokens))):
        token = tokens[index]
        word = token.folded
        if token.sentence != tokens[start].sentence or token.quoted != tokens[start].quoted:
            break
        if not token.is_word and not token.is_possessive and token.text not in ("&", "/", "-", "’", "'"):
            break
        if word in lexicon.RELATIVES:
            break
        if word in lexicon.PREPOSITIONS and index > start:
            before_preposition = False
        if before_preposition:
            if lexicon.is_role(word) or lexicon.is_organization(word):
                head = word
            elif head is None and not _may_modify(token, index == start):
                return None
            elif (
                head is not None
                and not token.is_capital
                and word not in lexicon.ROLE_MODIFIERS
                and word not in ("and", "'s", "’s")
                and "-" not in word
            ):
                break
        end = index + 1
    if head is None:
        return None
    if tokens[start].folded in ("the", "a", "an"):
        start += 1
    return layout.span(start, end) or None


def _may_modify(token: Token, opens: bool) -> bool:
    """Whether a token may stand before the head of a role."""
    word = token.folded
    if opens and (
        word in lexicon.DETERMINERS or word in lexicon.POSSESSIVES or word in ("now", "then", "one")
    ):
        return True
    return (
        token.is_capital
        or token.is_possessive
        or word in lexicon.ROLE_MODIFIERS
        or (word not in _FUNCTION_WORDS and not word.endswith(("ed", "ing")))
    )


def _role_across_comma(layout: Layout, first: int, last: int) -> str | None:
    """The role in "the finance minister, Ana Kos, said": a description before the comma before the name."""
    tokens = layout.tokens
    if (
        first < 2
        or tokens[first - 1].text != ","
        or last >= len(tokens)
        or tokens[last].text not in (",", ".", ")", ";")
    ):
        return None
    for index in range(first - 2, max(-1, first - 2 - _LONGEST_ROLE), -1):
        token = tokens[index]
        if token.sentence != tokens[first].sentence or not (token.is_word or token.is_possessive):
            return None
        if token.folded in ("the", "his", "her", "its", "their"):
            phrase = phrase_with_role(layout, index)
            return (
                phrase
                if phrase
                and layout.text.startswith(phrase, token.start + (4 if token.folded == "the" else 0))
                else None
            )
    return None


def _gender(words: Sequence[str], titles: Sequence[str], apposition: str | None) -> Gender | None:
    """Gender from the title, the given name, or the role that follows."""
    for title in titles:
        if gender := lexicon.noun_gender(title):
            return gender
    if len(words) > 1 and (gender := lexicon.given_name_gender(words[0].casefold())):
        return gender
    if apposition:
        for word in apposition.casefold().split():
            if word in lexicon.PREPOSITIONS:
                break
            if gender := lexicon.noun_gender(word.strip(",.")):
                return gender
    return None
