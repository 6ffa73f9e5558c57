"""How often a speaker found in a certain way is the right one, as counted on annotated articles."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from onrecord.record import Speaker

_WEIGHT = 5
"""As how many observations the average of all ways counts, so that a rare way is not taken at its few words."""


def way(speaker: Speaker | None) -> str:
    """The kind of reason given in `how`, by which speakers are counted."""
    return speaker.how.partition(":")[0] if speaker else "no speaker"


def reliability(speaker: Speaker | None) -> float:
    """How probable it is that the speaker is right where the words are, 0 to 1."""
    counts = _counts()
    right, total = counts.get(way(speaker), (0, 0))
    all_right = sum(r for r, _ in counts.values())
    average = all_right / max(1, sum(t for _, t in counts.values()))
    return (right + _WEIGHT * average) / (total + _WEIGHT)


@cache
def _counts() -> dict[str, tuple[int, int]]:
    text = resources.files("onrecord.speakers").joinpath("data/reliability.json").read_text("utf-8")
    return {name: (right, total) for name, (right, total) in json.loads(text).items()}
