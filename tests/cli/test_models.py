"""`--model` and `--encoder`: which model reads, wherever pages are read; the models are made here."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest
from tests.tiny_model import tiny_model
from typer.testing import CliRunner, Result

from fetching.conftest import Answer, Site
from fetching.conftest import site as site
from onrecord import ModelError
from onrecord import read as read_file
from onrecord.cli import app
from onrecord.fetching import Fetcher
from onrecord.ledger import Ledger
from onrecord.pages import RawPage
from onrecord.reader import Model
from onrecord.web import Settings
from onrecord.web.reading import Brought, Desk
from pages.containers.crawl import Crawl

TEXT = "Otis said the weir would hold.\n\nIt rained. Lisk said the weir would hold."
PAGE = (
    b"<html><head><title>Weir</title></head><body><article>"
    b"<p>It rained for nine days, and on the tenth Otis said the weir would hold. All along the river people had begun "
    b"to carry their furniture up to the loft.</p>"
    b"<p>On the other bank nobody slept that night. Lisk said the weir would hold. By the morning it had stopped, and "
    b"they came out to look at what was left of the mill.</p></article></body></html>"
)
VERBS = ("read", "add", "watch", "reread", "eval", "batch", "serve")
FAST = ("--model", "fast")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("models") / "tiny", fast=True)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def readers(ledger: Path) -> set[str]:
    """The models that made the current readings."""
    with Ledger.open(ledger) as opened:
        return {entry.reader.partition(", ")[2] for entry in opened.said().entries}


def test_another_model_reads_and_says_how_sure_it_is_by_its_own_numbers(text: Path, models: Path) -> None:
    read = ("read", text, "--as", "article", "--json", "--encoder", models)
    standard, fast = (json.loads(run(*read, *more).stdout)["statements"] for more in ((), FAST))
    for found in (standard, fast):
        assert [one["content"][0]["text"] for one in found] == ["the weir would hold"] * 2
    assert [one["confidence"] for one in standard] > [one["confidence"] for one in fast]


def test_python_takes_both(text: Path, models: Path) -> None:
    sure = [
        [statement.confidence for statement in record.statements]
        for record in (
            read_file(text, form="article", encoder=str(models)),
            read_file(text, form="article", encoder=models, model="fast"),
        )
    ]
    assert sure[0] > sure[1]
    with pytest.raises(ModelError, match="there is no reading model 'small': choose standard or fast"):
        read_file(text, form="article", model="small")  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_ledger_keeps_which_model_read_and_reread_goes_by_it(
    tmp_path: Path, text: Path, models: Path, jobs: int
) -> None:
    ledger = tmp_path / "ledger.db"
    for copy in range(1, jobs):  # several are read by processes of their own
        text.with_stem(f"b{copy}").write_text(f"{TEXT} {copy}", encoding="utf-8")
    pages = sorted(tmp_path.glob("*.txt"))
    run("add", *pages, "--as", "article", "--ledger", ledger, "--encoder", models, *FAST)
    assert readers(ledger) == {"tiny and fast"}
    reread = ("reread", "--ledger", ledger, "--encoder", models)
    number = f"{jobs} page{'s' * (jobs > 1)} read again"
    assert "0 pages read again" in run(*reread, *FAST).stderr
    assert number in run(*reread).stderr
    assert readers(ledger) == {"tiny"}
    assert number in run(*reread, *FAST).stderr
    assert readers(ledger) == {"tiny and fast"}


class InThisProcess:
    """A pool that reads with what it is given to read with."""

    def __init__(self, read: Callable[[RawPage], Any], **_: object) -> None:
        self._read = read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, pages: Iterator[RawPage]) -> Iterator[Any]:
        return map(self._read, pages)


def test_watch_reads_with_it(
    tmp_path: Path, models: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.workers.Pool", InThisProcess)
    monkeypatch.setattr("onrecord.fetching.Fetcher", partial(Fetcher, delay=0))
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    site.answers["/weir"] = Answer(PAGE, headers={"Content-Type": "text/html"})
    ledger = tmp_path / "ledger.db"
    watch = ("watch", f"{site.url}/weir", "--once", "--allow-private", "--ledger", ledger)
    run(*watch, "--encoder", models, *FAST)
    assert readers(ledger) == {"tiny and fast"}


def test_the_server_reads_with_it(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.reading.read_all", lambda pages, read, **_: map(read, pages))
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        desk = Desk(ledger, Settings(model="fast", encoder=models), lambda: None)
        addition = desk.add(Brought(data=PAGE, url="http://o.example/weir"))
        while not addition.ended:
            time.sleep(0.01)
        desk.close()
    assert addition.statements == 2
    assert readers(tmp_path / "ledger.db") == {"tiny and fast"}


def test_batch_reads_with_it(tmp_path: Path, models: Path) -> None:
    crawl = Crawl()
    crawl.page("http://o.example/weir", PAGE)
    file, out = tmp_path / "c.warc.gz", tmp_path / "tables"
    file.write_bytes(crawl.data)
    batch = ("batch", file, "--out", out, "--workers", "1", "--json", "--encoder", models)
    told = json.loads(run(*batch, *FAST).stdout)
    assert (told["articles"], told["statements"]) == (1, 2)
    assert told["reader"].endswith(", tiny and fast")
    assert "reader was" in run(*batch, code=1).stderr  # its tables hold what one model read


def test_eval_measures_it(tmp_path: Path, models: Path) -> None:
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"text": TEXT, "statements": []}), encoding="utf-8")
    assert json.loads(run("eval", gold, "--json", "--encoder", models, *FAST).stdout)["predicted"] == 2


@pytest.mark.parametrize("verb", VERBS)
def test_a_model_that_is_not_there_is_named(tmp_path: Path, text: Path, verb: str) -> None:
    folder, ledger = tiny_model(tmp_path / "tiny"), tmp_path / "ledger.db"
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"text": TEXT, "statements": []}), encoding="utf-8")
    with Ledger.open(ledger, create=True):
        pass
    arguments: dict[str, tuple[object, ...]] = {
        "read": (text,),
        "add": (text, "--ledger", ledger),
        "watch": ("http://o.example/", "--ledger", ledger),
        "reread": ("--ledger", ledger),
        "eval": (gold,),
        "batch": (text, "--out", tmp_path / "out"),
        "serve": ("--ledger", ledger),
    }
    result = run(verb, *arguments[verb], "--encoder", folder, *FAST, code=1)
    assert f"there is no fast reading model in {folder}, which lacks fast.onnx" in result.stderr


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system does not tell")
def test_a_model_takes_the_cores_that_the_process_may_use(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {3, 5, 7})
    assert Model(models).threads == 3
    assert Model(models, 1).threads == 1


def test_an_encoder_of_another_vocabulary_is_refused(tmp_path: Path, text: Path) -> None:
    folder = tiny_model(tmp_path / "other", ends=("<s>", "</s>"))
    assert "does not have BERT’s vocabulary" in run("read", text, "--encoder", folder, code=1).stderr


def test_a_folder_without_a_model_is_refused(tmp_path: Path, text: Path) -> None:
    assert (
        f"the reading model in {tmp_path} cannot be loaded"
        in run("read", text, "--encoder", tmp_path, code=1).stderr
    )
    run("read", text, "--encoder", tmp_path / "none", code=2)
