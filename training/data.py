"""Annotated articles → labelled windows for training.

Attributions come from PolNeAR (../shared/data/polnear) and from articles written for this (training/articles), names
from silver CoreNLP annotations, from GUM's gold entities (training/gum.py) and from those articles. A window without a
kind of annotation carries IGNORED there, so that every article teaches what it knows.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.reader.labels import NAMES, ROLES, begin, inside
from onrecord.reader.windows import LONGEST, Integers, Window, windows, windows_within
from onrecord.times.sentences import sentence_ends

IGNORED = -100
_SILVER_KINDS = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}

Floats = NDArray[np.float32]
Spans = list[tuple[int, int, int]]
"""(start, end, kind) with kind an index into ROLES or NAMES."""


@dataclass(frozen=True)
class Document:
    """An article with what is known about it; None where it was not annotated.

    A statement may have "inside", the place in `statements` of the one it stands in; where one has, all such
    statements of the article are annotated.
    """

    id: str
    text: str
    statements: list[dict[str, Any]] | None
    names: Spans | None


@dataclass(frozen=True)
class Example:
    """A window with its labels, one a word; `cues` holds, per word, the word its span points to."""

    window: Window
    roles: Integers
    cues: Integers
    names: Integers
    taught: Floats | None = None
    """What a teacher holds each word's role label to be: probabilities [words, labels]."""


@dataclass(frozen=True)
class Taught:
    """What a teacher holds of an article: where its words start, and each role label's probability."""

    starts: Integers
    probabilities: Floats


