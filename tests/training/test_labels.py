"""Annotations of one's own as training articles."""

import json
from pathlib import Path

import pytest

from onrecord.errors import GoldError
from training.labels import labelled

STATEMENT = {
    "source": [0, 4],
    "cue": [5, 9],
    "content": [[10, 14]],
    "kind": "indirect",
    "speaker": "Otis",
    "named": True,
}


def test_a_folder_of_annotated_articles_becomes_documents(tmp_path: Path) -> None:
    document = {"id": "weir", "text": "Otis said much.", "statements": [STATEMENT]}
    (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")
    (read,) = labelled(tmp_path)
    assert (read.id, read.text, read.names) == ("weir", "Otis said much.", None)
    assert read.statements == [{"source": (0, 4), "cue": (5, 9), "content": ((10, 14),)}]


def test_a_damaged_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.json"):
        labelled(tmp_path)
