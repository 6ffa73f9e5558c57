"""Annotated articles → labelled windows for training.

Attributions come from PolNeAR (../shared/data/polnear), names from its silver CoreNLP annotations and from GUM's gold
entities. A window without a kind of annotation carries IGNORED there, so that every article teaches what it knows.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.reader.labels import NAMES, ROLES, begin, inside
from onrecord.reader.windows import Integers, Window, windows
from onrecord.speakers.lexicon import is_title

IGNORED = -100
_SILVER_KINDS = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
_GUM_KINDS = {"person": "person", "organization": "organization", "place": "place"}
_GUM_GENRES = ("news", "interview", "speech", "bio", "voyage", "academic", "court", "textbook")

Spans = list[tuple[int, int, int]]
"""(start, end, kind) with kind an index into ROLES or NAMES."""


@dataclass(frozen=True)
class Document:
    """An article with what is known about it; None where it was not annotated."""

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


def gum(shared: Path, part: str) -> list[Document]:
    """GUM's documents of its `part` that are edited like news ("train", "dev" or "test"): gold names only."""
    section = (
        (shared / "data/gum/splits.md")
        .read_text(encoding="utf-8")
        .split(f"\n## {part}\n")[1]
        .split("\n## ")[0]
    )
    held = set(re.findall(r"\* (GUM_\w+)", section))
    documents = []
    for path in sorted((shared / "data/gum/dep").glob("*.conllu")):
        if path.stem.split("_")[1] in _GUM_GENRES and path.stem in held:
            documents.append(_gum_document(path))
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


def _gum_document(path: Path) -> Document:
    text, names = "", []
    open_entities: dict[str, list[tuple[int, str, str]]] = {}
    tokens: list[tuple[int, int, str, str]] = []
    joined, behind = 0, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and "newpar_block" not in line:
            text = text.rstrip() + ("\n\n" if text else "")
        if not line or line.startswith("#"):
            joined = 0
            continue
        number, form, _, tag, *_, misc = line.split("\t")
        if "-" in number:  # the tokens to come are one word of the text: "Kos" and "'s"
            joined, behind = int(number.split("-")[1]), misc
        if not number.isdigit():
            continue
        spacing = misc if int(number) > joined else behind if int(number) == joined else "SpaceAfter=No"
        tokens.append((len(text), len(text) + len(form), tag, form))
        text += form + ("" if "SpaceAfter=No" in spacing else " ")
        entity = re.search(r"Entity=([^|]+)", misc)
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", entity.group(1)) if entity else ():
            fields = part.strip("()").split("-")
            if part.startswith("("):
                open_entities.setdefault(fields[0], []).append((len(tokens) - 1, fields[1], _minimal(fields)))
            if part.endswith(")") and open_entities.get(fields[0]):
                first, kind, minimal = open_entities[fields[0]].pop()
                name = _proper(tokens[first:], minimal, kind)
                if name:
                    names.append(name)
    return Document(path.stem, text, None, _outermost(names))


def _minimal(fields: list[str]) -> str:
    """The positions of the head words within an entity, GUM's minspan ("1", or "2,3" for a name of several words)."""
    return next((field for field in fields[4:] if re.fullmatch(r"\d+(,\d+)*", field)), "1")


def _proper(tokens: list[tuple[int, int, str, str]], minimal: str, kind: str) -> tuple[int, int, int] | None:
    """The run of proper nouns among an entity's head words, or None where there is none: "biologist Ana Kos".

    A person's titles are left out, as in the silver names.
    """
    heads = {int(position) - 1 for position in minimal.split(",")}
    proper = [h for h in sorted(heads) if h < len(tokens) and tokens[h][2] == "PROPN"]
    if kind == "time" or not proper:
        return None

    def belongs(position: int) -> bool:
        _, _, tag, form = tokens[position]
        adjective = kind != "person" and position in heads and form[0].isupper()  # "United States"
        return tag == "PROPN" or adjective

    links = {"-", "'s", "’s"} if kind == "person" else {"-", "'s", "’s", "of", "the", "for"}
    first = last = proper[0]
    while first and belongs(first - 1):
        first -= 1
    for position in range(last + 1, min(len(tokens), last + 10)):
        if belongs(position):
            last = position
        elif tokens[position][3].lower() not in links:
            break
    while kind == "person" and first <= last and is_title(tokens[first][3].lower()):
        first += 1
    if first > last:
        return None
    return tokens[first][0], tokens[last][1], NAMES.index(_GUM_KINDS.get(kind, "other"))


def _outermost(spans: Spans) -> Spans:
    kept: Spans = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def examples(document: Document, tokenizer: Tokenizer, chance: random.Random | None = None) -> list[Example]:
    """The document's labelled windows; with `chance`, its quotation marks and window lengths vary."""
    text, longest = document.text, 256
    if chance is not None:
        text = _other_marks(text, chance)
        longest = chance.choices((256, 192, 96, 48), (0.55, 0.2, 0.15, 0.1))[0]
    return [_example(window, document) for window in windows(text, tokenizer, longest)]


def _example(window: Window, document: Document) -> Example:
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
    return Example(window, roles, cues, names)


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
