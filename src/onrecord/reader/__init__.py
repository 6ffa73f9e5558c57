"""Article text → attributions: who-words, saying-words, said-words, and the names in the text.

The model tags words as source, cue and content and links them (`model`, `sequence`, `linking`); quotation marks and
the cue's word give each attribution its kind and act (`marks`, `kinds`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from onrecord.errors import ModelError
from onrecord.reader.boundaries import bounded
from onrecord.reader.continuation import joined
from onrecord.reader.kinds import Marks, act_of, kind_of, marks_of
from onrecord.reader.labels import NAMES, ROLES
from onrecord.reader.layouts import by_layout, preferred
from onrecord.reader.linking import Found, Group, groups
from onrecord.reader.meaning import FILE, Meaning
from onrecord.reader.model import Model, ModelName, Scores
from onrecord.reader.nested import LEAST_CONFIDENCE, inner_windows, is_inner
from onrecord.reader.sequence import Floats, Labels, spans
from onrecord.reader.sharing import with_shared_sources
from onrecord.reader.windows import CLS, SEP, Window, windows
from onrecord.record import Attribution, NameSpan, Span

__all__ = ["Model", "ModelName", "Reader", "Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader finds in one article, both in order of text."""

    attributions: tuple[Attribution, ...]
    names: tuple[NameSpan, ...]


