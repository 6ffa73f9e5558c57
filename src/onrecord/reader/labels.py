"""The labels the model gives to words: B/I per role, and per kind of name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
NAMES = ("person", "organization", "place", "other")


def begin(kind: int) -> int:
    """The label of a span's first word; `kind` is an index into ROLES or NAMES. 0 is "outside"."""
    return 1 + 2 * kind


def inside(kind: int) -> int:
    """The label of a span's later words."""
    return 2 + 2 * kind


def count(kinds: tuple[str, ...]) -> int:
    """How many labels there are for these kinds."""
    return 1 + 2 * len(kinds)


def legal_moves(labels: int) -> NDArray[np.bool_]:
    """[from, to]: an inside label follows only its own begin or inside."""
    legal = np.ones((labels, labels), dtype=np.bool_)
    for label in range(2, labels, 2):
        legal[:, label] = False
        legal[[label - 1, label], label] = True
    return legal


def legal_starts(labels: int) -> NDArray[np.bool_]:
    """Which labels may open a sequence: all but the inside ones."""
    return np.array([label == 0 or label % 2 == 1 for label in range(labels)])
