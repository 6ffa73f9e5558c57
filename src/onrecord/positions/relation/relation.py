"""Two statements to be compared, and what the model says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KINDS = ("same_utterance", "altered", "restated", "new", "changed")
"""What a later report can be to an earlier one: the same act of saying, the same act with its meaning altered, and
of another act: the same point again, another point, the same point with another position on it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One statement: its words, and what is known of it.

    `said` is an ISO day or None; `vector` is the meaning as in `Statement.vector`; `cue` the words of saying.
    """

    text: str
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    said: str | None = None
    vector: bytes | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How likely a later statement is each of `KINDS` to an earlier one: calibrated, 1 in sum.

    `reasons` are the differences found by rule, as `changed_reasons` gives them: why it may be altered or changed.
    """

    same_utterance: float
    altered: float
    restated: float
    new: float
    changed: float
    reasons: tuple[str, ...] = ()

    @property
    def same_act(self) -> float:
        """How likely both report one act, 0 to 1, where their days agree: it is that, or another point was made.

        What is said again or taken back on the same day, words cannot tell from another report or an altered one.
        """
        same = self.same_utterance + self.altered
        return same / (same + self.new) if same else 0.0
