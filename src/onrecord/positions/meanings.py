"""Vectors of statements as rows that can be compared by one product."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def units(vectors: Sequence[bytes | None], length: int) -> Floats:
    """The vectors of that many dimensions (`Statement.vector`) as rows of length one; the others as zeros.

    The product of two rows is the cosine of the two meanings.
    """
    blank = bytes(length)
    whole = b"".join(vector if vector and len(vector) == length else blank for vector in vectors)
    rows = np.frombuffer(whole, np.int8).reshape(len(vectors), length).astype(np.float32)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1.0))
