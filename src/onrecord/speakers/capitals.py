"""Runs of capitalised words in a text: the way of last resort to its names, and the measure of what a tagger found."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.speakers import kinds, lexicon
from onrecord.speakers.layout import Layout, headlines
from onrecord.speakers.tagging import LONGEST_NAME, Run

NOBILITY = frozenset("lord lady baron baroness viscount viscountess earl countess duke duchess".split())
_OPENING_QUOTES = frozenset("“\"‘'«")
_CLOSING_QUOTES = frozenset("”\"’'»")


class Capitals:
    """Runs of capitalised words in a text: the way of last resort to its names."""

    def __init__(self, layout: Layout, sources: Sequence[tuple[int, int]]) -> None:
        self._tokens = tokens = layout.tokens
        self._opening = frozenset(first for first, _ in sources)
        self._closing = frozenset(last for _, last in sources)
        self._edges = self._opening | self._closing
        self._headlines = headlines(tokens)
        self._titles = headlines(tokens, ended=False)
        words = [t for t in tokens if t.is_word]
        self._lower = {t.folded for t in words if not t.is_capital}
        self._familiar = {
            t.folded
            for t in words
            if t.is_capital and not t.opens_sentence and t.paragraph not in self._headlines
        }

    def may_be_name(self, first: int, last: int) -> bool:
        """Whether tokens [first, last), tagged as a name, may be one.

        It runs across no edge of a source and no end of a paragraph; in a headline, where all words have capitals
        and no full stop closes them, its words are known from elsewhere as a name's.
        """
        tokens = self._tokens
        if not first < last <= first + LONGEST_NAME or any(i in self._edges for i in range(first + 1, last)):
            return False
        if tokens[first].paragraph != tokens[last - 1].paragraph:
            return False
        if tokens[first].paragraph not in self._titles:
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
                speaks = index in self._opening or last in self._closing
                runs.append((index, last, kinds.guess(tokens, index, last, speaks)))
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
            noble = tokens[first].folded in NOBILITY
            office = lexicon.is_title(before) and ahead[0].folded in lexicon.MINISTRIES
            return last + 1 if noble or named or office or lexicon.is_organization(before) else None
        if word in ("’", "'") and before.endswith("s") and tokens[last].start == tokens[last - 1].end:
            return last + 1 if lexicon.is_organization(ahead[0].folded) else None
        if word in _OPENING_QUOTES and len(ahead) == 3 and ahead[2].is_capital and not ahead[1].is_word:
            return last + 3
        if word == "," and ahead[0].folded in lexicon.NAME_SUFFIXES:
            return last + 2
        return None
