"""Spans of words → attributions: which source and which contents belong to which cue.

Every source and content span points at a cue: the network gives each of its words a vector, each cue another, and
their product and distance say how well they fit (a biaffine scorer, after Dozat and Manning, ICLR 2017).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from onrecord.reader.labels import ROLES
from onrecord.reader.model import Scores
from onrecord.reader.sequence import Floats, Labels, spans
from onrecord.reader.windows import Window

_CONTENT = ROLES.index("content")
_CUE = ROLES.index("cue")


@dataclass(slots=True)
class Found:
    """A stretch of text with a role: offsets, how sure its labels are, and how sure its link to the cue is."""

    start: int
    end: int
    certainty: float
    link: float = 1.0


@dataclass(slots=True)
class Group:
    """A cue with the source and the contents that point at it."""

    cue: Found | None
    source: Found | None = None
    contents: list[Found] = field(default_factory=list)


def groups(window: Window, scores: Scores, labels: Labels, certain: Floats, distance: Floats) -> list[Group]:
    """The groups that hold a content, in order of their first word. `certain` is each word's label probability."""
    marked = spans(labels)

    def found(first: int, last: int) -> Found:
        certainty = float(certain[first:last].mean())
        return Found(int(window.starts[first]), int(window.ends[last - 1]), certainty)

    cues = [(first, Group(found(first, last))) for first, last, role in marked if role == _CUE]
    loose: list[Group] = []
    candidates = np.array([0, *(int(window.first[first]) for first, _ in cues)])
    for first, last, role in marked:
        if role == _CUE:
            continue
        span = found(first, last)
        choice, span.link = _cue_of(window.first[first:last], candidates, scores, distance)
        if choice == 0:
            group = Group(None)
            loose.append(group)
        else:
            group = cues[choice - 1][1]
        if role == _CONTENT:
            group.contents.append(span)
        elif group.source is None or span.link > group.source.link:
            group.source = span
    whole = [group for _, group in cues] + loose
    return sorted((group for group in whole if group.contents), key=lambda group: group.contents[0].start)


def _cue_of(pieces: Labels, candidates: Labels, scores: Scores, distance: Floats) -> tuple[int, float]:
    """Which candidate the words at `pieces` point at on average (0 is "no cue here"), and how surely."""
    farthest = len(distance) // 2
    apart = np.clip(candidates[None, :] - pieces[:, None], -farthest, farthest) + farthest
    fit = scores.member[pieces] @ scores.cue[candidates].T + distance[apart]
    fit -= fit.max(axis=1, keepdims=True)
    likely = np.exp(fit)
    mean = (likely / likely.sum(axis=1, keepdims=True)).mean(axis=0)
    choice = int(mean.argmax())
    return choice, float(mean[choice])
