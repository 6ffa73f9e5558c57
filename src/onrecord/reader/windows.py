"""Article text to the model's input: words, word pieces, their case shapes and quotation marks, in windows.

Training and reading share this module, so what the model was trained on is what it is given. Offsets are Unicode
code points into the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.reader.marks import quotation_marks

Integers = NDArray[np.int64]

WORD = re.compile(r"\w+|[^\w\s]")
PARAGRAPH = re.compile(r"[^\n]+")
LONGEST = 256
"""Word pieces in a window, [CLS] and [SEP] included."""
FULL = 144
"""Pieces from which a window takes no other paragraph: shorter windows are read at least as well, and quicker."""
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Window:
    """Some whole paragraphs as the model sees them.

    `pieces`, `shapes` and `quotes` are parallel; `first` gives each word's first piece, `starts` and `ends` its
    offsets.
    """

    pieces: Integers
    shapes: Integers
    quotes: Integers
    first: Integers
    starts: Integers
    ends: Integers


@lru_cache(maxsize=50_000)
def shape(word: str) -> int:
    """Case of a whole word: 0 no letters, 1 lower, 2 Title, 3 UPPER, 4 miXed."""
    if not any(character.isalpha() for character in word):
        return 0
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


def windows(text: str, tokenizer: Tokenizer, longest: int = LONGEST, full: int = FULL) -> list[Window]:
    """`text` cut into windows of whole paragraphs.

    A paragraph of more than `longest` pieces is cut; several share a window where that has at most `full`.
    """
    paragraphs = [part for part in _paragraphs(text, tokenizer, longest - 2) if len(part.pieces)]
    return [_window(group) for group in _packed(paragraphs, min(longest, full) - 1)]


def windows_within(text: str, start: int, end: int, tokenizer: Tokenizer) -> list[Window]:
    """The windows of `text[start:end]` read alone, with offsets into the whole of `text`."""
    return [
        replace(window, starts=window.starts + start, ends=window.ends + start)
        for window in windows(text[start:end], tokenizer)
    ]


def _packed(paragraphs: Sequence[Window], room: int) -> Iterator[list[Window]]:
    group: list[Window] = []
    used = 0
    for paragraph in paragraphs:
        needed = len(paragraph.pieces) + 1
        if group and used + needed > room:
            yield group
            group, used = [], 0
        group.append(paragraph)
        used += needed
    if group:
        yield group


def _window(paragraphs: Sequence[Window]) -> Window:
    """[CLS] paragraph [SEP] paragraph [SEP] …"""
    pieces, shapes, quotes, first = [np.array([CLS])], [np.array([0])], [np.array([0])], []
    length = 1
    for part in paragraphs:
        first.append(part.first + length)
        pieces += [part.pieces, np.array([SEP])]
        shapes += [part.shapes, np.array([0])]
        quotes += [part.quotes, np.array([0])]
        length += len(part.pieces) + 1
    return Window(
        pieces=np.concatenate(pieces),
        shapes=np.concatenate(shapes),
        quotes=np.concatenate(quotes),
        first=np.concatenate(first),
        starts=np.concatenate([part.starts for part in paragraphs]),
        ends=np.concatenate([part.ends for part in paragraphs]),
    )


def _paragraphs(text: str, tokenizer: Tokenizer, longest: int) -> Iterator[Window]:
    matches = list(PARAGRAPH.finditer(text))
    encodings = tokenizer.encode_batch([match.group() for match in matches], add_special_tokens=False)
    for match, encoding in zip(matches, encodings, strict=True):
        whole = _paragraph(match.group(), match.start(), encoding.ids, encoding.offsets)
        yield from _cut(whole, longest)


def _paragraph(text: str, offset: int, ids: list[int], offsets: list[tuple[int, int]]) -> Window:
    piece_starts = np.array([start for start, _ in offsets], dtype=np.int64)
    words = [(match.start(), match.end()) for match in WORD.finditer(text)]
    starts = np.array([start for start, _ in words], dtype=np.int64)
    ends = np.array([end for _, end in words], dtype=np.int64)
    first = np.searchsorted(piece_starts, starts)
    # The tokenizer drops control characters and the like: a word without a piece of its own cannot be labelled.
    following = np.append(piece_starts, len(text))[first]
    seen = following < ends
    starts, ends, first = starts[seen], ends[seen], first[seen]
    word_of_piece = np.maximum(np.searchsorted(starts, piece_starts, side="right") - 1, 0)
    word_shapes = np.array([shape(text[s:e]) for s, e in zip(starts, ends, strict=True)], dtype=np.int64)
    marks = quotation_marks(text)
    return Window(
        pieces=np.array(ids, dtype=np.int64),
        shapes=word_shapes[word_of_piece] if len(word_shapes) else np.zeros(len(ids), dtype=np.int64),
        quotes=marks[piece_starts].astype(np.int64),
        first=first.astype(np.int64),
        starts=starts + offset,
        ends=ends + offset,
    )


def _cut(paragraph: Window, longest: int) -> Iterator[Window]:
    """A paragraph too long for a window, cut between words, after a full stop where one is near."""
    begin = 0
    total = len(paragraph.pieces)
    while total - begin > longest:
        breaks = paragraph.first[
            (paragraph.first > begin + longest // 2) & (paragraph.first <= begin + longest)
        ]
        after_stop = breaks[np.isin(paragraph.pieces[breaks - 1], (1012, 1029, 999))]  # . ? !
        end = int(after_stop[-1]) if len(after_stop) else int(breaks[-1]) if len(breaks) else begin + longest
        yield _slice(paragraph, begin, end)
        begin = end
    yield _slice(paragraph, begin, total)


def _slice(window: Window, begin: int, end: int) -> Window:
    if begin == 0 and end == len(window.pieces):
        return window
    words = (window.first >= begin) & (window.first < end)
    return Window(
        pieces=window.pieces[begin:end],
        shapes=window.shapes[begin:end],
        quotes=window.quotes[begin:end],
        first=window.first[words] - begin,
        starts=window.starts[words],
        ends=window.ends[words],
    )
