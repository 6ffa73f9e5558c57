"""GUM's documents, and the proper names among their entities, by its own syntax.

An entity is a name when its head is a proper noun, or has one for its name ("student Ana Kos"). What belongs to the
name are the head's flat parts; for bodies and places also the capital words before it ("Greek Orthodox Church") and
behind its "of" and "for". Titles, roles and places before a person's name are none of it, as in the record
(docs/record.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from onrecord.reader.labels import NAMES
from onrecord.speakers.lexicon import is_collective, is_demonym, is_role, is_title
from training.data import Document, Spans

KINDS = ("person", "organization", "place")
_GENRES = ("news", "interview", "speech", "bio", "voyage", "academic", "court", "textbook")
"""Those that are edited as news are."""

Name = tuple[int, int, str]
"""Start, end, kind; offsets are code points, half-open. What is none of KINDS is "other"."""

_PARTS_BEFORE = ("compound", "amod", "nmod:poss", "nummod", "nmod:desc")
_LINKS = frozenset(("of", "for"))


@dataclass(frozen=True)
class Names:
    """The names of a document.

    `wanted` are the outermost, each with all the spans that count as it, itself first: with and without "the", a
    people's adjective before it, or the phrase behind a place's "of". `allowed` need not be found, and are not wrong
    where they are: names inside others, peoples ("the Greeks"), and bare roles ("the Home Secretary").
    """

    wanted: dict[Name, tuple[Name, ...]]
    allowed: frozenset[Name]


class _Word(NamedTuple):
    start: int
    end: int
    form: str
    tag: str
    """Of the Penn Treebank."""
    head: int
    """Its index in the document; -1 for the root of a sentence."""
    relation: str

    @property
    def is_proper(self) -> bool:
        return self.tag.startswith("NNP")

    @property
    def is_capital(self) -> bool:
        return self.form[:1].isupper() or self.form[:1].isdigit()


def documents(shared: Path, part: str) -> list[Document]:
    """The documents of GUM's `part` ("train", "dev" or "test") that are edited like news: names only."""
    section = (
        (shared / "data/gum/splits.md")
        .read_text(encoding="utf-8")
        .split(f"\n## {part}\n")[1]
        .split("\n## ")[0]
    )
    held = set(re.findall(r"\* (GUM_\w+)", section))
    found = []
    for path in sorted((shared / "data/gum/dep").glob("*.conllu")):
        if path.stem.split("_")[1] in _GENRES and path.stem in held:
            text, gold = names(path)
            found.append(Document(path.stem, text, None, _labels(text, gold)))
    return found


def _labels(text: str, gold: Names) -> Spans:
    """The names, and the peoples beside them, which the silver names have too."""
    spans = [(start, end, NAMES.index(kind)) for start, end, kind in gold.wanted]
    for start, end, _ in sorted(gold.allowed, key=lambda name: name[0] - name[1]):
        last = text[start:end].split()[-1].casefold()
        apart = all(end <= other[0] or start >= other[1] for other in spans)
        if apart and (is_collective(last) or is_demonym(last)):
            spans.append((start, end, NAMES.index("other")))
    return sorted(spans)


def names(path: Path) -> tuple[str, Names]:
    """The text of a CoNLL-U document as training reads it, and its names."""
    text, words, entities = _read(path)
    children: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        children.setdefault(word.head, []).append(index)
    found: dict[tuple[int, int], tuple[Name, ...]] = {}
    optional: set[Name] = set()
    for kind, first, last in sorted(entities, key=lambda e: e[2] - e[1]):
        forms = tuple(_forms(words, children, kind, first, last))
        if not forms or forms[0][:2] in found:
            continue
        found[forms[0][:2]] = forms
        said = [w.form.casefold() for w in words if forms[0][0] <= w.start < forms[0][1]]
        if kind == "person" and (
            is_collective(said[-1]) or all(is_title(w) or is_role(w) or w == "home" for w in said)
        ):
            optional.update(forms)
    wanted: dict[Name, tuple[Name, ...]] = {}
    reached = 0
    for forms in sorted(found.values(), key=lambda f: (f[0][0], -f[0][1])):
        if forms[0][0] < reached or forms[0] in optional:
            optional.update(forms)
        else:
            wanted[forms[0]] = forms
            reached = forms[0][1]
    return text, Names(wanted, frozenset(optional))


