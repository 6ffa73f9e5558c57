"""Comparing articles' fingerprints: by how much of their words two articles are alike.

Apart from what makes a fingerprint (`onrecord.pages.fingerprint`), since the ledger's answers compare fingerprints
and read no pages.
"""

from __future__ import annotations

import numpy as np

SIZE = 128
"""Hash values of a fingerprint, four bytes each: the similarity it gives has a standard error of 0.044 at most."""
COPIED = 0.25
"""Similarity from which one article is taken for a copy of the other. Reprints have 0.6 and more, copies with one word
in three replaced still 0.3; other articles on the same event seldom more than 0.15."""
BANDS = 42
"""Bands of three values each: two articles of similarity 0.5 share one with probability 0.996, of 0.3 with 0.68, of
0.1 with 0.04."""


def similarity(one: bytes, other: bytes) -> float:
    """How alike two articles are, 0 to 1: the estimated share of their word pairs that both have.

    Raises ValueError when one is no fingerprint.
    """
    if len(one) != 4 * SIZE or len(other) != 4 * SIZE:
        raise ValueError(f"a fingerprint has {4 * SIZE} bytes")
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def bands(one: bytes) -> tuple[bytes, ...]:
    """The keys under which a fingerprint is filed (locality-sensitive hashing): copies share at least one of them."""
    width = 4 * (SIZE // BANDS)
    return tuple(bytes((i,)) + one[i * width : (i + 1) * width] for i in range(BANDS))
