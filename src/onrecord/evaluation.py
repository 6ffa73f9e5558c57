"""How well records agree with annotated articles: the figures of docs/accuracy.md, on anybody's annotations.

An annotated ("gold") article is a JSON object: `id`, `text`, and `statements`, each with `source` and `cue` as
[start, end] or null, `content` as a list of [start, end], and, as far as it was annotated, `kind`, `speaker` and
`named`. Offsets are Unicode code points, half-open, into `text`. `onrecord export --format gold` writes such files
from corrected records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from onrecord.errors import GoldError
from onrecord.record import Record, Span, Speaker, Statement, StatementKind

DEFINITIONS = {
    "documents": "annotated articles",
    "gold": "statements annotated in them",
    "predicted": "statements that onrecord found in them",
    "role.source": "F1 of the words marked as a source, over all articles",
    "role.cue": "F1 of the words marked as a cue",
    "role.content": "F1 of the words marked as content",
    "found": "F1 of statements whose contents pair one to one, half or more of their words shared",
    "found.precision": "how many of the statements found pair with an annotated one",
    "found.recall": "how many of the annotated statements pair with one that was found",
    "exact": "F1 of statements whose contents are the same word for word, case, marks and a leading “that” aside",
    "source": "of the pairs with an annotated source, how many share half or more of its words",
    "kind": "of the pairs, how many are rightly direct, indirect or mixed",
    "speaker": "of the pairs with an annotated speaker, how many have the same person or body, or rightly nobody named",
    "who_said_what": "F1 of statements that pair and have the right speaker",
}
"""Every figure and what it means, in the order they are shown."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NO_NAME = frozenset(
    """a an the mr mrs ms miss dr sir lord lady dame prof professor sen senator rep representative gov governor
    president minister secretary general gen col colonel capt captain lt sgt judge justice king queen prince princess
    pope mayor chancellor ambassador spokesman spokeswoman spokesperson rev reverend""".split()
)
_ROLES = ("source", "cue", "content")


