"""Mentions of people, organisations and places: proper names, with what stands beside each.

The names that the reader's encoder tagged come first; runs of capitalised words fill in what it left out, so
that speakers are resolved without any tags too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.record import NameSpan
from onrecord.speakers import lexicon, roles
from onrecord.speakers.layout import Layout, Token
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.names import is_acronym
from onrecord.speakers.spelling import fold

Kind = Literal["person", "organization", "place", "other"]
Run = tuple[int, int, Kind]

LONGEST_NAME = 16
"""In tokens: longer runs of capitals are no names."""

_NOBILITY = frozenset("lord lady baron baroness viscount viscountess earl countess duke duchess".split())
_AFTER_PEOPLE = frozenset("said says told added who whose was is has had did does would could 's ’s".split())
_CLOSING_QUOTES = frozenset("”\"’'»")
_OPENING_QUOTES = frozenset("“\"‘'«")


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
    edges = frozenset(edge for source in sources for edge in source)
    capitals = _Capitals(layout, edges)
    tagged: list[Run] = []
    for name in sorted(names, key=lambda n: (n.start, n.start - n.end)):
        first, last = _trim(layout.tokens, *layout.within(name.start, name.end))
        if any(taken[first:last]) or not capitals.may_be_name(first, last):
            continue
        if name.kind == "person":
            if tagged and tagged[-1][1:] == (first, "person") and first not in edges:
                first = tagged.pop()[0]  # taggers cut names they have not seen before in two
            first, last = capitals.completed(first, last, taken)
        tagged.append((first, last, name.kind))
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


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """A name without the article before it and the possessive and punctuation around it."""
    while first < last and (not tokens[first].is_word or tokens[first].folded in lexicon.DETERMINERS):
        first += 1
    while first < last and not tokens[last - 1].is_word:
        last -= 1
    return first, last


class _Capitals:
    """Runs of capitalised words in a text: the way of last resort to its names."""

    def __init__(self, layout: Layout, edges: frozenset[int]) -> None:
        self._tokens = tokens = layout.tokens
        self._edges = edges
        self._headlines = _title_case_paragraphs(tokens)
        words = [t for t in tokens if t.is_word]
        self._lower = {t.folded for t in words if not t.is_capital}
        self._familiar = {
            t.folded
            for t in words
            if t.is_capital and not t.opens_sentence and t.paragraph not in self._headlines
        }

    def may_be_name(self, first: int, last: int) -> bool:
        """Whether tokens [first, last), tagged as a name, may be one.

        It runs across no edge of a source; in a headline, where all words have capitals, its words are known from
        elsewhere as a name's.
        """
        tokens = self._tokens
        if not first < last <= first + LONGEST_NAME or any(i in self._edges for i in range(first + 1, last)):
            return False
        if tokens[first].paragraph not in self._headlines:
            return True
        return all(t.folded in self._familiar for t in tokens[first:last] if t.is_capital)

    def completed(self, first: int, last: int, taken: bytearray) -> tuple[int, int]:
        """A tagged person's name with the given names and particles before it, and what `_linked` finds behind it."""
        tokens = self._tokens
        while first > 0 and first not in self._edges:
            before = tokens[first - 1]
            start = first - 1
            if before.text in _CLOSING_QUOTES and first > 3 and tokens[first - 3].text in _OPENING_QUOTES:
                start = first - 4  # a nickname in quotation marks
            fits = tokens[start].is_capital and lexicon.is_given_name(tokens[start].folded)
            if not fits and before.folded not in lexicon.NAME_PARTICLES:
                break
            if any(taken[start:first]) or tokens[start].sentence != tokens[first].sentence:
                break
            first = start
        linked = self._linked(first, last, taken) if last < len(tokens) and last not in self._edges else None
        return first, (self._end(first, taken, linked) if linked else last)

    def runs(self, taken: bytearray) -> list[Run]:
        """Runs that overlap no token that is `taken`."""
        tokens = self._tokens
        runs: list[Run] = []
        index = 0
        while index < len(tokens):
            if taken[index] or not self._opens(index):
                index += 1
                continue
            last = self._end(index, taken)
            if tokens[last - 1].is_capital and not (last == index + 1 and self._is_common_noun(index)):
                runs.append(
                    (index, last, _guess_kind(tokens, index, last, bool({index, last} & self._edges)))
                )
            index = last
        return runs

    def _opens(self, index: int) -> bool:
        token = self._tokens[index]
        word = token.folded
        if not token.is_word:
            return False
        if not token.is_capital:
            following = self._tokens[index + 1] if index + 1 < len(self._tokens) else token
            return (
                word in lexicon.NAME_PARTICLES and following.is_capital and following.folded in self._familiar
            )
        if word in lexicon.FUNCTION_WORDS:
            return False
        if token.paragraph in self._headlines:
            return word in self._familiar
        if token.opens_sentence:
            return word in self._familiar or word not in self._lower or lexicon.is_given_name(word)
        return True

    def _is_common_noun(self, index: int) -> bool:
        """Whether a lone word that opens a sentence is an ordinary noun: "Residents", "Prosecutors"."""
        token = self._tokens[index]
        word = token.folded
        if not token.opens_sentence or word in self._familiar or lexicon.is_given_name(word):
            return False
        known = lexicon.is_role(word) or lexicon.is_organization(word) or lexicon.is_document(word)
        return (known or lexicon.is_plural(word)) and not lexicon.is_place(word)

    def _end(self, index: int, taken: bytearray, begun: int = 0) -> int:
        """Where the run that starts at a token, and reaches to token `begun` at least, ends."""
        tokens = self._tokens
        last = max(index + 1, begun)
        limit = min(len(tokens), index + LONGEST_NAME)
        while last < limit and not taken[last] and tokens[last].sentence == tokens[index].sentence:
            token = tokens[last]
            if last in self._edges:
                break
            if token.is_capital and token.folded not in lexicon.FUNCTION_WORDS:
                if token.paragraph in self._headlines and token.folded not in self._familiar:
                    break
                last += 1
            elif linked := self._linked(index, last, taken):
                last = linked
            else:
                break
        return last

    def _linked(self, first: int, last: int, taken: bytearray) -> int | None:
        """Where the name goes on behind a particle, an "of", a nickname in quotation marks, or "s’" inside it."""
        tokens = self._tokens
        ahead = tokens[last + 1 : last + 4]
        if not ahead or any(taken[last + 1 : last + 4]) or ahead[0].sentence != tokens[first].sentence:
            return None
        word, before = tokens[last].folded, tokens[last - 1].folded
        if word in lexicon.NAME_PARTICLES:
            particles = 1 + (ahead[0].folded in lexicon.NAME_PARTICLES and not ahead[0].is_capital)
            follows = tokens[last + particles] if last + particles < len(tokens) else None
            return last + particles if follows and follows.is_capital else None
        if not ahead[0].is_capital:
            return None
        if word == "of":
            named = first > 0 and tokens[first - 1].folded == "the" and last == first + 1
            noble = tokens[first].folded in _NOBILITY
            office = lexicon.is_title(before) and ahead[0].folded in lexicon.MINISTRIES
            return last + 1 if noble or named or office or lexicon.is_organization(before) else None
        if word in ("’", "'") and before.endswith("s") and tokens[last].start == tokens[last - 1].end:
            return last + 1 if lexicon.is_organization(ahead[0].folded) else None
        if word in _OPENING_QUOTES and len(ahead) == 3 and ahead[2].is_capital and not ahead[1].is_word:
            return last + 3
        if word == "," and ahead[0].folded in lexicon.NAME_SUFFIXES:
            return last + 2
        return None


