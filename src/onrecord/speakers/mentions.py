"""Mentions of people, organisations and places: proper names, with what stands beside each.

The names that the reader's encoder tagged come first; runs of capitalised words fill in what it left out, so
that speakers are resolved without any tags too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record import NameSpan
from onrecord.speakers import kinds, lexicon, roles, tagging
from onrecord.speakers.capitals import NOBILITY, Capitals
from onrecord.speakers.kinds import Kind
from onrecord.speakers.layout import Layout, Token
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.spelling import fold
from onrecord.speakers.tagging import Run


@dataclass(frozen=True, slots=True)
class Mention:
    """A proper name, as tokens [first, last) of the layout, without its title.

    `roles` are the words before and after it that say what it is.
    """

    first: int
    last: int
    kind: Kind
    name: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    """The words without case and diacritics."""
    key: str
    """The same as one string."""
    gender: Gender | None
    roles: tuple[str, ...]
    titles: tuple[str, ...]
    """The words before it that are its title, folded; they start at token `title`."""
    title: int
    age: str | None
    tagged: bool


def find(layout: Layout, names: Sequence[NameSpan], sources: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """All mentions in order of the text, none overlapping another.

    `sources` are the tokens [first, last) of sources: no name runs across the edge of one.
    """
    taken = bytearray(len(layout.tokens) + 1)
    capitals = Capitals(layout, sources)
    tagged: list[Run] = []
    for first, last, kind in tagging.mended(layout, names):
        if any(taken[first:last]) or not capitals.may_be_name(first, last):
            continue
        if kind == "person":
            cut = tagged and tagged[-1][1:] == (first, "person")
            if cut and capitals.may_be_name(tagged[-1][0], last):
                first = tagged.pop()[0]  # taggers cut names they have not seen before in two
            first, last = capitals.completed(first, last, taken)
        tagged.append((first, last, kind))
        taken[first:last] = b"\1" * (last - first)
    found = [_mention(layout, run, True) for run in tagged]
    found += [_mention(layout, run, False) for run in capitals.runs(taken)]
    return sorted((mention for mention in found if mention), key=lambda m: m.first)


def at(mentions: Sequence[Mention], first: int, last: int) -> list[Mention]:
    """The mentions that overlap tokens [first, last)."""
    index = max(0, bisect_right(mentions, first, key=lambda m: m.first) - 1)
    found = []
    while index < len(mentions) and mentions[index].first < last:
        if mentions[index].last > first:
            found.append(mentions[index])
        index += 1
    return found


def _mention(layout: Layout, run: Run, tagged: bool) -> Mention | None:
    """The mention at a run of tokens, its titles taken off and its role read from around it."""
    tokens = layout.tokens
    first, last, kind = run
    title, behind = first, last
    if kind == "person" and kinds.is_dateline(tokens, first, last):
        kind = "place"
    if kind in ("person", "other"):
        start = _after_titles(tokens, first, last)
        kind = "person" if start > first else kind
        first = start
        while last > first + 1 and tokens[last - 1].folded in lexicon.POSTNOMINALS:
            last -= 1
    if not any(t.is_word for t in tokens[first:last]) or _is_bare_role(tokens, first, last):
        return None
    found = roles.around(layout, title, first, behind)
    words = tuple(t.text for t in tokens[first:last] if t.is_word)
    folded = tuple(fold(word) for word in words)
    if not tagged and kind == "person" and found.title == first and _is_described_as_body(words, found.roles):
        kind = "organization"
    titles = tuple(t.folded for t in tokens[found.title : first] if t.is_word)
    return Mention(
        first=first,
        last=last,
        kind=kind,
        name=" ".join(layout.span(first, last).split()),
        words=words,
        folded=folded,
        key=" ".join(folded),
        gender=_gender(words, titles, found.roles) if kind in ("person", "other") else None,
        roles=found.roles if kind != "place" else (),
        titles=titles,
        title=found.title,
        age=found.age,
        tagged=tagged,
    )


def _is_described_as_body(words: Sequence[str], described: Sequence[str]) -> bool:
    """Whether the role beside a name is that of a body: "Kos Brothers, the contractor"."""
    heads = [head for role in described for head in roles.words(role)[-1:]]
    return any(lexicon.is_organization(head) for head in heads) and not lexicon.is_given_name(words[0])


def _is_bare_role(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words are but a role with capitals: "the Superintendent of Banks", "its Chair"."""
    words = [t.folded for t in tokens[first:last]]
    if "of" in words:
        return lexicon.is_role(words[words.index("of") - 1]) and words[0] not in NOBILITY
    if not lexicon.is_role(words[-1]) or (
        len(words) == 1 and (first == 0 or not _is_determiner(tokens[first - 1]))
    ):
        return False
    return all(lexicon.is_role(w) or lexicon.is_title(w) or w in lexicon.ROLE_MODIFIERS for w in words)


def _is_determiner(token: Token) -> bool:
    return token.folded in lexicon.DETERMINERS or token.folded in lexicon.POSSESSIVES or token.is_possessive


def _after_titles(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where the name proper starts in a run that may open with titles and roles."""
    start = first
    for index in range(first, last - 1):
        word, following = tokens[index].folded, tokens[index + 1].folded
        if not (lexicon.is_title(word) or (lexicon.is_role(word) and not lexicon.is_given_name(word))):
            continue
        if following not in ("of", "for"):
            start = index + 1
        elif index + 3 < last and tokens[index + 2].folded in lexicon.MINISTRIES:
            start = index + 3
    return start


def _gender(words: Sequence[str], titles: Sequence[str], described: Sequence[str]) -> Gender | None:
    """Gender from the title, the given name, the form of the surname, or the role that stands beside."""
    for title in titles:
        if gender := lexicon.noun_gender(title):
            return gender
    if len(words) > 1 and (gender := lexicon.full_name_gender(words)):
        return gender
    for role in described:
        for word in roles.words(role)[-2:]:
            if gender := lexicon.noun_gender(word):
                return gender
    return None
