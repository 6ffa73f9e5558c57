"""The network as shipped: an ONNX file, its tokenizer, and the few numbers that decoding needs."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.reader.sequence import Chain, Floats
from onrecord.reader.windows import Window


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window: roles and names a word; link vectors a piece."""

    roles: Floats
    names: Floats
    member: Floats
    cue: Floats


@dataclass(frozen=True)
class Settings:
    """Numbers learned with the network. `version` names the weights in whatever they produced."""

    version: str
    moves: Floats
    name_moves: Floats
    distance: Floats
    calibration: tuple[float, ...]


class Model:
    """The reading network. Safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Load from `folder`; `threads` 0 means as many as there are cores. Raises ModelError."""
        try:
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self.settings = _settings(json.loads((folder / "reader.json").read_text(encoding="utf-8")))
            self._session = session(folder / "reader.onnx")
        except Exception as error:
            raise ModelError(f"the reading model in {folder} cannot be loaded: {error}") from error
        self.folder = folder
        self.threads = threads or os.cpu_count() or 1
        self.roles = Chain(self.settings.moves)
        self.names = Chain(self.settings.name_moves)

    def scores(self, windows: list[Window]) -> list[Scores]:
        """What the network says of each window, in order."""
        if self.threads == 1 or len(windows) == 1:
            return [self._score(window) for window in windows]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(self._score, windows))

    def _score(self, window: Window) -> Scores:
        """One window alone: faster than several padded to one length, and no window changes another's scores."""
        inputs = {
            "pieces": window.pieces[None],
            "shapes": window.shapes[None],
            "quotes": window.quotes[None],
            "attended": np.ones((1, len(window.pieces)), dtype=np.int64),
        }
        roles, names, member, cue = self._session.run(["roles", "names", "member", "cue"], inputs)
        return Scores(roles[0, window.first], names[0, window.first], member[0], cue[0])


def session(file: Path) -> onnxruntime.InferenceSession:
    """The network in `file`, which runs on the thread that calls it: inputs run side by side instead."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _settings(values: dict[str, object]) -> Settings:
    def table(name: str) -> Floats:
        return np.array(values[name], dtype=np.float32)

    return Settings(
        version=str(values["version"]),
        moves=table("moves"),
        name_moves=table("name_moves"),
        distance=table("distance"),
        calibration=tuple(float(value) for value in table("calibration")),
    )


@cache
def shipped(threads: int = 0) -> Model:
    """The model that comes with the package, loaded once; `threads` as for `Model`. Raises ModelError."""
    return Model(Path(str(resources.files("onrecord.reader") / "weights")), threads)
