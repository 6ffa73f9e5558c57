"""What a stretch of text means, as a vector: a network of few layers beside the reading one, over the same word pieces.

Distilled from a sentence encoder (Reimers and Gurevych, EMNLP 2019). It is loaded when vectors are first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from onrecord.errors import ModelError
from onrecord.reader.model import Model, session
from onrecord.reader.windows import CLS, SEP

FILE = "meaning.onnx"
LONGEST = 128
"""Word pieces of a text that count, [CLS] and [SEP] included."""


class Meaning:
    """Gives texts their vectors. Safe to share between threads."""

    def __init__(self, model: Model) -> None:
        """The network beside the reading one of `model`. Raises ModelError when it cannot be loaded."""
        self._tokenizer, self._threads = model.tokenizer, model.threads
        try:
            self._session = session(model.folder / FILE)
        except Exception as error:
            raise ModelError(f"the model of meanings in {model.folder} cannot be loaded: {error}") from error

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        """For each text a unit vector times 127, a signed byte a dimension; the same for the same text."""
        if self._threads == 1 or len(texts) == 1:
            return [self._vector(text) for text in texts]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._vector, texts))

    def _vector(self, text: str) -> bytes:
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids[: LONGEST - 2]
        pieces = np.array([[CLS, *ids, SEP]], dtype=np.int64)
        (vector,) = self._session.run(["vector"], {"pieces": pieces, "attended": np.ones_like(pieces)})
        return bytes(np.round(vector[0] * 127).astype(np.int8).tobytes())
