"""The line from odds to how many statements are right."""

import numpy as np
import pytest

pytest.importorskip("sklearn")
reliability = pytest.importorskip("training.reliability")


def test_the_line_rises_and_follows_what_was_right() -> None:
    chance = np.random.default_rng(1)
    odds = chance.normal(size=4000)
    likely = np.where(odds > 0, 0.9, 0.3)  # nothing a logistic curve could follow
    right = (chance.random(4000) < likely).astype(float)
    knots, shares = reliability.rising_line(odds, right)
    assert list(knots) == sorted(knots)
    assert list(shares) == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1
    assert np.interp(-0.5, knots, shares) == pytest.approx(0.3, abs=0.05)
    assert np.interp(0.5, knots, shares) == pytest.approx(0.9, abs=0.05)


def test_a_few_statements_never_make_certainty() -> None:
    _, shares = reliability.rising_line(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    assert shares == (0.25, 0.75)
