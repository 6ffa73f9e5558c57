from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from onrecord.arrow import ARTICLES, ERRORS, FILES, STATEMENTS
from onrecord.batch.files import Settings
from onrecord.batch.inputs import expanded

from .crawls import write_crawls

_MONTHS = ds.partitioning(pa.schema([("month", pa.string())]), flavor="hive")


@pytest.fixture(scope="session")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawls")
    write_crawls(folder)
    return folder


@pytest.fixture(scope="session")
def undisturbed(crawls: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The tables of the crawls, read by one worker, and its report."""
    from onrecord.batch.run import run

    out = tmp_path_factory.mktemp("batch") / "undisturbed"
    return out, run(expanded([str(crawls)]), Settings(out), workers=1)


def rows(out: Path) -> dict[str, list[dict[str, Any]]]:
    """All that a batch wrote, but for times and memory."""
    tables = {
        name: ds.dataset(out / name, schema, partitioning=_MONTHS).to_table().to_pylist()
        for name, schema in (("articles", ARTICLES), ("statements", STATEMENTS), ("errors", ERRORS))
    }
    tables["copies"] = ds.dataset(out / "copies.parquet").to_table().to_pylist()
    for table in tables.values():
        table.sort(key=lambda row: (row["path"], row["offset"], row.get("id", ""), row.get("reason", "")))
    return tables


def leftovers(out: Path) -> list[str]:
    """What should not be there after a batch: staged rows, parts that no manifest names."""
    manifests = [json.loads(path.read_bytes()) for path in (out / FILES).glob("*.json")]
    named = {"copies.parquet", *(part for manifest in manifests for part in manifest["parts"])}
    there = {
        str(path.relative_to(out)) for path in out.rglob("*") if path.suffix != ".json" and path.is_file()
    }
    return sorted(there - named)
