"""Two properties of an attribution: its kind, from the quotation marks, and its act, from the cue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.marks import OUTSIDE, quotation_marks
from onrecord.reader.windows import PARAGRAPH, WORD
from onrecord.record import Act, StatementKind

Marks = NDArray[np.int8]

_LETTERS = re.compile(r"[^\W\d_]+")


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
    """What sort of act the cue names; without a cue, or with one that is in no list, it counts as speech.

    The words of a cue are tried from the last to the first, because auxiliaries come first ("has argued").
    """
    for word in reversed(_LETTERS.findall(cue or "")):
        act = act_named(word)
        if act is not None:
            return act
    if source and any(
        base in _documents() for word in re.findall(r"\w+", source.casefold()) for base in _bases(word)
    ):
        return "writing"
    return "speech"


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
    return {word: act for act, words in _lexicon()["acts"].items() for word in words}  # type: ignore[misc]


@cache
def _documents() -> frozenset[str]:
    return frozenset(_lexicon()["documents"])


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    return json.loads(resources.files("onrecord.reader").joinpath("acts.json").read_text("utf-8"))  # type: ignore[no-any-return]