class Reader:
    """Finds attributions in English text. One instance may serve many threads."""

    def __init__(self, model: Model | None = None) -> None:
        """`model` is the shipped one unless given. Raises ModelError when it cannot be loaded, or cannot read."""
        self.model = model or Model()
        if [self.model.tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]")] != [CLS, SEP]:
            raise ModelError(f"the encoder in {self.model.folder} does not have BERT’s vocabulary")

    @property
    def version(self) -> str:
        """Names the weights: the same text and version give the same reading."""
        return self.model.settings.version

    def read(self, text: str) -> Reading:
        """The attributions and names in `text`, an article with paragraphs on lines of their own."""
        parts = windows(text, self.model.tokenizer)
        if not parts:
            return Reading((), ())
        scores = self.model.scores(parts)
        marks = marks_of(text)
        outer = self._found(text, parts, scores, marks)
        attributions: list[Attribution] = []
        inner = self._inner(text, outer, marks)
        for index, group in enumerate(outer):
            at = len(attributions)
            attributions.append(self._attribution(text, marks, group))
            attributions += [one.model_copy(update={"inside": at}) for one in inner.get(index, ())]
        return Reading(tuple(attributions), tuple(self._names(text, parts, scores)))

    def meanings(self, texts: Sequence[str]) -> Sequence[bytes | None]:
        """The vectors of `texts`, as in `Statement.vector`; None for each where the model has no such network."""
        if not texts or not (self.model.folder / FILE).exists():
            return [None] * len(texts)
        return self._meaning.vectors(texts)

    @cached_property
    def _meaning(self) -> Meaning:
        return Meaning(self.model)

    def evidence(self, text: str) -> list[tuple[Attribution, tuple[float, ...]]]:
        """Every attribution with the log odds its confidence is made of; for calibration."""
        parts = windows(text, self.model.tokenizer)
        marks = marks_of(text)
        groups = self._found(text, parts, self.model.scores(parts), marks) if parts else []
        return [(self._attribution(text, marks, group), _evidence(group)) for group in groups]

    def labelled(self, text: str) -> list[tuple[str, int, int]]:
        """(role, start, end) of every source, cue and content the model marks, for measuring."""
        parts = windows(text, self.model.tokenizer)
        if not parts:
            return []
        best, _ = self._labelled(parts, self.model.scores(parts))
        return [
            (ROLES[role], int(part.starts[first]), int(part.ends[last - 1]))
            for part, labels in zip(parts, best, strict=True)
            for first, last, role in spans(labels)
        ]

    def _labelled(self, parts: list[Window], scores: list[Scores]) -> tuple[list[Labels], list[Floats]]:
        """Each window's best role labels and how probable each of them is."""
        padded, lengths = _padded([part.roles for part in scores])
        best = self.model.roles.best(padded, lengths)
        likely = self.model.roles.probabilities(padded, lengths)
        certain = [likely[row, np.arange(len(labels)), labels] for row, labels in enumerate(best)]
        return best, certain

    def _found(self, text: str, parts: list[Window], scores: list[Scores], marks: Marks) -> list[Group]:
        """What the model finds, with quotations joined over paragraphs, and what the layout alone says."""
        found = [group for window in self._groups(parts, scores) for group in window]
        return preferred(
            bounded(text, with_shared_sources(text, joined(text, marks, found))), by_layout(text)
        )

    def _inner(self, text: str, outer: list[Group], marks: Marks) -> dict[int, list[Attribution]]:
        """The statements inside the contents of `outer`, by the number of the one they stand in."""
        inside = list(inner_windows(text, outer, self.model.tokenizer))
        inner: dict[int, list[Attribution]] = {}
        if not inside:
            return inner
        parts = [window for _, window in inside]
        for (number, _), found in zip(inside, self._groups(parts, self.model.scores(parts)), strict=True):
            for group in bounded(text, with_shared_sources(text, found)):
                attribution = self._attribution(text, marks, group)
                if is_inner(text, group) and attribution.confidence >= LEAST_CONFIDENCE:
                    inner.setdefault(number, []).append(attribution)
        return inner

    def _groups(self, parts: list[Window], scores: list[Scores]) -> list[list[Group]]:
        """The attributions of each window."""
        labelled = zip(parts, scores, *self._labelled(parts, scores), strict=True)
        return [groups(*part, self.model.settings.distance) for part in labelled]

    def _attribution(self, text: str, marks: Marks, group: Group) -> Attribution:
        def span(found: Found | None) -> Span | None:
            return None if found is None else Span.of(text, found.start, found.end)

        source, cue = span(group.source), span(group.cue)
        content = sorted((found.start, found.end) for found in group.contents)
        return Attribution(
            source=source,
            cue=cue,
            content=tuple(Span.of(text, start, end) for start, end in content),
            kind=kind_of(text, marks, content),
            act=act_of(cue.text if cue else None, source.text if source else None),
            confidence=self._confidence(group),
        )

    def _confidence(self, group: Group) -> float:
        """How probable it is that the words are right, by a logistic fit to annotated articles (Platt, 1999)."""
        base, *weights = self.model.settings.calibration
        total = base + sum(weight * part for weight, part in zip(weights, _evidence(group), strict=True))
        return round(1 / (1 + math.exp(-total)), 3)

    def _names(self, text: str, parts: list[Window], scores: list[Scores]) -> list[NameSpan]:
        padded, lengths = _padded([part.names for part in scores])
        return [
            NameSpan(
                start=int(part.starts[first]),
                end=int(part.ends[last - 1]),
                text=text[part.starts[first] : part.ends[last - 1]],
                kind=NAMES[kind],
            )
            for part, labels in zip(parts, self.model.names.best(padded, lengths), strict=True)
            for first, last, kind in spans(labels)
        ]


def _padded(rows: list[Floats]) -> tuple[Floats, Labels]:
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    out = np.zeros((len(rows), int(lengths.max()), rows[0].shape[1]), dtype=np.float32)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out, lengths


def _evidence(group: Group) -> tuple[float, ...]:
    """What speaks for an attribution: log odds of its contents' labels and links, its cue, its source."""
    parts = (
        min(found.certainty for found in group.contents),
        min(found.link for found in group.contents),
        group.cue.certainty if group.cue else 0.5,
        group.source.certainty * group.source.link if group.source else 0.5,
    )
    return tuple(math.log(max(part, 1e-3) / max(1 - part, 1e-3)) for part in parts)
