"""Decoding against brute force: every label sequence tried."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.reader.labels import legal_moves, legal_starts
from onrecord.reader.sequence import Chain, spans

LABELS = 5
SCORES = arrays(
    np.float32,
    st.tuples(st.just(1), st.integers(1, 4), st.just(LABELS)),
    elements=st.floats(-4, 4, width=16),
)
MOVES = arrays(np.float32, (LABELS, LABELS), elements=st.floats(-2, 2, width=16))


def all_sequences(scores: np.ndarray, moves: np.ndarray) -> dict[tuple[int, ...], float]:
    """Every legal label sequence with its total score."""
    legal, starts = legal_moves(LABELS), legal_starts(LABELS)
    totals = {}
    for labels in product(range(LABELS), repeat=len(scores)):
        steps = list(pairwise(labels))
        if starts[labels[0]] and all(legal[step] for step in steps):
            totals[labels] = float(sum(scores[i, label] for i, label in enumerate(labels))) + float(
                sum(moves[step] for step in steps)
            )
    return totals


@given(SCORES, MOVES)
def test_best_is_the_highest_of_all_legal_sequences(scores: np.ndarray, moves: np.ndarray) -> None:
    totals = all_sequences(scores[0], moves)
    (best,) = Chain(moves).best(scores, np.array([scores.shape[1]]))
    assert totals[tuple(best.tolist())] == pytest.approx(max(totals.values()), abs=1e-3)


@given(SCORES, MOVES)
def test_probabilities_are_the_share_of_all_legal_sequences(scores: np.ndarray, moves: np.ndarray) -> None:
    totals = all_sequences(scores[0], moves)
    weights = {labels: np.exp(total) for labels, total in totals.items()}
    likely = Chain(moves).probabilities(scores, np.array([scores.shape[1]]))[0]
    for word in range(scores.shape[1]):
        for label in range(LABELS):
            share = sum(w for labels, w in weights.items() if labels[word] == label) / sum(weights.values())
            assert likely[word, label] == pytest.approx(share, abs=1e-3)


@given(SCORES, SCORES, MOVES)
def test_padding_changes_nothing(first: np.ndarray, second: np.ndarray, moves: np.ndarray) -> None:
    chain = Chain(moves)
    lengths = np.array([first.shape[1], second.shape[1]])
    both = np.zeros((2, int(lengths.max()), LABELS), dtype=np.float32)
    both[0, : lengths[0]], both[1, : lengths[1]] = first[0], second[0]
    together = chain.best(both, lengths)
    alone = [chain.best(scores, np.array([scores.shape[1]]))[0] for scores in (first, second)]
    assert [labels.tolist() for labels in together] == [labels.tolist() for labels in alone]
    likely = chain.probabilities(both, lengths)
    np.testing.assert_allclose(likely[0, : lengths[0]], chain.probabilities(first, lengths[:1])[0], atol=1e-4)


def test_spans_of_labels() -> None:
    # O B-source I-source B-source O B-cue B-content I-content
    assert spans(np.array([0, 1, 2, 1, 0, 3, 5, 6])) == [(1, 3, 0), (3, 4, 0), (5, 6, 1), (6, 8, 2)]
