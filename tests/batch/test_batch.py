"""The whole of it, through the engine."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from onrecord.arrow import FILES as MANIFESTS
from onrecord.arrow import records_in
from onrecord.errors import PageError
from onrecord.pages import RawPage, pages_in
from onrecord.reading import READ_LANGUAGES, read_page

from .conftest import leftovers, rows
from .crawls import FILES, PAGES

Undisturbed = tuple[Path, dict[str, Any]]


def command(crawls: list[str], out: Path, *options: str) -> list[str]:
    main = "from onrecord.cli import main; main()"
    return [sys.executable, "-c", main, "batch", *crawls, "--out", str(out), *options]


def test_rows_are_those_of_a_plain_loop(crawls: Path, undisturbed: Undisturbed) -> None:
    out, _ = undisturbed
    expected = []
    for path in sorted(crawls.iterdir()):
        for raw in pages_in(path):
            try:
                record = read_page(raw) if isinstance(raw, RawPage) else None
            except PageError:
                continue
            if record and record.article.language in READ_LANGUAGES:
                expected.append(record)
    by_url = {record.page.url: record for record in records_in(out)}
    assert len(expected) == len(by_url) > 15
    assert sum(len(record.statements) for record in expected) > 30
    assert [by_url[record.page.url] for record in expected] == expected


def test_the_report_counts_what_is_there(undisturbed: Undisturbed) -> None:
    out, report = undisturbed
    tables = rows(out)
    assert report["files"] == report["files_done"] == FILES and not report["files_failed"]
    assert report["articles"] == len(tables["articles"])
    assert report["statements"] == len(tables["statements"])
    assert report["errors"] == {"damaged": len(tables["errors"])} == {"damaged": 2}
    assert report["foreign"] == FILES - 1
    assert report["pages"] == FILES * PAGES - 2
    assert leftovers(out) == []


def test_damaged_records_are_rows_with_file_and_offset(crawls: Path, undisturbed: Undisturbed) -> None:
    first, second = rows(undisturbed[0])["errors"]
    assert (first["path"], first["offset"]) == (str(crawls / "crawl-1.warc.gz"), 0)
    assert second["path"] == str(crawls / "crawl-2.warc.gz") and second["offset"] > 0
    assert {first["why"], second["why"]} == {"damaged"}


def test_tables_are_partitioned_by_month(undisturbed: Undisturbed) -> None:
    out, _ = undisturbed
    months = {path.name for path in (out / "articles").iterdir()}
    assert months == {"month=2025-10", "month=2025-11", "month=2025-12"}
    assert {path.name for path in (out / "statements").iterdir()} == months


def test_reprints_are_read_once_and_grouped(undisturbed: Undisturbed) -> None:
    out, report = undisturbed
    assert report["remembered"] == FILES - 1
    copies = [row for row in rows(out)["copies"] if row["url"].endswith("/ferries")]
    assert len(copies) == FILES
    assert len({row["group"] for row in copies}) == 1
    assert {row["similarity"] for row in copies} == {1.0}


def test_killed_at_random_moments_and_resumed_it_is_as_if_nothing_had_happened(
    crawls: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    out, chance = tmp_path / "killed", random.Random(int(os.environ.get("ONRECORD_SEED", "11")))
    backwards = [str(path) for path in sorted(crawls.iterdir(), reverse=True)]
    for done in (1, 2):
        process = subprocess.Popen(command(backwards, out, "--workers", "2"), stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            if len(list((out / MANIFESTS).glob("*.json"))) >= done:
                break
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(command(backwards, out, "--workers", "2"), check=True, capture_output=True)
    assert rows(out) == rows(undisturbed[0])
    assert leftovers(out) == []


@pytest.mark.skipif(not find_spec("ray"), reason="ray is not installed:  pip install 'onrecord[batch-ray]'")
def test_ray_gives_the_same_rows(crawls: Path, undisturbed: Undisturbed, tmp_path: Path) -> None:
    out = tmp_path / "ray"
    options = ("--runner", "ray", "--workers", "2")
    subprocess.run(command([str(crawls)], out, *options), check=True, capture_output=True)
    assert rows(out) == rows(undisturbed[0])
