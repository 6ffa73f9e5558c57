"""The names that the reader's encoder tagged, mended: cut ones made whole, kinds set right, and missed ones added.

A tagger of words cuts names that it has not seen before ("University of | Eyle", "Kolm Jong- | un"), takes one name for
two kinds, and overlooks it now and then. What mends that are the words, and the same name elsewhere on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from onrecord.record import NameSpan
from onrecord.speakers import lexicon
from onrecord.speakers.kinds import Kind
from onrecord.speakers.layout import Layout, Token, headlines
from onrecord.speakers.names import is_acronym

Run = tuple[int, int, Kind]
"""Tokens [first, last), and what they name."""

LONGEST_NAME = 16
"""In tokens: longer runs of capitals are no names."""

MOST_WORDS_TO_NOUN = 3
"""How many words may stand between the end of a tagged name and the end of the noun that closes it."""

_LINKS = frozenset(("of", "for"))
_LOCATIVES = frozenset(("in", "at", "near", "from", "to", "of"))
_OPEN_ENDS = frozenset(("of", "for", "the", "and", "&"))


def mended(layout: Layout, names: Sequence[NameSpan]) -> list[Run]:
    """The names as runs of whole tokens, in order of the text, none overlapping another.

    Spans that reach out of the text count as far as they lie in it. Takes time linear in text and names.
    """
    runs: list[Run] = []
    for name in sorted(names, key=lambda n: (n.start, n.start - n.end, n.kind)):
        first, last = _trimmed(layout.tokens, *layout.within(name.start, name.end))
        if first < last and (not runs or first >= runs[-1][1]):
            runs.append((first, last, name.kind))
    runs = _of_one_kind(layout.tokens, list(_whole(layout, runs)))
    return sorted([*runs, *_again(layout, runs)])


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """A name without the article before it and the possessive and punctuation around it."""
    while first < last and (not tokens[first].is_word or tokens[first].folded in lexicon.DETERMINERS):
        first += 1
    while first < last and not tokens[last - 1].is_word:
        last -= 1
    return first, last


def _whole(layout: Layout, runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with what was cut off behind them, those that this takes in left out."""
    tokens = layout.tokens
    tagged = {first: (last, kind) for first, last, kind in runs}
    titled = headlines(tokens, ended=False)
    common = {token.folded for token in tokens if token.is_word and not token.is_capital}
    reached = 0
    for first, last, kind in runs:
        first = max(first, reached)
        end = last
        while last > first and (not tokens[last - 1].is_word or tokens[last - 1].folded in _OPEN_ENDS):
            last -= 1
        if first >= last:
            continue
        if tokens[first].paragraph not in titled:
            grown = _end(tokens, first, last, kind, end > last, tagged)
            if last < grown <= first + LONGEST_NAME:
                kind = "organization" if _is_body(tokens, first, grown) else kind
                last = grown
        reached = last
        if last > first + 1 or _may_be_lone_name(tokens[first], common):
            yield first, last, _kind(tokens, first, last, kind)


def _may_be_lone_name(token: Token, common: Collection[str]) -> bool:
    """Whether a name of one word is one: no letter, title or other word, nor one that only opens its sentence."""
    if len(token.text.rstrip(".")) == 1 or token.folded in lexicon.FUNCTION_WORDS:
        return False
    return not (token.opens_sentence and token.folded in common) and not lexicon.is_title(token.folded)


def _end(
    tokens: Sequence[Token],
    first: int,
    last: int,
    kind: Kind,
    is_open: bool,
    tagged: dict[int, tuple[int, Kind]],
) -> int:
    """Where a name goes on to: the noun that closes it ("Tarn | Council"), the words behind its "of".

    `is_open` tells that it was cut behind such a link.
    """
    while last - first < LONGEST_NAME:
        words = MOST_WORDS_TO_NOUN if kind != "person" or last - first == 1 else 1
        if (noun := _closing_noun(tokens, last, words, tagged)) > last:
            last, kind, is_open = noun, "organization", False
        elif kind != "person" and (linked := _linked(tokens, first, last, is_open, tagged)) > last:
            last, is_open = linked, False
        else:
            break
    return last


def _closing_noun(tokens: Sequence[Token], last: int, most: int, tagged: dict[int, tuple[int, Kind]]) -> int:
    """Behind the last noun for a body among the capital words that follow; `last` where there is none."""
    found = last
    for index in range(last, min(len(tokens), last + most)):
        token = tokens[index]
        person = tagged.get(index, (0, "other"))[1] == "person"
        if not _goes_on(tokens, index) or (person and not lexicon.is_organization(token.folded)):
            break
        if lexicon.is_organization(token.folded):
            found = index + 1
    return found


