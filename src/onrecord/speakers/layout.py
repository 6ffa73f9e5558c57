"""A text as tokens that know their sentence, their paragraph, and whether they stand in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.speakers import lexicon

_ENDING = r"(?:[sSdDmM]|ll|LL|re|RE|ve|VE)(?!\w)"
"""Possessive, and verbs put short: "Kos’s", "she’ll"."""
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # initials: U.N., M.A.
    r"|\d+(?:[.,]\d+)+"
    rf"|['’]{_ENDING}"
    rf"|[^\W_]+(?:(?!['’]{_ENDING})['’&‐‑-][^\W_]+)*"  # words, joined by hyphen or apostrophe
    r"|''|``|\S"
)
_JOINED_PARTICLE = re.compile(r"(?:[ae][dlnrstz]|a[sz]h|ben|bin|d|l|de|van)[-‐‑'’]+(?=\w)")
_SENTENCE_END = frozenset(".!?…")
_CLOSERS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "``": "''", "''": "''"}


@dataclass(slots=True, eq=False)
class Token:
    """A word, number or mark; offsets in code points, half-open."""

    start: int
    end: int
    text: str
    folded: str
    sentence: int
    paragraph: int
    quoted: bool
    """Stands in quotation marks, or is one."""
    opens_sentence: bool
    is_word: bool
    is_capital: bool

    @property
    def is_possessive(self) -> bool:
        return self.folded in ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Layout:
    """The tokens of a text, with the way from offsets to tokens."""

    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Layout:
        """Tokenise `text`; linear in its length."""
        tokens = tuple(_tokens(text))
        return cls(text, tokens, tuple(t.start for t in tokens), tuple(t.end for t in tokens))

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Indices [first, last) of the tokens that overlap the span [start, end)."""
        first = bisect_right(self.ends, max(0, start))
        return first, max(first, bisect_left(self.starts, max(0, end)))

    def span(self, first: int, last: int) -> str:
        """The text from token `first` to the one before `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def sentence_start(self, at: int) -> int:
        """The first token of the sentence in which token `at` stands."""
        return bisect_left(self.tokens, self.tokens[at].sentence, key=lambda t: t.sentence)

    def paragraph_bounds(self, at: int) -> tuple[int, int]:
        """Tokens [first, last) of the paragraph in which token `at` stands."""
        paragraph = self.tokens[at].paragraph
        return (
            bisect_left(self.tokens, paragraph, key=lambda t: t.paragraph),
            bisect_right(self.tokens, paragraph, key=lambda t: t.paragraph),
        )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Token offsets; titles, initials and other abbreviations keep their full stop."""
    taken = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < taken:
            continue
        if text[end : end + 1] == "." and end - start <= 6 and _is_abbreviation(match.group(), text, end):
            end += 1
        taken = end
        yield start, end


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    """Whether the full stop after `word` belongs to it and ends no sentence."""
    if len(word) == 1:
        return word.isupper()
    folded = word.casefold() + "."
    if folded in lexicon.LEGAL_FORMS or folded in lexicon.NAME_SUFFIXES:
        return not text[end + 1 : end + 3].lstrip()[:1].isupper()
    return folded in lexicon.ABBREVIATIONS or lexicon.is_title(folded)


def _tokens(text: str) -> Iterator[Token]:
    sentence = paragraph = previous_end = 0
    closer = ""
    ended = opens = True
    first = True
    for start, end in _pieces(text):
        word = text[start:end]
        is_word = word[0].isalnum()
        mark = _CLOSERS.get(word) if not closer else word if word == closer else None
        if not first and "\n" in text[previous_end:start]:
            paragraph += 1
            sentence += 1
            closer, ended, opens = "", False, True
            mark = _CLOSERS.get(word)
        elif not first and ended and (word[0].isupper() or word[0].isdigit() or (mark and not closer)):
            sentence += 1
            ended, opens = False, True
        if mark:
            closer = "" if closer else mark
        if word in _SENTENCE_END:
            ended = True
        elif is_word:
            ended = False
        capital = word[0].isupper() or (is_word and len(word) > 3 and _capital_after_particle(word))
        quoted = bool(closer or mark)
        yield Token(start, end, word, word.casefold(), sentence, paragraph, quoted, opens, is_word, capital)
        if is_word:
            opens = False
        previous_end = end
        first = False


def _capital_after_particle(word: str) -> bool:
    """Whether the word is a name whose lower-case particle is joined on: "al-Harbi", "d’Arc"."""
    match = _JOINED_PARTICLE.match(word)
    return match is not None and word[match.end()].isupper()


def headlines(tokens: Sequence[Token], *, ended: bool = True) -> frozenset[int]:
    """The paragraphs in which most of the longer words are capitalised; `ended`: even if a full stop ends them."""
    long: dict[int, int] = {}
    capital: dict[int, int] = {}
    for token in tokens:
        if token.is_word and len(token.text) > 3:
            long[token.paragraph] = long.get(token.paragraph, 0) + 1
            capital[token.paragraph] = capital.get(token.paragraph, 0) + token.is_capital
    closing = {token.paragraph: token.text for token in tokens}
    return frozenset(
        p
        for p, count in long.items()
        if 3 <= count <= 30 and capital[p] > 0.7 * count and (ended or closing[p] != ".")
    )
