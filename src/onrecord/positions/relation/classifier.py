"""From what is seen of two texts to how likely each relation is: a linear model and boosted trees, averaged.

Both see the same features; the linear model weighs terms as well, and the trees (Friedman, Annals of Statistics 2001)
find what features mean together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_AT_ONCE = 64
"""Rows led through the trees together: more than fit a processor's cache take longer."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of two texts: plain numbers, and the words in which they differ."""

    features: npt.NDArray[np.float32]
    terms: frozenset[str]


class Classifier:
    """Safe to share between threads."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """From what `training.relations` wrote. Raises KeyError, TypeError or ValueError where that is damaged."""
        linear = settings["linear"]
        self._mean, self._scale, self._weights, self._bias = (
            np.array(linear[name], dtype=np.float64) for name in ("mean", "scale", "weights", "bias")
        )
        self._terms = {term: np.array(weights, dtype=np.float64) for term, weights in linear["terms"].items()}
        self._start = np.array(settings["trees"]["start"], dtype=np.float64)
        self._trees = _Trees(settings["trees"]["kinds"])
        self._temperature = float(settings["temperature"])

    def probabilities(self, seen: Sequence[Seen]) -> Floats:
        """For each pair of texts the probability of each kind, 1 in sum."""
        values = np.stack([one.features for one in seen]).astype(np.float64)
        said = np.stack([self._weighed(one.terms) for one in seen])
        linear = softmax(((values - self._mean) / self._scale) @ self._weights.T + said + self._bias)
        parts = (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
        trees = softmax(np.concatenate([self._trees.values(part) for part in parts]) + self._start)
        return softmax(np.log((linear + trees) / 2) / self._temperature)

    def _weighed(self, terms: frozenset[str]) -> Floats:
        """The weights of the terms that are known, as of a vector of length one."""
        known = [self._terms[term] for term in sorted(terms) if term in self._terms]
        return np.asarray(np.sum(known, axis=0) / len(known) ** 0.5) if known else np.zeros_like(self._bias)


class _Trees:
    """Binary trees, as many for each kind, their nodes in one table; a node without a feature is a leaf."""

    def __init__(self, kinds: Sequence[Sequence[Sequence[Sequence[float]]]]) -> None:
        trees = [tree for kind in kinds for tree in kind]
        sizes = [len(tree[0]) for tree in trees]
        self._roots = np.cumsum([0, *sizes[:-1]])
        self._kinds = len(kinds)
        feature, self._threshold, left, right, self._value = (
            np.concatenate([np.array(tree[column], dtype=np.float64) for tree in trees])
            for column in range(5)
        )
        first, leaf = np.repeat(self._roots, sizes), feature < 0
        children = np.stack([left, right]).astype(np.intp) + first
        self._children = np.where(leaf, np.arange(len(leaf)), children).T.ravel()  # a leaf leads to itself
        self._feature = np.where(leaf, 0, feature).astype(np.intp)
        self._depth = 0
        node = self._roots
        while not leaf[node].all():
            node = np.unique(self._children.reshape(-1, 2)[node])
            self._depth += 1

    def values(self, rows: Floats) -> Floats:
        """For each row and kind the sum over its trees of the leaf reached. As many steps as the deepest tree."""
        node = np.broadcast_to(self._roots, (len(rows), len(self._roots)))
        begin = np.arange(len(rows))[:, None] * rows.shape[1]
        flat = rows.ravel()
        for _ in range(self._depth):
            larger = flat.take(begin + self._feature.take(node)) > self._threshold.take(node)
            node = self._children.take(2 * node + larger)
        return np.asarray(self._value.take(node).reshape(len(rows), self._kinds, -1).sum(axis=2))


def softmax(scores: Floats) -> Floats:
    """Over the last axis."""
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True))