def _linked(
    tokens: Sequence[Token], first: int, last: int, is_open: bool, tagged: dict[int, tuple[int, Kind]]
) -> int:
    """Behind the capital words that an "of" or "for" ties to the name of a body; `last` where there are none."""
    if last + 1 >= len(tokens) or tokens[last].sentence != tokens[first].sentence:
        return last
    link = tokens[last].folded
    if link not in _LINKS and not (is_open and link in _OPEN_ENDS):
        return last
    if not is_open and not lexicon.is_organization(tokens[last - 1].folded):
        return last
    start = last + 1 + (tokens[last + 1].folded in ("the", "a"))
    if start >= len(tokens) or not _goes_on(tokens, start):
        return last
    end = start
    while end < min(len(tokens), first + LONGEST_NAME) and _goes_on(tokens, end):
        reached, kind = tagged.get(end, (end + 1, "other"))
        if kind == "person" and not (is_open and end == start):
            break
        end = reached
    return end if end > start else last


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital word may be of the name before it: it is in its sentence, and neither title nor other word."""
    token = tokens[index]
    if not token.is_capital or not token.is_word or token.sentence != tokens[index - 1].sentence:
        return False
    return token.folded not in lexicon.FUNCTION_WORDS and not lexicon.is_title(token.folded)


def _is_body(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the noun of a name, the last word or the one before its "of", is one for bodies and for no place."""
    head = next((i for i in range(first, last) if tokens[i].folded in _LINKS), last) - 1
    noun = tokens[max(first, head)].folded
    return (lexicon.is_organization(noun) and noun not in lexicon.TERRITORIES) or (
        noun in lexicon.LEGAL_FORMS and last - first > 1
    )


def _kind(tokens: Sequence[Token], first: int, last: int, kind: Kind) -> Kind:
    """What the words of a name tell that it names, else what it was tagged as."""
    words = [token.folded for token in tokens[first:last] if token.is_word]
    name, noun = " ".join(words), words[-1]
    if kind == "person" and lexicon.is_place(name):
        return "place"
    if lexicon.is_demonym(noun) or lexicon.is_collective(noun):
        return "other"
    if kind in ("person", "place") and len(words) > 1 and _is_body(tokens, first, last):
        return "place" if lexicon.is_place(name) else "organization"
    if kind == "person" and len(words) == 1 and _is_lone_acronym(tokens, first):
        return "organization"
    if kind == "organization" and len(words) > 1 and noun in lexicon.LANDFORMS:
        return "place"
    if (
        kind == "organization"
        and (noun in lexicon.EVENTS or lexicon.is_document(noun))
        and not _is_body_noun(noun)
    ):
        return "other"
    return kind


def _is_body_noun(noun: str) -> bool:
    return (lexicon.is_organization(noun) or lexicon.is_outlet(noun)) and noun not in lexicon.EVENTS


def _is_lone_acronym(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is written in capitals, as initials are, and those beside it are not."""
    word = tokens[index].text
    beside = [t.text for t in tokens[max(0, index - 2) : index + 3] if t.is_word and len(t.text) > 3]
    return len(word) > 2 and is_acronym(word) and not any(text.isupper() and text != word for text in beside)


def _of_one_kind(tokens: Sequence[Token], runs: Sequence[Run]) -> list[Run]:
    """The runs with one kind for one name: the one most often given to it, but a person's for a surname."""
    votes: dict[str, Counter[Kind]] = {}
    surnames: set[str] = set()
    for first, last, kind in runs:
        votes.setdefault(_key(tokens, first, last), Counter())[kind] += 1
        if kind == "person" and last - first > 1:
            surnames.add(tokens[last - 1].folded)
    settled: list[Run] = []
    for first, last, kind in runs:
        key = _key(tokens, first, last)
        if key in surnames and (first == 0 or tokens[first - 1].folded not in _LOCATIVES):
            kind = "person"
        elif votes[key][kind] * 2 < votes[key].total():
            kind = votes[key].most_common(1)[0][0]
        settled.append((first, last, kind))
    return settled


def _again(layout: Layout, runs: Sequence[Run]) -> Iterator[Run]:
    """Where a tagged name, or the surname of a person, stands untagged, written as it is elsewhere."""
    tokens = layout.tokens
    taken = bytearray(len(tokens))
    known: dict[tuple[str, ...], Kind] = {}
    lengths: dict[str, set[int]] = {}
    lower = {token.folded for token in tokens if token.is_word and not token.is_capital}
    for first, last, kind in runs:
        taken[first:last] = b"\1" * (last - first)
        words = tuple(token.text for token in tokens[first:last])
        for part in (words, words[-1:]) if kind == "person" else (words,):
            lone = (
                len(part) == 1
                and len(part[0]) > 2
                and part[0][0].isupper()
                and part[0].casefold() not in lower
            )
            if lone or 1 < len(part) <= LONGEST_NAME:
                known.setdefault(part, kind)
                lengths.setdefault(part[0], set()).add(len(part))
    index = 0
    while index < len(tokens):
        step = 1
        for length in sorted(lengths.get(tokens[index].text, ()), reverse=True):
            name = tuple(token.text for token in tokens[index : index + length])
            if name in known and not any(taken[index : index + length]):
                yield index, index + length, known[name]
                step = length
                break
        index += step


def _key(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.folded for token in tokens[first:last])
