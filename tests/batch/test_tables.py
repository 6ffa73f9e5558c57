from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.records import PORT_LENNA
from onrecord.arrow import article_row, records_in, statement_rows
from onrecord.batch.tables import STAGING, Tables, manifest, taken
from onrecord.errors import BatchError
from onrecord.record import Record

from .conftest import leftovers


def dated(published: str | None) -> Record:
    return PORT_LENNA.model_copy(
        update={"article": PORT_LENNA.article.model_copy(update={"published": published})}
    )


def keep(out: Path, key: str, records: list[Record], **told: Any) -> dict[str, Any]:
    with Tables(out, key) as tables:
        for number, record in enumerate(records):
            tables.add("articles", [article_row(record, number)])
            tables.add("statements", statement_rows(record, number))
        return tables.keep(told)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    with taken(folder, {"reader": "one"}):
        pass
    (folder / STAGING).mkdir()
    return folder


def test_rows_lie_by_month_and_come_back_as_records(out: Path) -> None:
    records = [dated(day) for day in ("2031-11-18", "2031-12-01", None, "2031-11-02")]
    kept = keep(out, "a", [*records, dated("2031-11-03").model_copy(update={"statements": ()})], pages=5)
    assert [part.partition("month=")[2] for part in kept["parts"] if part.startswith("articles")] == [
        "2031-11/a-0.parquet",
        "2031-12/a-0.parquet",
        "__HIVE_DEFAULT_PARTITION__/a-0.parquet",
    ]
    found = list(records_in(out))
    assert sorted((one.article.published or "", len(one.statements)) for one in found) == [
        ("", 8),
        ("2031-11-02", 8),
        ("2031-11-03", 0),
        ("2031-11-18", 8),
        ("2031-12-01", 8),
    ]
    assert records[0] in found
    assert manifest(out, "a") == {"pages": 5, "parts": kept["parts"]}


def test_many_rows_are_spooled(out: Path) -> None:
    keep(out, "a", [dated(f"2031-{1 + number % 3:02}-01") for number in range(450)])
    assert sum(len(one.statements) for one in records_in(out)) == 450 * len(PORT_LENNA.statements)


def test_what_was_not_kept_is_gone(out: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Tables(out, "a") as tables:
        tables.add("articles", [article_row(PORT_LENNA, 0)] * 300)
        raise KeyboardInterrupt
    assert leftovers(out) == []
    assert manifest(out, "a") is None
    with pytest.raises(BatchError, match="nothing that onrecord batch has finished"):
        list(records_in(out))


def test_a_file_read_anew_replaces_all_that_was_there_of_it(out: Path) -> None:
    keep(out, "a", [dated("2031-11-18"), dated("2031-12-01")])
    keep(out, "ab", [dated("2031-12-01")])
    keep(out, "a", [dated("2031-11-18")])
    assert leftovers(out) == []
    assert len(list(records_in(out))) == 2


def test_parts_without_a_manifest_do_not_count(out: Path) -> None:
    keep(out, "a", [dated("2031-11-18")])
    keep(out, "b", [dated("2031-11-18")])
    (out / "_files" / "b.json").unlink()  # as if killed between the two
    assert len(list(records_in(out))) == 1


def test_a_folder_is_for_one_reader_and_one_batch_at_a_time(out: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="reader was 'one' and is 'two'"), taken(out, {"reader": "two"}):
        pass
    with (
        taken(out, {"reader": "one"}),
        pytest.raises(BatchError, match="another batch"),
        taken(out, {"reader": "one"}),
    ):
        pass
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(BatchError, match="something else"), taken(tmp_path, {"reader": "one"}):
        pass


def test_a_damaged_part_is_an_error_that_names_it(out: Path) -> None:
    (part, *_) = keep(out, "a", [dated("2031-11-18")])["parts"]
    (out / part).write_bytes(b"PAR1 no")
    with pytest.raises(BatchError, match=r"a-0\.parquet cannot be read"):
        list(records_in(out))


def test_a_manifest_is_json(out: Path) -> None:
    keep(out, "a", [], pages=0)
    assert json.loads((out / "_files" / "a.json").read_text()) == {"pages": 0, "parts": []}