def _forms(
    words: list[_Word], children: dict[int, list[int]], kind: str, first: int, last: int
) -> Iterator[Name]:
    """The spans of the entity in words [first, last) that count as its name, the fullest first."""
    heads = [i for i in range(first, last) if not first <= words[i].head < last]
    if not heads:
        return
    head = heads[0]
    if not words[head].is_proper:
        flat = [i for i in children.get(head, ()) if words[i].relation == "flat" and words[i].is_proper]
        if not flat or kind != "person":
            return
        low, high = flat[0], flat[-1]
    else:
        low = high = head
        for index in children.get(head, ()):
            if words[index].relation == "flat" and index < last:
                high = max(high, index)
    kind = kind if kind in KINDS else "other"
    if kind == "person":
        low, high = _person(words, low, high, first, last)
        yield words[low].start, words[high].end, kind
        return
    bare = high
    while low > first and _belongs_before(words, low - 1, head):
        low -= 1
    high = _with_phrase(words, high, last)
    lows = [low]
    if low < head and is_demonym(words[low].form.casefold()):
        lows.append(low + 1)
    if low > first and words[low - 1].form.casefold() == "the":
        lows.append(low - 1)
    highs = [high, bare] if kind != "organization" and bare < high else [high]
    for start in lows:
        for end in highs:
            yield words[start].start, words[end].end, kind


def _person(words: list[_Word], low: int, high: int, first: int, last: int) -> tuple[int, int]:
    """A person's name with the proper nouns beside it, but for titles, roles, and parts of another name."""
    while high + 1 < last:
        step = 1 + (words[high + 1].form in ("-", "'", "’"))
        if high + step >= last or not words[high + step].is_proper:
            break
        high += step
    while low > first:
        step = 1 + (words[low - 1].form == "-")
        before = words[low - step]
        if low - step < first or not before.is_proper or _is_title(before) or before.relation == "compound":
            break
        low -= step
    titles = (index for index in range(low, high) if _is_title(words[index]))
    return max(titles, default=low - 1) + 1, high


def _is_title(word: _Word) -> bool:
    return is_title(word.form.casefold()) or is_role(word.form.casefold())


def _belongs_before(words: list[_Word], index: int, head: int) -> bool:
    """Whether a word before the name is of it: a capital word of the head's phrase, and the marks between them."""
    word = words[index]
    if word.form in ("-", "–", "&", "'s", "’s", "/", "and", "of"):
        return words[index + 1].is_capital and words[index - 1].is_capital and index > 0
    at = index
    for _ in range(4):
        if words[at].head == head:
            return word.is_capital and words[at].relation.split(":")[0] != "case" and word.tag != "DT"
        at = words[at].head
        if at < 0:
            return False
    return False


def _with_phrase(words: list[_Word], high: int, last: int) -> int:
    """Where the name ends with the capital phrases behind "of", "for" and the like."""
    while high + 1 < last and words[high + 1].form in _LINKS:
        end = high + 2
        while end < last and words[end].form in ("the", "a"):
            end += 1
        if end >= last or not words[end].is_capital:
            break
        while end + 1 < last and (
            words[end + 1].is_capital
            or (
                words[end + 1].form in ("and", "&", "-", "'s", "’s")
                and end + 2 < last
                and words[end + 2].is_capital
            )
        ):
            end += 1
        high = end
    return high


def _read(path: Path) -> tuple[str, list[_Word], list[tuple[str, int, int]]]:
    """The text, its words, and its entities as (kind, first, last) over the words."""
    text = ""
    words: list[_Word] = []
    entities: list[tuple[str, int, int]] = []
    opened: dict[str, list[tuple[int, str]]] = {}
    sentence = joined = 0
    behind = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and "newpar_block" not in line:
            text = text.rstrip() + ("\n\n" if text else "")
        if not line or line.startswith("#"):
            sentence, joined = len(words), 0
            continue
        number, form, _, _, tag, _, head, relation, _, misc = line.split("\t")
        if "-" in number:  # the words to come are one of the text: "Kos" and "'s"
            joined, behind = int(number.split("-")[1]), misc
        if not number.isdigit():
            continue
        spacing = misc if int(number) > joined else behind if int(number) == joined else "SpaceAfter=No"
        to = sentence + int(head) - 1 if int(head) else -1
        words.append(_Word(len(text), len(text) + len(form), form, tag, to, relation))
        text += form + ("" if "SpaceAfter=No" in spacing else " ")
        found = re.search(r"Entity=([^|]+)", misc)
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", found[1]) if found else ():
            fields = part.strip("()").split("-")
            if part.startswith("("):
                opened.setdefault(fields[0], []).append((len(words) - 1, fields[1]))
            if part.endswith(")") and opened.get(fields[0]):
                first, kind = opened[fields[0]].pop()
                entities.append((kind, first, len(words)))
    return text, words, entities