def _title_case_paragraphs(tokens: Sequence[Token]) -> frozenset[int]:
    """Headlines: paragraphs in which most of the longer words are capitalised."""
    long: dict[int, int] = {}
    capital: dict[int, int] = {}
    for token in tokens:
        if token.is_word and len(token.text) > 3:
            long[token.paragraph] = long.get(token.paragraph, 0) + 1
            capital[token.paragraph] = capital.get(token.paragraph, 0) + token.is_capital
    return frozenset(p for p, count in long.items() if 3 <= count <= 30 and capital[p] > 0.7 * count)


def _guess_kind(tokens: Sequence[Token], first: int, last: int, speaks: bool) -> Kind:
    """What a run of capitalised words is, from the words themselves and those beside it.

    `speaks` tells that it opens or closes a source.
    """
    words = [t.folded for t in tokens[first:last] if t.is_word]
    before = tokens[first - 1].folded if first else ""
    final = words[-1]
    if lexicon.is_place(" ".join(words)) or _is_dateline(tokens, first, last):
        return "place"
    if lexicon.is_demonym(final) or lexicon.is_collective(final):
        return "other"
    if _is_bodily(words, tokens[last - 1].text) or (lexicon.is_outlet(final) and before == "the"):
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


def _is_dateline(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a run in capitals opens its paragraph as a place does: "STRELSAU (Newswire) –", "TARN, March 3 –"."""
    opens = first == 0 or tokens[first - 1].paragraph != tokens[first].paragraph
    shouted = all(t.text.isupper() and len(t.text) > 2 for t in tokens[first:last])
    return opens and shouted and last < len(tokens) and tokens[last].text in ("(", ",", "-", "–", "—")


def _is_bodily(words: Sequence[str], final: str) -> bool:
    """Whether the words of a name tell that it is a body's: "Bank of Tarn", "Kos Group", "OZK"."""
    if lexicon.is_organization(words[-1]) or words[-1] in lexicon.LEGAL_FORMS:
        return True
    if is_acronym(final) and final.casefold() not in lexicon.POSTNOMINALS:
        return True
    return any(lexicon.is_organization(word) and words[i + 1] == "of" for i, word in enumerate(words[:-1]))


def _mention(layout: Layout, run: Run, tagged: bool) -> Mention | None:
    """The mention at a run of tokens, its titles taken off and its role read from around it."""
    tokens = layout.tokens
    first, last, kind = run
    title, behind = first, last
    if kind == "person" and _is_dateline(tokens, first, last):
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
        return lexicon.is_role(words[words.index("of") - 1]) and words[0] not in _NOBILITY
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
