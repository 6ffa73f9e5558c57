"""Label sequences from the scores of a linear-chain CRF: the best one (Viterbi) and each label's probability.

Lafferty, McCallum, Pereira, "Conditional Random Fields", ICML 2001. Several sequences at once, padded at the end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.labels import legal_moves, legal_starts

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]

_ILLEGAL = np.float32(-1e4)


class Chain:
    """A chain over BIO labels with the scores of moving from one label to the next."""

    def __init__(self, moves: Floats) -> None:
        count = len(moves)
        self.moves = np.where(legal_moves(count), moves, _ILLEGAL).astype(np.float32)
        self.starts = np.where(legal_starts(count), 0, _ILLEGAL).astype(np.float32)

    def best(self, scores: Floats, lengths: Labels) -> list[Labels]:
        """The best legal labels of each sequence; `scores` is [sequences, words, labels]."""
        sequences, words, _ = scores.shape
        came_from = np.zeros(scores.shape, dtype=np.int64)
        reached = np.empty_like(scores)
        reached[:, 0] = scores[:, 0] + self.starts
        for word in range(1, words):
            paths = reached[:, word - 1, :, None] + self.moves
            came_from[:, word] = paths.argmax(axis=1)
            reached[:, word] = paths.max(axis=1) + scores[:, word]
        out = []
        for sequence in range(sequences):
            length = int(lengths[sequence])
            labels = np.empty(length, dtype=np.int64)
            if length:
                labels[-1] = reached[sequence, length - 1].argmax()
            for word in range(length - 1, 0, -1):
                labels[word - 1] = came_from[sequence, word, labels[word]]
            out.append(labels)
        return out

    def probabilities(self, scores: Floats, lengths: Labels) -> Floats:
        """[sequences, words, labels]: how probable each label is at each word, all sequences considered.

        Forward and backward with each word's sums scaled to one (Rabiner, 1989), so that nothing under- or overflows.
        """
        words = scores.shape[1]
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True), dtype=np.float64)
        moves = np.exp(self.moves, dtype=np.float64)
        forward, backward = np.empty_like(weights), np.ones_like(weights)
        forward[:, 0] = weights[:, 0] * np.exp(self.starts)
        for word in range(1, words):
            forward[:, word] = _scaled((forward[:, word - 1] @ moves) * weights[:, word])
        for word in range(words - 2, -1, -1):
            onward = _scaled((weights[:, word + 1] * backward[:, word + 1]) @ moves.T)
            backward[:, word] = np.where((word + 1 < lengths)[:, None], onward, 1)
        return _scaled(forward * backward).astype(np.float32)


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values divided by their sum along the last axis."""
    return np.asarray(values / values.sum(axis=-1, keepdims=True), dtype=np.float64)


def spans(labels: Labels) -> list[tuple[int, int, int]]:
    """(first word, word after the last, kind) of every span that BIO `labels` mark, in order."""
    found: list[tuple[int, int, int]] = []
    for word, label in enumerate(labels.tolist()):
        if label % 2 == 1:
            found.append((word, word + 1, label // 2))
        elif label and found and found[-1][1] == word:
            found[-1] = (found[-1][0], word + 1, found[-1][2])
    return found
