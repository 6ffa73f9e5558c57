"""The relation model as shipped: what two texts say, put together with what their dates say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np

from onrecord.errors import ModelError
from onrecord.positions.relation.classifier import Classifier, Floats, Seen
from onrecord.positions.relation.differences import Compared, reasons
from onrecord.positions.relation.features import features
from onrecord.positions.relation.relation import Relation, Side
from onrecord.positions.relation.terms import terms

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
            self._classifier = Classifier(settings)
        except Exception as error:
            raise ModelError(f"the relation model in {folder} cannot be loaded: {error}") from error

    def between(self, pairs: Sequence[tuple[Side, Side]]) -> list[Relation]:
        """What the second of each pair is to the first, which was said or printed earlier, in order.

        Raises ValueError where `said` is no ISO day.
        """
        if not pairs:
            return []
        compared = [Compared.of(a.text, b.text) for a, b in pairs]
        by_text = self._classifier.probabilities(
            [seen(a, b, both) for (a, b), both in zip(pairs, compared, strict=True)]
        )
        return [
            _relation(a, b, both, dated(likely, a.said, b.said))
            for (a, b), both, likely in zip(pairs, compared, by_text, strict=True)
        ]


def _relation(a: Side, b: Side, compared: Compared, likely: Floats) -> Relation:
    """Rounded, so that no pair's answer depends on which others are asked with it."""
    why = reasons(compared, a.cue, b.cue)
    same, altered, restated, new, changed = (round(share, 9) for share in likely.tolist())
    if not why and compared.says_the_same:
        same, altered, restated, changed = same + altered, 0.0, restated + changed, 0.0
    return Relation(same, altered, restated, new, changed, why)


def seen(a: Side, b: Side, compared: Compared) -> Seen:
    """What the classifier sees of a pair, the earlier first; `compared` are their texts."""
    direct = (a.kind == "direct", b.kind == "direct")
    return Seen(features(compared, direct, likeness(a, b)), terms(compared))


def likeness(a: Side, b: Side) -> float | None:
    """The cosine of the two vectors, -1 to 1; None where one is missing."""
    if a.vector is None or b.vector is None:
        return None
    one, other = (np.frombuffer(vector, dtype=np.int8).astype(np.float64) for vector in (a.vector, b.vector))
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) or 1.0))


def dated(by_text: Floats, a: str | None, b: str | None) -> Floats:
    """The probabilities that the texts give, by Bayes' rule with the two days; as they are where one is unknown."""
    if a is None or b is None:
        return by_text
    gap = abs((date.fromisoformat(b[:10]) - date.fromisoformat(a[:10])).days)
    weighed = by_text * np.array(DATES[("same day", "next day", "apart")[min(gap, 2)]])
    return np.asarray(weighed / weighed.sum())
