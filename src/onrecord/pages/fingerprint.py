"""Which articles are copies: a short sketch of an article's words, by which reprints and rewordings are recognised.

MinHash (Broder, "On the resemblance and containment of documents", 1997) over pairs of neighbouring words: they outlive
a new headline, a cut paragraph and one word in six replaced, and hardly occur together in another article.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rensa import RMinHash

SIZE = 128
"""Hash values of a fingerprint: the similarity it gives has a standard error of 0.044 at most."""
BANDS = 32
"""Bands of four values each: two articles of similarity 0.5 share one with probability 0.87, of 0.1 with 0.003."""
SEED = 1
WORD = re.compile(r"\w+")


def fingerprint(text: str) -> bytes:
    """The fingerprint of an article's text: 512 bytes, the same for the same words on every machine.

    Fingerprints can be compared when rensa's `RMinHash.ALGORITHM_VERSION` was the same for both.
    """
    words = [word.casefold() for word in WORD.findall(text)]
    pairs = {f"{a} {b}" for a, b in pairwise(words)} or set(words)
    sketch = RMinHash(SIZE, SEED)
    sketch.update(sorted(pairs))
    return b"".join(value.to_bytes(4, "little") for value in sketch.digest())


def similarity(one: bytes, other: bytes) -> float:
    """How alike two articles are, 0 to 1: the estimated share of their word pairs that both have."""
    if len(one) != 4 * SIZE or len(other) != 4 * SIZE:
        raise ValueError(f"a fingerprint has {4 * SIZE} bytes")
    return sum(one[i : i + 4] == other[i : i + 4] for i in range(0, 4 * SIZE, 4)) / SIZE


def bands(one: bytes) -> tuple[bytes, ...]:
    """The keys under which a fingerprint is filed (locality-sensitive hashing): copies share at least one of them."""
    width = 4 * SIZE // BANDS
    return tuple(bytes((i,)) + one[i * width : (i + 1) * width] for i in range(BANDS))
