import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import ModelError
from onrecord.reader import Model, Reader

WEIGHTS = Path(str(resources.files("onrecord.reader") / "weights"))


def likeness(one: str, other: str) -> float:
    a, b = (np.frombuffer(onrecord.meaning(words) or b"", dtype=np.int8) for words in (one, other))
    return float(a.astype(int) @ b.astype(int)) / 127**2


def test_other_words_for_the_same_are_nearer_than_the_same_words_for_other_things() -> None:
    said = "The dam will not be opened before the harvest is in."
    again = "Nobody will let water out of the reservoir until crops have been gathered."
    other = "The museum will not be opened before the roof is in place."
    assert likeness(said, again) > likeness(said, other)


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=300))
def test_any_words_have_a_unit_vector_which_is_always_the_same(words: str) -> None:
    vector = onrecord.meaning(words)
    assert vector == onrecord.meaning(words)
    if words.strip():
        assert vector is not None
        assert np.linalg.norm(np.frombuffer(vector, dtype=np.int8).astype(float)) == pytest.approx(
            127, rel=0.02
        )


def test_no_words_mean_nothing() -> None:
    assert onrecord.meaning(" \n") is None


def test_statements_have_vectors_when_asked_for() -> None:
    page = (
        b'Otterbridge, 3 May 2024\n\n"The ferry stays," harbour master Ine Wolde said. She spoke on Tuesday.'
    )
    (plain,) = onrecord.read(page, form="article").statements
    (with_vector,) = onrecord.read(page, form="article", vectors=True).statements
    assert plain.vector is None
    assert with_vector.vector == onrecord.meaning(with_vector.content[0].text)
    assert with_vector.model_dump() == plain.model_dump()


def test_a_model_without_vectors_gives_none_and_a_damaged_one_says_so(tmp_path: Path) -> None:
    for name in ("reader.onnx", "reader.json", "tokenizer.json", "words.int8"):
        shutil.copy(WEIGHTS / name, tmp_path)
    assert Reader(Model(tmp_path)).meanings(["Yes.", "No."]) == [None, None]
    (tmp_path / "meaning.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Reader(Model(tmp_path)).meanings(["Yes."])
