"""What positions answer with: utterances and their wordings, lines, subjects, and changes worth a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.ledger import Entry
from onrecord.positions.alignment import Difference, Edit

What = Literal["new", "restated", "unclear"]
Verdict = Literal["confirmed", "dismissed"]


@dataclass(frozen=True, slots=True)
class Report:
    """A statement on a page that reports an utterance."""

    entry: Entry
    confidence: float
    """That it reports this utterance, 0 to 1."""
    independent: int
    """Reports of copied articles have the same number: each number counts as one independent report."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words in which some reports give an utterance."""

    text: str
    difference: Difference
    """From the first wording of the utterance, the one that it is shown by (`onrecord.positions.alignment`)."""
    flags: tuple[str, ...]
    """Why the change alters the meaning, a phrase each: "“not” is missing", "121 instead of 212"."""
    edits: tuple[tuple[Edit, str], ...]
    """From the first wording to this, word for word, in order."""
    reports: tuple[Report, ...]
    """In the order of publication; undated pages last."""
    first: str | None
    """The day on which it was first printed, ISO."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of saying, with every report of it."""

    id: str
    """The statement id of its main report. Any of its statements' ids finds it."""
    speaker: str
    person: int
    """The number of the speaker in the ledger (#12)."""
    text: str
    """The wording that it is shown by: a direct one if there is one, that of the earliest and longest report."""
    first: str | None
    """The earliest day on which it may have been said, ISO; None when unknown."""
    last: str | None
    dated: Literal["expression", "article", "unknown"]
    """Whether a page says when, or the day of the first report stands in."""
    wordings: tuple[Wording, ...]
    """The one that it is shown by first, then those that alter the meaning, then by the day first seen."""
    pages: int
    independent: int
    """How many reports are not copies of each other."""

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(report for wording in self.wordings for report in wording.reports)

    @property
    def main(self) -> Report:
        return self.wordings[0].reports[0]


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether an utterance says something new, among those of its speaker."""

    what: What
    score: float
    """How sure that is, 0 to 1."""
    restates: str | None
    """The id of the earlier utterance that is closest; None where none is close."""
    closeness: float
    """How close that one is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Step:
    """An utterance in a line."""

    utterance: Utterance
    mark: Mark
    gap: int | None
    """Days since the utterance before it in the line; None for the first, and where a day is unknown."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two utterances of one speaker on the same point that differ: worth a look, and for a person to judge."""

    id: str
    """The ids of its utterances, joined by a hyphen."""
    earlier: Utterance
    later: Utterance
    score: float
    reasons: tuple[str, ...]
    """Why it is shown, a phrase each: "“must” became “can”"."""
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody decided about a change."""

    id: int
    change: str
    verdict: Verdict
    who: str
    made: str
    why: str | None
    undone: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line is about."""

    name: str
    kind: Literal["entity", "phrase", "question", "everything"]
    utterances: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A subject that somebody described and saved: what any of its parts finds is on it."""

    name: str
    words: tuple[str, ...]
    """Searches, as for `Ledger.said`."""
    entities: tuple[str, ...]
    meaning: str | None
    """A sentence; statements that mean something close to it are on the subject."""
    who: str
    made: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a speaker said on a subject, in the order of saying."""

    speaker: str
    person: int
    subject: Subject
    steps: tuple[Step, ...]
    """The earliest first; those whose day is unknown last."""
    earlier: int
    """How many before them are left out, being beyond the limit."""
    changes: tuple[Change, ...]
    """Worth a look, the first the most; dismissed ones are left out."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two lines side by side: of two speakers on one subject, or of one speaker before and after a day."""

    left: Line
    right: Line
