"""Two properties of an attribution: its kind, from the quotation marks, and its act, from the cue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.marks import OUTSIDE, quotation_marks
from onrecord.reader.windows import PARAGRAPH, WORD
from onrecord.record import Act, StatementKind

Marks = NDArray[np.int8]

_OF_THINGS: frozenset[Act] = frozenset(("speech", "thought"))
"""Acts that mean another one when a thing is their source."""
_LETTERS = re.compile(r"[^\W\d_]+")
_HEAD_WORDS = re.compile(r"[\w-]+")
_AFTER_HEAD = re.compile(r",|\b(?:about|at|by|for|from|in|of|on|over|to|with)\b")


def marks_of(text: str) -> Marks:
    """The quotation state of every character of `text`, paragraph by paragraph."""
    marks = np.full(len(text), OUTSIDE, dtype=np.int8)
    for paragraph in PARAGRAPH.finditer(text):
        marks[paragraph.start() : paragraph.end()] = quotation_marks(paragraph.group())
    return marks


def kind_of(text: str, marks: Marks, content: Sequence[tuple[int, int]]) -> StatementKind:
    """direct: every word stands in quotation marks; mixed: some words do; indirect: none does."""
    quoted = [
        bool(marks[match.start()] != OUTSIDE)
        for start, end in content
        for match in WORD.finditer(text, start, end)
        if match.group().isalnum()
    ]
    if quoted and all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"


def act_of(cue: str | None, source: str | None) -> Act:
    """What sort of act the cue names, and what sort of thing the source is; speech where neither says another.

    A document that says or thinks something is writing, and a study or its data finding. The words of a cue are tried
    from the last to the first, because auxiliaries come first ("has argued"); what is promised "to" be done is meant.
    A cue that names no act leaves it to the source ("their aim is").
    """
    words = [word.casefold() for word in _LETTERS.findall(cue or "")]
    phrase = f" {' '.join(words)} "
    phrases: dict[str, Act] = _lexicon()["phrases"]
    for known, known_act in phrases.items():
        if f" {known} " in phrase:
            return known_act
    if words[-1:] == ["to"] and any(base in _known("promises") for word in words for base in _bases(word)):
        return "intention"
    heads = _heads(source or "")
    named = _first_named((*reversed(words), *heads))
    if named in _OF_THINGS:
        things = {base for head in heads for base in _bases(head)}
        if things & _known("documents"):
            return "writing"
        if things & _known("inquiries"):
            return "finding"
    return named


def _first_named(words: Iterable[str]) -> Act:
    for word in words:
        if act := act_named(word):
            return act
    return "speech"


def _heads(source: str) -> list[str]:
    """The last word before a preposition or a comma, where the head of most noun phrases stands."""
    return _HEAD_WORDS.findall(_AFTER_HEAD.split(source.casefold())[0])[-1:]


@lru_cache(maxsize=20_000)
def act_named(word: str) -> Act | None:
    """The act that a word, in any inflection, names in the list of cues; None when it stands in none."""
    acts = _acts()
    return next((acts[base] for base in _bases(word.casefold()) if base in acts), None)


def _bases(word: str) -> Iterator[str]:
    """The word and the base forms it may be an inflection of, likeliest first."""
    yield word
    for ending, replacements in (
        ("ies", ("y", "ie")),
        ("es", ("e", "")),
        ("s", ("",)),
        ("ied", ("y", "ie")),
        ("ed", ("e", "")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            for replacement in replacements:
                yield stem + replacement
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _acts() -> dict[str, Act]:
    return {word: act for act, words in _lexicon()["acts"].items() for word in words}


@cache
def _known(things: str) -> frozenset[str]:
    return frozenset(_lexicon()[things])


@cache
def _lexicon() -> dict[str, Any]:
    return json.loads(resources.files("onrecord.reader").joinpath("acts.json").read_text("utf-8"))  # type: ignore[no-any-return]
