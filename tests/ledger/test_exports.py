"""Statements in other programs' formats, read back by those."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.exports.tables import COLUMNS
from onrecord.record import Record

from .made import HARBOUR, URL, dump, made


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    ledger.add(*made(about=["Calvany"]))
    ledger.add(*made(["Ünal Öz: \U0001f30a “Yes”, he\tsaid; no."], url=None, outlet=None, day=None))
    (entry,) = ledger.said("pilots").entries
    ledger.correct(entry.statement.id, who="a", speaker="Ada Perrin", content=["We will not", "measured."])
    return ledger


def test_csv_and_parquet_have_the_same_rows(full: Ledger, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    assert full.export("csv", tmp_path / "s.csv") == full.export("parquet", tmp_path / "s.parquet") == 4
    table = pq.read_table(tmp_path / "s.parquet").to_pylist()
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    typed = [{key: "" if row[key] is None else str(row[key]) for key in COLUMNS} for row in table]
    assert typed == rows
    assert (rows[0]["speaker"], rows[0]["words"]) == ("Ada Perrin", "We will not […] measured.")
    assert rows[3]["words"] == "\U0001f30a “Yes”, he\tsaid; no."
    assert full.export("parquet", tmp_path / "none.parquet", by="nobody") == 0
    assert pq.read_table(tmp_path / "none.parquet").num_rows == 0


def test_json_lines_are_records_and_come_in_again(full: Ledger, tmp_path: Path) -> None:
    full.export("jsonl", tmp_path / "s.jsonl")
    records = [Record.from_json(line) for line in (tmp_path / "s.jsonl").read_bytes().splitlines()]
    with Ledger.open(tmp_path / "other.db") as other:
        for record in records:
            other.add(record)
        assert {entry.statement for entry in other.said().entries} == {
            entry.statement for entry in full.said().entries
        }
        assert other.check() == ()


def test_web_annotations_select_the_words(full: Ledger, tmp_path: Path) -> None:
    full.export("annotation", tmp_path / "s.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()]
    text = made()[0].article.text
    assert [line["target"][0]["source"].split(":")[0] for line in lines] == ["https"] * 3 + ["urn"]
    for annotation in lines[:3]:
        for target in annotation["target"]:
            position, quoted = target["selector"]
            assert text[position["start"] : position["end"]] == quoted["exact"]
            assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in text
    assert lines[0]["body"][0] == {"type": "TextualBody", "purpose": "identifying", "value": "Ada Perrin"}


def test_quotations_name_who_said_it_and_where(full: Ledger, tmp_path: Path) -> None:
    full.export("quotation", tmp_path / "s.jsonl", "forty metres")
    (line,) = (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()
    quotation = json.loads(line)
    assert quotation["creator"] == {"@type": "Person", "name": "Teo Bannick"}
    assert quotation["isPartOf"]["url"] == URL
    assert quotation["isPartOf"]["publisher"]["name"] == "The Sorrel Courier"
    assert quotation["text"] == HARBOUR[1].partition(": ")[2]


def test_brat_annotations_hold_the_words_at_their_offsets(full: Ledger, tmp_path: Path) -> None:
    full.export("brat", tmp_path / "brat")
    annotated = sorted((tmp_path / "brat").glob("*.ann"))
    assert len(annotated) == 2
    for path in annotated:
        text = path.with_suffix(".txt").read_bytes().decode()
        ids = set()
        for line in path.read_bytes().decode().splitlines():
            mark, *rest = line.split("\t", 2)
            assert mark not in ids
            ids.add(mark)
            if mark[0] == "T":
                places = re.fullmatch(r"(Source|Cue|Content) ((?:\d+ \d+;?)+)", rest[0])
                assert places
                pieces = [text[slice(*map(int, place.split()))] for place in places[2].split(";")]
                assert " ".join(pieces) == rest[1]
            elif mark[0] == "R":
                assert re.fullmatch(r"(Source|Cue)Of Arg1:T\d+ Arg2:T\d+", rest[0])


def test_gold_is_what_somebody_checked(full: Ledger, tmp_path: Path) -> None:
    assert full.export("gold", tmp_path / "gold") == 3
    (path,) = (tmp_path / "gold").iterdir()
    document = json.loads(path.read_text(encoding="utf-8"))
    first, second, _ = document["statements"]
    assert (first["speaker"], first["checked"], second["checked"]) == ("Ada Perrin", True, False)
    assert [document["text"][start:end] for start, end in first["content"]] == ["We will not", "measured."]


def test_nothing_is_overwritten(full: Ledger, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("mine")
    before = dump(full)
    with pytest.raises(LedgerError, match="is there already"):
        full.export("csv", tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_text() == "mine"
    with pytest.raises(LedgerError, match="not a day"):
        full.export("brat", tmp_path / "brat", since="Monday")
    assert sorted(
        path.name for path in tmp_path.glob("*") if not path.name.endswith((".db", "-wal", "-shm"))
    ) == ["s.csv"]
    assert dump(full) == before
