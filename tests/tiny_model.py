"""A reading model small enough to be made in a test: it knows a word's role by the word alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord.reader.labels import NAMES, ROLES, begin, count, inside

SOURCE, CUE, CONTENT = (ROLES.index(role) for role in ("source", "cue", "content"))
WORDS = {
    "otis": begin(SOURCE),
    "lisk": begin(SOURCE),
    "said": begin(CUE),
    "the": begin(CONTENT),
    "weir": inside(CONTENT),
    "would": inside(CONTENT),
    "hold": inside(CONTENT),
}
"""The words with a role, and their labels."""
SURE = 9.0


def tiny_model(folder: Path, *, fast: bool = False, ends: tuple[str, str] = ("[CLS]", "[SEP]")) -> Path:
    """Write the model into the new `folder`; with other `ends` its vocabulary is not BERT's.

    `fast` puts the same network beside it as the fast one, which is less sure of what it finds.
    """
    onnx = pytest.importorskip("onnx")
    folder.mkdir()
    vocabulary = ["[PAD]", *(f"[unused{n}]" for n in range(99)), "[UNK]", *ends, *WORDS]
    tokenizer = Tokenizer(
        models.WordLevel({word: number for number, word in enumerate(vocabulary)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    roles = np.zeros((len(vocabulary), count(ROLES)), dtype=np.float32)
    roles[:, 0] = SURE
    for word, label in WORDS.items():
        roles[vocabulary.index(word)] = np.eye(count(ROLES), dtype=np.float32)[label] * 2 * SURE
    names = np.zeros((len(vocabulary), count(NAMES)), dtype=np.float32)
    names[:, 0] = SURE
    said = np.zeros((len(vocabulary), 2), dtype=np.float32)
    said[vocabulary.index("said"), 1] = SURE
    tables = {"roles": roles, "names": names, "member": np.full_like(said, 1), "cue": said}
    helper = onnx.helper
    graph = helper.make_graph(
        [helper.make_node("Gather", [f"{name} of words", "pieces"], [name]) for name in tables],
        "tiny",
        [
            helper.make_tensor_value_info(name, onnx.TensorProto.INT64, [1, "length"])
            for name in ("pieces", "shapes", "quotes", "attended")
        ],
        [
            helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, "length", table.shape[1]])
            for name, table in tables.items()
        ],
        [onnx.numpy_helper.from_array(table, f"{name} of words") for name, table in tables.items()],
    )
    opset = helper.make_opsetid("", 17)
    onnx.save(helper.make_model(graph, opset_imports=[opset], ir_version=9), str(folder / "reader.onnx"))
    settings = {
        "version": "tiny",
        "moves": np.zeros((count(ROLES), count(ROLES))).tolist(),
        "name_moves": np.zeros((count(NAMES), count(NAMES))).tolist(),
        "distance": (-np.abs(np.arange(-32.0, 33))).tolist(),  # the nearest cue
        "calibration": [0.0, 0.1, 0.1, 0.1, 0.1],
    }
    (folder / "reader.json").write_text(json.dumps(settings), encoding="utf-8")
    if fast:
        shutil.copy(folder / "reader.onnx", folder / "fast.onnx")
        settings |= {"version": "tiny and fast", "calibration": [-1.0, 0.1, 0.1, 0.1, 0.1]}
        (folder / "fast.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder
