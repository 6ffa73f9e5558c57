"""The trained numbers that tell article from furniture in flattened text, and how they are applied."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.pages.features import Matrix

DEPTH = 3
"""Questions from a tree's root to its leaves."""


@dataclass(frozen=True, eq=False, slots=True)
class Weights:
    """Where to cut a page on one line, and boosted trees over the features of its lines.

    Every tree is complete and three questions deep: node k leads to 2k + 1 where the feature is at most the
    threshold, to 2k + 2 where it is more.
    """

    cuts: Mapping[str, float]
    """Log-odds that each thing seen around a space speaks for a cut (`pieces.gaps`)."""
    cut_above: float
    feature: NDArray[np.intp]
    """Trees × 7 nodes: the column asked for."""
    threshold: Matrix
    """Trees × 7 nodes."""
    value: Matrix
    """Trees × 8 leaves: what each adds to the log-odds."""

    def log_odds(self, seen: Matrix) -> Matrix:
        """For each row of `features`, the log-odds of being of the article."""
        trees = np.arange(len(self.feature))
        rows = np.arange(len(seen))[:, None]
        node = np.zeros((len(seen), len(trees)), dtype=np.intp)
        for _ in range(DEPTH):
            more = seen[rows, self.feature[trees, node]] > self.threshold[trees, node]
            node = 2 * node + 1 + more
        leaves = self.value[trees, node - self.feature.shape[1]]
        total: Matrix = leaves.sum(axis=1)
        return total

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Weights:
        """What training/furniture.py wrote."""
        return cls(
            cuts=stored["cuts"],
            cut_above=stored["cut_above"],
            feature=np.array(stored["feature"], dtype=np.intp),
            threshold=np.array(stored["threshold"], dtype=np.float64),
            value=np.array(stored["value"], dtype=np.float64),
        )


@cache
def shipped() -> Weights:
    """The weights that come with the package."""
    return Weights.from_json(json.loads(files("onrecord.pages").joinpath("data/furniture.json").read_text()))
