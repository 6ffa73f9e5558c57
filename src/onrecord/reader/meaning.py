"""What a stretch of text means, as a vector: the mean of what its word pieces add, from the same pass that finds it.

Trained to agree with a sentence encoder that reads the stretch alone (Reimers and Gurevych, EMNLP 2019).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from onrecord.reader.model import Scores
from onrecord.reader.sequence import Floats
from onrecord.reader.windows import Window


def vector(
    stretches: Iterable[tuple[int, int]], parts: Sequence[Window], scores: Sequence[Scores]
) -> bytes | None:
    """The meaning of the text in `stretches` (offsets into the text that `parts` were cut from).

    A unit vector times 127, a signed byte a dimension. None where the network has no such head, or no word is there.
    """
    total: Floats | None = None
    for start, end in stretches:
        for part, score in zip(parts, scores, strict=True):
            if score.meaning is None or part.starts[-1] < start or part.starts[0] >= end:
                continue
            first, last = np.searchsorted(part.starts, (start, end))
            if first < last:
                stop = part.first[last] if last < len(part.first) else len(part.pieces) - 1
                here = score.meaning[part.first[first] : stop].sum(axis=0)
                total = here if total is None else total + here
    if total is None:
        return None
    length = float(np.linalg.norm(total)) or 1.0
    return np.round(total / length * 127).astype(np.int8).tobytes()
