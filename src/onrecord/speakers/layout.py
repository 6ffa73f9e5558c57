"""A text as tokens that know their sentence, their paragraph, and whether they stand in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from onrecord.speakers import lexicon

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&‐‑-][^\W_]+)*|''|``|\S")
_POSSESSIVE = ("'s", "’s")
_SENTENCE_END = frozenset(".!?…")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_STRAIGHT = frozenset(('"', "''", "``"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; offsets in code points, half-open."""

    start: int
    end: int
    text: str
    folded: str
    sentence: int
    paragraph: int
    quoted: bool
    opens_sentence: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        return self.text in _POSSESSIVE


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
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def span(self, first: int, last: int) -> str:
        """The text from token `first` to the one before `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def _pieces(text: str) -> list[tuple[int, int]]:
    """Token offsets: titles and initials keep their full stop, a possessive ending stands alone."""
    pieces: list[tuple[int, int]] = []
    taken = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < taken:
            continue
        word = match.group()
        if word.endswith(_POSSESSIVE) and end - start > 2:
            pieces += [(start, end - 2), (end - 2, end)]
            taken = end
            continue
        initial = end - start == 1 and word.isupper()
        if text[end : end + 1] == "." and (initial or lexicon.is_abbreviated_title(word.casefold())):
            end += 1
        pieces.append((start, end))
        taken = end
    return pieces


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    sentence = paragraph = 0
    quoted = False
    ended = opens = True
    previous_end = 0
    for start, end in _pieces(text):
        word = text[start:end]
        if tokens and "\n" in text[previous_end:start]:
            paragraph += 1
            sentence += 1
            quoted, ended, opens = False, False, True
        elif (
            ended
            and tokens
            and (word[0].isupper() or word[0].isdigit() or (word in _OPENING | _STRAIGHT and not quoted))
        ):
            sentence += 1
            ended, opens = False, True
        is_mark = word in _OPENING or word in _CLOSING or word in _STRAIGHT
        if is_mark:
            quoted = word in _OPENING or (word in _STRAIGHT and not quoted)
        if word in _SENTENCE_END:
            ended = True
        elif word[0].isalnum():
            ended = False
        tokens.append(Token(start, end, word, word.casefold(), sentence, paragraph, quoted or is_mark, opens))
        if word[0].isalnum():
            opens = False
        previous_end = end
    return tokens
