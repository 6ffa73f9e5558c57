"""`onrecord batch` at the command line; what it reads is tested in tests/batch."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.batch.run import Standing
from onrecord.cli import app
from onrecord.cli.batch import told, words
from onrecord.samples import folder

CRAWL = folder() / "containers" / "crawl.warc.gz"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["batch", *arguments])


def test_an_input_that_is_not_there(tmp_path: Path) -> None:
    done = run("gone.warc.gz", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "gone.warc.gz: it cannot be read" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--address", "head:6379"), "--runner ray"),
        (("--memory-limit", "much"), "is not a size"),
        (("--workers", "0"), "--workers"),
    ],
)
def test_wrong_usage(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    done = run(str(CRAWL), "--out", str(tmp_path / "out"), *options)
    assert done.exit_code == 2
    assert said in done.stderr


def test_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "daft", None)
    done = run(str(CRAWL), "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "pip install 'onrecord[batch]'" in done.stderr


def test_a_crawl_is_read_and_not_read_again(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    first, second = (run(str(CRAWL), "--out", out, "--workers", "1", "--json") for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0), second.stderr
    one, two = json.loads(first.stdout), json.loads(second.stdout)
    assert one["articles"] == two["articles"] == 3
    assert (one["files_done_before"], two["files_done_before"]) == (0, 1)
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == two
    assert "1 file read: 3 pages, 3 articles" in first.stderr
    assert "1 file read, 1 of them before" in second.stderr


def test_how_far_it_is() -> None:
    counts = Counter(pages=1200, statements=9000)
    standing = Standing(10, 2, 0.25, counts, Counter({"no article": 4, "damaged": 1}))
    assert words(standing, 100) == (
        "2 of 10 files, 1,200 pages (12.0/s), 9,000 statements (90/s), 5 min 0 s left, 1 damaged, 4 no article"
    )


def test_the_report_in_words() -> None:
    report = {
        "files_done": 3,
        "files_done_before": 0,
        "pages": 7,
        "articles": 4,
        "statements": 9,
        "foreign": 2,
        "remembered": 1,
        "errors": {"time": 1},
        "copies": {"articles": 2, "groups": 1},
        "seconds": 4000.0,
        "pages_a_second": 0.1,
        "memory_a_worker": 600_000_000,
    }
    assert told(report)[0] == "3 files read: 7 pages, 4 articles, 9 statements"
    assert told(report)[2] == "errors: 1 time"
    assert told(report)[-1].startswith("1 h 6 min, 0.1 pages a second, 600 MB a worker")
