"""Into a ledger from files: what went out comes in again, and annotations become corrections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.exports.labelstudio import CONFIG
from onrecord.ledger.imports import Wrong, labelstudio, records

from .made import HARBOUR, made, meaning


@pytest.fixture
def full(tmp_path: Path) -> Ledger:
    ledger = Ledger.open(tmp_path / "ledger.db")
    ledger.add(*made(about=["Calvany"], meant=True))
    ledger.add(*made(["Ünal Öz: \U0001f30a Yes."], url=None, day=None))
    return ledger


def test_parquet_comes_in_as_it_went_out(full: Ledger, tmp_path: Path) -> None:
    (entry,) = full.said("pilots").entries
    full.correct(entry.statement.id, who="a", speaker="Ada Perrin")
    full.export("parquet", tmp_path / "out.parquet")
    with Ledger.open(tmp_path / "other.db") as other:
        for found in records(tmp_path / "out.parquet"):
            assert not isinstance(found, Wrong)
            other.add(found[1])
        assert {e.statement for e in other.said().entries} == {e.statement for e in full.said().entries}
        near = other.said(like=meaning("a gift to Calvany"), limit=1).entries[0]
        assert near.statement.content[0].text == HARBOUR[2].partition(": ")[2]
        assert other.check() == ()


def test_files_of_something_else(full: Ledger, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    pa = pytest.importorskip("pyarrow")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and more")
    (tmp_path / "empty").mkdir()
    for name in ("other.parquet", "broken.parquet", "empty"):
        with pytest.raises(LedgerError, match=name):
            list(records(tmp_path / name))
    (tmp_path / "x.jsonl").write_text('{"schema": "onrecord/1"}\n')
    (wrong,) = records(tmp_path / "x.jsonl")
    assert isinstance(wrong, Wrong) and "page: Field required" in wrong.reason


def annotated(full: Ledger, path: Path, *, by: Any = 7) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Tasks as Label Studio gives them after somebody took all predictions over; the results of the first to edit."""
    full.export("labelstudio", path)
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for task in tasks:
        result = [dict(part) for part in task["predictions"][0]["result"]]
        task["annotations"] = [{"completed_by": by, "was_cancelled": False, "result": result}]
        task["predictions"] = []
    return tasks, tasks[0]["annotations"][0]["result"]


def test_tasks_hold_the_words_at_their_offsets(full: Ledger, tmp_path: Path) -> None:
    tasks, _ = annotated(full, tmp_path / "tasks.json")
    names = set()
    for task in tasks:
        for part in task["annotations"][0]["result"]:
            if part["type"] == "labels":
                value = part["value"]
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            names.add(part.get("from_name"))
    assert all(name is None or f'name="{name}"' in CONFIG for name in names)


def test_annotations_become_corrections(full: Ledger, tmp_path: Path) -> None:
    ids = [full.said(word).entries[0].statement.id for word in ("pilots", "metres", "gift")]
    tasks, result = annotated(full, tmp_path / "tasks.json", by={"email": "dita@courier.example"})
    text = tasks[0]["data"]["text"]
    for part in result:
        if part.get("id") == f"{ids[0]}.0" and part["type"] == "labels":
            part["value"] |= {"end": text.index(" into a channel"), "text": "…"}
        if part.get("id") == f"{ids[0]}.0" and part.get("from_name") == "speaker":
            part["value"]["text"] = ["Ada Perrin"]
        if part.get("id") == f"{ids[0]}.0" and part.get("from_name") == "said":
            part["value"]["text"] = ["2031-11-17"]
    result[:] = [part for part in result if not str(part.get("id", part.get("from_id"))).startswith(ids[1])]
    new = {"start": 0, "end": 4, "text": "Ilse", "labels": ["Content"]}
    result.append({"id": "Xy7", "from_name": "part", "to_name": "text", "type": "labels", "value": new})
    (tmp_path / "done.json").write_text(json.dumps(tasks))

    found = labelstudio(tmp_path / "done.json")
    assert found.added == 1
    made_ = [full.annotate(each) for each in found.statements]
    assert {correction.who for correction in made_ if correction} == {"dita@courier.example"}
    (entry,) = full.said("pilots").entries
    assert entry.statement.content[0].text == "We will not send pilots"
    assert (entry.person, entry.statement.said.from_) == ("Ada Perrin", "2031-11-17")
    assert full.said("metres").entries == ()  # rejected
    assert full.said("gift").entries[0].statement.confidence == 1.0  # left as it was: accepted
    assert [full.annotate(each) for each in found.statements if each.statement != ids[0]] == [None] * 3
    assert (
        full.annotate(found.statements[0], who="me") is not None
    )  # now it is as the annotator wants it: accepted
    assert full.annotate(found.statements[0], who="me") is None


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '[{"data": {}}]', '[{"annotations": [{}], "data": {}}]']
)
def test_what_label_studio_did_not_export(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    try:
        assert labelstudio(path).statements == []
    except LedgerError as error:
        assert "is no JSON that Label Studio exported" in str(error)
