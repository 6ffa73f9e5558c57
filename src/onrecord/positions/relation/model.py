"""The relation model as shipped: a linear model over plain features, and what the dates say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.positions.relation.differences import changed_reasons
from onrecord.positions.relation.features import features
from onrecord.positions.relation.relation import KINDS, Relation, Side

Floats = npt.NDArray[np.float32]

DATES = {
    "same day": (0.90, 0.90, 0.03, 0.10, 0.02),
    "next day": (0.08, 0.08, 0.07, 0.10, 0.03),
    "apart": (0.02, 0.02, 0.90, 0.80, 0.95),
}
"""How often two reports' days agree, for each of `KINDS`. Set by hand: reports of one act seldom differ by more than
the day on which they were printed; what is said again, added or taken back mostly comes later."""


class Relations:
    """The relation model. Safe to share between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load from `folder`, or the model that comes with the package. Raises ModelError."""
        folder = folder or Path(str(resources.files(__package__) / "weights"))
        try:
            settings = json.loads((folder / "relation.json").read_text(encoding="utf-8"))
            self.version = str(settings["version"])
            self._mean, self._scale, self._weights, self._bias = (
                np.array(settings[name], dtype=np.float32) for name in ("mean", "scale", "weights", "bias")
            )
        except Exception as error:
            raise ModelError(f"the relation model in {folder} cannot be loaded: {error}") from error

    def between(self, pairs: Sequence[tuple[Side, Side]]) -> list[Relation]:
        """What the second of each pair is to the first, which was said or printed earlier. Raises nothing."""
        if not pairs:
            return []
        rows = np.stack([row(a, b) for a, b in pairs])
        scores = ((rows - self._mean) / self._scale) @ self._weights.T + self._bias
        return [
            _relation(_softmax(score) * _dates(a.said, b.said), changed_reasons(a.text, b.text, a.cue, b.cue))
            for score, (a, b) in zip(scores, pairs, strict=True)
        ]


def row(a: Side, b: Side) -> Floats:
    """The features of a pair."""
    return features(a.text, b.text, (a.kind == "direct", b.kind == "direct"), _likeness(a, b))


def _relation(weights: Floats, reasons: tuple[str, ...]) -> Relation:
    shares = weights / weights.sum()
    return Relation(**dict(zip(KINDS, map(float, shares), strict=True)), reasons=reasons)


def _dates(a: str | None, b: str | None) -> Floats:
    """The likelihood of the two days for each kind; the same for all where one is unknown."""
    if a is None or b is None:
        return np.ones(len(KINDS), dtype=np.float32)
    gap = abs((date.fromisoformat(b[:10]) - date.fromisoformat(a[:10])).days)
    return np.array(DATES[("same day", "next day", "apart")[min(gap, 2)]], dtype=np.float32)


def _likeness(a: Side, b: Side) -> float | None:
    if a.vector is None or b.vector is None:
        return None
    one, other = (np.frombuffer(vector, dtype=np.int8).astype(np.float32) for vector in (a.vector, b.vector))
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) or 1.0))


def _softmax(scores: Floats) -> Floats:
    exponents = np.exp(scores - scores.max())
    return np.asarray(exponents / exponents.sum())
