"""How sure a statement is: the words as the reader is sure of them, the speaker as often as such speakers are right.

A logistic regression joins the two (Platt, 1999), fitted on annotated articles (training/reliability.py).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.record import Speaker

_WEIGHT = 5
"""As how many observations the average of all ways counts, so that a rare way is not taken at its few words."""


@dataclass(frozen=True)
class Reliability:
    """What was counted and fitted; the weights are those of a base, the words' log odds, and the speaker's."""

    ways: dict[str, tuple[int, int]]
    """way → (right, of)"""
    weights: tuple[float, float, float]

    def evidence(self, words: float, speaker: Speaker | None) -> tuple[float, float]:
        """The log odds that the words are right, and that the speaker is where they are."""
        right, total = self.ways.get(way(speaker), (0, 0))
        all_right = sum(right for right, _ in self.ways.values())
        average = all_right / max(1, sum(total for _, total in self.ways.values()))
        return _log_odds(words), _log_odds((right + _WEIGHT * average) / (total + _WEIGHT))

    def confidence(self, words: float, speaker: Speaker | None) -> float:
        """How probable it is that words and speaker are right, 0 to 1."""
        base, *weights = self.weights
        odds = base + sum(w * part for w, part in zip(weights, self.evidence(words, speaker), strict=True))
        return 1 / (1 + math.exp(-odds))


def confidence(words: float, speaker: Speaker | None) -> float:
    """How probable it is that a statement's words and speaker are right, given how probable its words are."""
    return _fitted().confidence(words, speaker)


def way(speaker: Speaker | None) -> str:
    """The kind of reason given in `how`, by which speakers are counted."""
    return speaker.how.partition(":")[0] if speaker else "no speaker"


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


@cache
def _fitted() -> Reliability:
    fitted = json.loads(
        resources.files("onrecord.speakers").joinpath("data/reliability.json").read_text("utf-8")
    )
    base, words, speaker = fitted["weights"]
    return Reliability(
        {name: (r, t) for name, (r, t) in fitted["ways"].items()},
        (base, words, speaker),
    )
