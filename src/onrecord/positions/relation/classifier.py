"""From a row of features to how likely each relation is: a linear model and boosted trees, averaged.

Both see the same features; the trees (Friedman, Annals of Statistics 2001) find what features mean together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Classifier:
    """Safe to share between threads."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """From what `training.relations` wrote. Raises KeyError, TypeError or ValueError where that is damaged."""
        linear = settings["linear"]
        self._mean, self._scale, self._weights, self._bias = (
            np.array(linear[name], dtype=np.float64) for name in ("mean", "scale", "weights", "bias")
        )
        self._start = np.array(settings["trees"]["start"], dtype=np.float64)
        self._trees = [[_Tree(*tree) for tree in kind] for kind in settings["trees"]["kinds"]]
        self._temperature = float(settings["temperature"])

    def probabilities(self, rows: npt.NDArray[np.float32]) -> Floats:
        """For each row the probability of each kind, 1 in sum."""
        values = rows.astype(np.float64)
        linear = softmax(((values - self._mean) / self._scale) @ self._weights.T + self._bias)
        grown = [sum((tree.values(values) for tree in kind), np.zeros(len(values))) for kind in self._trees]
        trees = softmax(np.stack(grown, axis=1) + self._start)
        return softmax(np.log((linear + trees) / 2) / self._temperature)


class _Tree:
    """A binary tree as columns, one entry a node; a node without a feature is a leaf."""

    def __init__(
        self,
        feature: Sequence[int],
        threshold: Sequence[float],
        left: Sequence[int],
        right: Sequence[int],
        value: Sequence[float],
    ) -> None:
        self._feature, self._left, self._right = (np.array(c, dtype=np.intp) for c in (feature, left, right))
        self._threshold, self._value = (np.array(c, dtype=np.float64) for c in (threshold, value))

    def values(self, rows: Floats) -> Floats:
        """The value of the leaf that each row reaches. As many steps as the tree is deep."""
        node = np.zeros(len(rows), dtype=np.intp)
        every = np.arange(len(rows))
        while (inner := self._feature[node] >= 0).any():
            smaller = rows[every, self._feature[node]] <= self._threshold[node]
            node = np.where(inner, np.where(smaller, self._left[node], self._right[node]), node)
        return self._value[node]


def softmax(scores: Floats) -> Floats:
    """Over the last axis."""
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True))
