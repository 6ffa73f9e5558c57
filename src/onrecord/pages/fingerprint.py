"""Which articles are copies: a short sketch of an article's words, by which reprints and rewordings are recognised.

MinHash (Broder, "On the resemblance and containment of documents", 1997) over pairs of neighbouring words: they outlive
a new headline, a cut paragraph and one word in six replaced, and hardly occur together in another article.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rensa import RMinHash

from onrecord.fingerprints import SIZE

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