def polnear(shared: Path, part: str) -> list[Document]:
    """The articles of PolNeAR's `part` ("train" or "dev"), with silver names."""
    silver = {}
    with gzip.open(shared / "data/polnear-silver" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            silver[article["id"]] = _silver_names(article["sentences"])
    documents = []
    for path in sorted((shared / "data/polnear" / part).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        documents.append(Document(gold["id"], gold["text"], gold["statements"], silver.get(gold["id"])))
    return documents


def _silver_names(sentences: list[list[list[Any]]]) -> Spans:
    spans: Spans = []
    for sentence in sentences:
        previous = "O"
        for start, end, kind, _ in sentence:
            if kind in _SILVER_KINDS:
                index = NAMES.index(_SILVER_KINDS[kind])
                if kind == previous:
                    spans[-1] = (spans[-1][0], end, index)
                else:
                    spans.append((start, end, index))
            previous = kind
    return spans


def teacher_of(path: Path) -> dict[str, Taught]:
    """The opinions in a file of `training.teaching`, by the articles' ids."""
    with np.load(path) as file:
        names = [name.removesuffix("|starts") for name in file.files if name.endswith("|starts")]
        return {
            name: Taught(file[f"{name}|starts"], file[f"{name}|held"].astype(np.float32)) for name in names
        }


def examples(
    document: Document,
    tokenizer: Tokenizer,
    chance: random.Random | None = None,
    teacher: Mapping[str, Taught] | None = None,
) -> list[Example]:
    """The document's labelled windows; with `chance`, its quotation marks and window lengths vary.

    `teacher` is what a teacher holds of articles by their ids; marks that vary are no matter to it.
    """
    text, longest = document.text, LONGEST
    if chance is not None:
        text = _other_marks(text, chance)
        longest = chance.choices((LONGEST, 144, 96, 48, ONE_SENTENCE), (0.4, 0.25, 0.1, 0.05, 0.2))[0]
    taught = (teacher or {}).get(document.id)
    outermost = _inside(document, None)
    cut = (
        _sentences(text, tokenizer) if longest == ONE_SENTENCE else windows(text, tokenizer, longest, longest)
    )
    found = [_example(window, outermost, taught) for window in cut]
    return found + list(_of_contents(document, text, tokenizer))


ONE_SENTENCE = 0
"""Instead of a number of pieces: every sentence alone, as headlines, posts and the yardstick's sentences come."""


def _sentences(text: str, tokenizer: Tokenizer) -> Iterator[Window]:
    for start, end in pairwise([0, *sentence_ends(text), len(text)]):
        yield from windows_within(text, start, end, tokenizer)


def _inside(document: Document, outer: int | None) -> Document:
    """The document with only the statements that stand in `outer`."""
    if document.statements is None:
        return document
    return replace(document, statements=[one for one in document.statements if one.get("inside") == outer])


def _of_contents(document: Document, text: str, tokenizer: Tokenizer) -> Iterator[Example]:
    """The contents alone, as `onrecord.reader.nested` reads them again, where what stands inside is annotated."""
    statements = document.statements or []
    if all(one.get("inside") is None for one in statements):
        return
    for place, one in enumerate(statements):
        if one["inside"] is None:
            within = _inside(document, place)
            for start, end in one["content"]:
                for window in windows_within(text, start, end, tokenizer):
                    yield _example(window, within, None)


def _example(window: Window, document: Document, taught: Taught | None) -> Example:
    count = len(window.first)
    roles = np.full(count, IGNORED if document.statements is None else 0, dtype=np.int64)
    cues = np.full(count, IGNORED, dtype=np.int64)
    names = np.full(count, IGNORED if document.names is None else 0, dtype=np.int64)
    for statement in document.statements or ():
        cue = _words(window, *statement["cue"]) if statement["cue"] else range(0)
        spans = [("cue", statement["cue"]), ("source", statement["source"])]
        spans += [("content", span) for span in statement["content"]]
        for role, span in spans:
            words = _words(window, *span) if span else range(0)
            _label(roles, words, ROLES.index(role))
            if role != "cue" and len(words):
                cues[words.start : words.stop] = window.first[cue.start] if len(cue) else 0
    for start, end, kind in document.names or ():
        _label(names, _words(window, start, end), kind)
    return Example(window, roles, cues, names, _of_window(taught, window) if taught else None)


def _of_window(taught: Taught, window: Window) -> Floats | None:
    """The opinions of a window's words; None where marks were taken out, and with them the beginnings of contents."""
    places = np.searchsorted(taught.starts, window.starts)
    if len(places) != places[-1] - places[0] + 1:
        return None
    held = taught.probabilities[places]
    for kind in range(len(ROLES)):  # what goes on from the window before begins here
        held[0, begin(kind)] += held[0, inside(kind)]
        held[0, inside(kind)] = 0
    return held


def _words(window: Window, start: int, end: int) -> range:
    return range(int(np.searchsorted(window.starts, start)), int(np.searchsorted(window.starts, end)))


def _label(labels: Integers, words: range, kind: int) -> None:
    labels[words.start : words.stop] = inside(kind)
    if len(words):
        labels[words.start] = begin(kind)


_MARK_STYLES = (
    str.maketrans({"“": '"', "”": '"'}),
    str.maketrans({"“": "‘", "”": "’"}),
    str.maketrans({"“": "«", "”": "»"}),
    str.maketrans({"“": "'", "”": "'", '"': "'"}),
    str.maketrans({"“": "„", "”": "“"}),
    str.maketrans({"“": " ", "”": " ", '"': " "}),
)


def _other_marks(text: str, chance: random.Random) -> str:
    """Mostly the text as it is; otherwise another house's quotation marks, character for character."""
    if chance.random() < 0.55:
        return text
    return text.translate(chance.choices(_MARK_STYLES, (8, 4, 2, 2, 1, 2))[0])


def batches(items: list[Example], pieces: int, chance: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, at most `pieces` padded pieces a batch, in random order."""
    ordered = sorted(items, key=lambda item: len(item.window.pieces) + chance.uniform(-12, 12))
    groups: list[list[Example]] = [[]]
    for item in ordered:
        longest = max(len(other.window.pieces) for other in [*groups[-1], item])
        if longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(item)
    chance.shuffle(groups)
    return iter(groups)
