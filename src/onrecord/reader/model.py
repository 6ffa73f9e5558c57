"""The networks as shipped: ONNX files over one table of word pieces, a tokenizer, the numbers that decoding needs."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.cores import cores
from onrecord.errors import ModelError
from onrecord.reader.sequence import Chain, Floats
from onrecord.reader.windows import Window

ModelName = Literal["standard", "fast"]
"""The most accurate network, or one of fewer layers that learned from it (Hinton, Vinyals and Dean, 2015)."""
STEMS: dict[ModelName, str] = {"standard": "reader", "fast": "fast"}
"""What a network's files are called, without their endings: .onnx, and .json for the numbers that go with it."""
SHIPPED = Path(str(resources.files("onrecord.reader") / "weights"))


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
    """A reading network. Safe to share between threads."""

    def __init__(self, folder: Path | None = None, threads: int = 0, name: ModelName = "standard") -> None:
        """Load the one of that name from `folder`, that of the package unless given.

        `threads` 0 means as many as there are cores for this process. Raises ModelError.
        """
        folder = folder or SHIPPED
        self.settings = settings(folder, name)
        try:
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = session(folder / f"{STEMS[name]}.onnx")
        except Exception as error:
            raise _not_loaded(folder, error) from error
        self.folder = folder
        self.threads = threads or cores()
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


def settings(folder: Path | None = None, name: ModelName = "standard") -> Settings:
    """The numbers of a network that is there, which is not loaded; `folder` and `name` as for `Model`.

    Raises ModelError.
    """
    folder = folder or SHIPPED
    if name not in STEMS:
        raise ModelError(f"there is no reading model {name!r}: choose {' or '.join(STEMS)}")
    network = folder / f"{STEMS[name]}.onnx"
    if name != "standard" and not network.exists():
        raise ModelError(f"there is no {name} reading model in {folder}, which lacks {network.name}")
    try:
        values = json.loads(network.with_suffix(".json").read_text(encoding="utf-8"))
        return Settings(
            version=str(values["version"]),
            moves=_table(values["moves"]),
            name_moves=_table(values["name_moves"]),
            distance=_table(values["distance"]),
            calibration=tuple(float(value) for value in _table(values["calibration"])),
        )
    except Exception as error:
        raise _not_loaded(folder, error) from error


def _table(values: object) -> Floats:
    return np.array(values, dtype=np.float32)


def _not_loaded(folder: Path, error: Exception) -> ModelError:
    return ModelError(f"the reading model in {folder} cannot be loaded: {error}")