def _in_order(place: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= place[0] < place[1]:
        raise ValueError(f"[{place[0]}, {place[1]}] is no stretch of text")
    return place


Place = Annotated[tuple[int, int], AfterValidator(_in_order)]


class GoldStatement(BaseModel):
    """An annotated statement; a field that was not annotated is absent from `model_fields_set`."""

    source: Place | None
    cue: Place | None
    content: tuple[Place, ...] = Field(min_length=1)
    kind: StatementKind | None = None
    speaker: str | None = None
    named: bool = False


class GoldArticle(BaseModel):
    """An annotated article."""

    id: str = ""
    text: str
    statements: tuple[GoldStatement, ...]

    @model_validator(mode="after")
    def _inside_the_text(self) -> GoldArticle:
        for one in self.statements:
            for start, end in filter(None, (one.source, one.cue, *one.content)):
                if end > len(self.text):
                    raise ValueError(f"[{start}, {end}] lies beyond the text’s {len(self.text)} characters")
        return self


def gold_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves and the *.json of folders, in order of name. Raises GoldError where there are none."""
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not inside:
            raise GoldError(f"{path}: there are no annotated articles (*.json) in this folder")
        files += inside
    return files


def gold_article(file: Path) -> GoldArticle:
    """The annotated article in `file`. Raises GoldError, which names the file and what is wrong, and OSError."""
    try:
        return GoldArticle.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise GoldError(f"{file} is no annotated article: {where and where + ': '}{first['msg']}") from None


@dataclass
class Evaluation:
    """Counts over the articles given to `add`, and the figures they make."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, gold: GoldArticle, record: Record) -> None:
        """Compare the record of a page with its annotations. Raises GoldError when its text is another one."""
        if record.article.text != gold.text:
            raise GoldError("its text holds characters that reading changes, so that offsets do not fit")
        counts, text = self.counts, gold.text
        counts["documents"] += 1
        counts["gold"] += len(gold.statements)
        counts["predicted"] += len(record.statements)
        self._compare_roles(gold, record)
        for annotated, statement, equal in _pairs(text, gold.statements, record.statements):
            counts["found"] += 1
            counts["exact"] += equal
            if annotated.source:
                read = statement.source.text if statement.source else ""
                wanted = text[slice(*annotated.source)]
                counts["sources"] += 1
                counts["source"] += _shared(_words(wanted), _words(read)) >= 0.5
            counts["kind"] += annotated.kind == statement.kind
            if "speaker" in annotated.model_fields_set:
                counts["speakers"] += 1
                counts["speaker"] += _right_speaker(annotated, statement.speaker)

    def _compare_roles(self, gold: GoldArticle, record: Record) -> None:
        """Count the words that have a role in the annotations, in the record, and in both."""
        tokens = {match.start() for match in _TOKEN.finditer(gold.text)}
        marked: dict[str, list[tuple[int, int]]] = {role: [] for role in _ROLES}
        read: dict[str, list[tuple[int, int]]] = {role: [] for role in _ROLES}
        for one in gold.statements:
            marked["source"] += [one.source] if one.source else []
            marked["cue"] += [one.cue] if one.cue else []
            marked["content"] += one.content
        for each in record.statements:
            read["source"] += _place(each.source)
            read["cue"] += _place(each.cue)
            read["content"] += [(span.start, span.end) for span in each.content]
        for role in _ROLES:
            wanted, found = tokens & _covered(marked[role]), tokens & _covered(read[role])
            self.counts[f"{role} gold"] += len(wanted)
            self.counts[f"{role} predicted"] += len(found)
            self.counts[f"{role} both"] += len(wanted & found)

    def figures(self) -> dict[str, float]:
        """The figures of DEFINITIONS; those that the annotations say nothing of are left out."""
        counts = self.counts

        def share(part: str, whole: str) -> float:
            return round(counts[part] / counts[whole], 4) if counts[whole] else 0.0

        def f1(part: str, predicted: str = "predicted", gold: str = "gold") -> float:
            total = counts[predicted] + counts[gold]
            return round(2 * counts[part] / total, 4) if total else 0.0

        figures: dict[str, float] = {name: counts[name] for name in ("documents", "gold", "predicted")}
        figures |= {
            f"role.{role}": f1(f"{role} both", f"{role} predicted", f"{role} gold") for role in _ROLES
        }
        figures |= {"found": f1("found"), "found.precision": share("found", "predicted")}
        figures |= {"found.recall": share("found", "gold"), "exact": f1("exact")}
        if counts["sources"]:
            figures["source"] = share("source", "sources")
        if counts["found"]:
            figures["kind"] = share("kind", "found")
        if counts["speakers"]:
            figures |= {"speaker": share("speaker", "speakers"), "who_said_what": f1("speaker")}
        return figures


def _pairs(
    text: str, gold: Sequence[GoldStatement], read: Sequence[Statement]
) -> Iterator[tuple[GoldStatement, Statement, bool]]:
    """Statements paired one to one, the most alike first, and whether their words are equal.

    Of contents that are equally alike, those are paired that stand at like places among the statements.
    """
    wanted = [_content_words(text[slice(*place)] for place in one.content) for one in gold]
    found = [_content_words(span.text for span in one.content) for one in read]
    candidates = []
    for i, these in enumerate(wanted):
        for j, those in enumerate(found):
            alike = _shared(these, those)
            if alike >= 0.5:
                apart = abs(i / max(1, len(wanted)) - j / max(1, len(found)))
                candidates.append((-alike, apart, i, j))
    paired: set[int] = set()
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in paired and j not in taken:
            paired.add(i)
            taken.add(j)
            yield gold[i], read[j], wanted[i] == found[j]


def _right_speaker(gold: GoldStatement, speaker: Speaker | None) -> bool:
    """The same person or body where the annotations name one; otherwise nobody named."""
    named = speaker is not None and speaker.named
    if not gold.named or speaker is None:
        return named == gold.named
    return named and _same_name(gold.speaker or "", speaker.name)


def _same_name(one: str, other: str) -> bool:
    """Equal without titles, the initials of the other, or a part of it with the same last word."""
    first, second = _name_words(one), _name_words(other)
    if not first or not second:
        return False
    if first == second or _initials(first) == "".join(second) or _initials(second) == "".join(first):
        return True
    short, long = sorted((first, second), key=len)
    if not set(short) <= set(long):
        return False
    return short[-1] == long[-1] or len(short) >= 2 or len(long) <= 2


def _name_words(name: str) -> list[str]:
    words = [word.removesuffix("'s") for word in _words(name)]
    return [word for word in words if word not in _NO_NAME] or words


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _content_words(pieces: Iterable[str]) -> list[str]:
    words = _words(" ".join(pieces))
    return words[1:] if words[:1] == ["that"] else words


def _shared(one: list[str], other: list[str]) -> float:
    """Intersection over union of two bags of words."""
    first, second = Counter(one), Counter(other)
    both, either = (first & second).total(), (first | second).total()
    return both / either if either else 0.0


def _covered(places: Iterable[tuple[int, int]]) -> set[int]:
    """The offsets of all characters in `places`."""
    return {offset for start, end in places for offset in range(start, end)}


def _place(span: Span | None) -> Iterator[tuple[int, int]]:
    if span:
        yield span.start, span.end
