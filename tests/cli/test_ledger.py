"""The verbs that work on a ledger. Pages here are "Speaker: words" lines, and what reads them is made to fit."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ledger.made import made
from onrecord.cli import app
from onrecord.ledger import Ledger
from onrecord.pages.raw import RawPage
from onrecord.workers import Done, Failed, Outcome, label


def _outcomes(pages: Iterable[RawPage | Failed], *_: Any, **__: Any) -> Iterator[Outcome]:
    for raw in pages:
        if isinstance(raw, Failed):
            yield raw
        elif b": " not in raw.data:
            yield Failed(label(raw), "no article stands on it")
        else:
            record, data = made(
                raw.data.decode().removeprefix("<p>").removesuffix("</p>").split("\n\n"), url=raw.url
            )
            assert data == raw.data
            yield Done(label(raw), raw.name, record, unread=False)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setattr("onrecord.workers.outcomes", _outcomes)
    monkeypatch.setattr("onrecord.reading.reader_name", lambda *_: "made")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner(env={"COLUMNS": "90", "NO_COLOR": "1"})

    def invoke(*arguments: str, code: int = 0) -> Any:
        done = runner.invoke(app, arguments)
        assert done.exit_code == code, done.output
        return done

    return invoke


def page(path: Path, *lines: str) -> str:
    path.write_bytes(made(lines)[1])
    return str(path)


def test_add_find_and_add_again(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    page(folder / "a.html", "Ilse Marrow: The channel is shut.", "Teo Bannick: For weeks.")
    page(folder / "b.html", "Ilse Marrow: The channel opens.")
    (folder / "c.html").write_text("<p>nothing</p>")
    done = run("add", "pages", code=1)
    assert "2 pages added with 3 statements, 1 not read (onrecord problems)" in done.stderr
    assert "2 already there, 1 not read" in run("add", "pages", code=1).stderr
    assert "2 times" in run("problems").stdout
    assert "no article stands on it" in run("problems").stdout

    done = run("said", "channels", "--limit", "1", "--by", "marrow")
    assert done.stdout.startswith("Ilse Marrow  direct · reported Tue 18 Nov 2031\n  The channel")
    assert "1 more: add --after 3.1" in done.stderr
    (found,) = [json.loads(line) for line in run("said", "weeks", "--json").stdout.splitlines()]
    assert (found["person"], found["statement"]["said"]["from"]) == ("Teo Bannick", "2031-11-18")
    rows = list(csv.DictReader(io.StringIO(run("said", "--csv").stdout)))
    assert {row["words"] for row in rows} == {"The channel is shut.", "For weeks.", "The channel opens."}
    assert "nobody is called 'Perrin'" in run("said", "--by", "Perrin").stderr
    assert "2 statements" in run("who", "Marrow").stdout
    shown = run("show", found["statement"]["id"][:8]).stdout
    assert "Ilse Marrow: The channel is shut." in shown
    assert "read by made" in shown


def test_changes_are_shown_word_for_word(run: Any, tmp_path: Path) -> None:
    url = "https://courier.example/1"
    run("add", page(tmp_path / "a.html", "Ilse Marrow: The channel is shut for a week."), "--url", url)
    done = run(
        "add", page(tmp_path / "a.html", "Ilse Marrow: The channel is shut for a month."), "--url", url
    )
    assert "1 page changed" in done.stderr
    shown = run("changes").stdout
    assert "The channel is shut for a [-week.-] {+month.+}" in shown
    assert url in shown
    assert "no longer on the page" in run("said", "week").stdout


def test_the_ledger_is_no_page_of_the_folder_it_lies_in(run: Any, tmp_path: Path) -> None:
    page(tmp_path / "a.html", "Ilse Marrow: Yes.")
    run("add", ".")
    assert "1 already there; the ledger is onrecord.db" in run("add", ".").stderr


def test_a_missing_ledger_says_how_to_make_one(run: Any) -> None:
    assert "onrecord add" in run("said", "anything", code=1).stderr
    assert not Path("onrecord.db").exists()


def test_what_pages_say_does_not_reach_the_terminal_unfiltered(run: Any, tmp_path: Path) -> None:
    run("add", page(tmp_path / "a.html", "Ilse Marrow: The \x1b[31mchannel\x1b[0m."))
    for verb in (["said", "channel"], ["who", "Marrow"], ["problems"], ["changes"]):
        assert "\x1b" not in run(*verb).stdout


def test_correct_undo_and_read_again(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", page(tmp_path / "a.html", "Ilse Marrow: The channel is shut.", "Teo Bannick: For weeks."))
    id_ = json.loads(run("said", "weeks", "--json").stdout)["statement"]["id"]
    done = run("correct", id_[:6], "--speaker", "Ada Perrin", "--who", "dita", "--why", "she was there")
    assert done.stdout.startswith("Ada Perrin  corrected  direct")
    assert "onrecord undo 1 takes it back" in done.stderr
    monkeypatch.setattr("onrecord.reading.reader_name", lambda *_: "made later")
    assert "1 page read again" in run("reread").stderr
    assert "0 pages read again" in run("reread").stderr
    assert json.loads(run("said", "--by", "perrin", "--json").stdout)["reader"] == "made later"
    assert "correction 1 by dita" in run("show", id_).stdout
    assert "undone by anselm" in run("undo", "1", "--who", "anselm").stdout
    listed = run("corrections").stdout
    assert "speaker: Ada Perrin (person)" in listed
    assert "she was there; undone by anselm" in listed
    run("correct", id_, "--reject", "--accept", code=2)
    assert "no statement" in run("correct", "ffff", "--reject", code=1).stderr


def test_decide_about_people(run: Any, tmp_path: Path) -> None:
    run("add", page(tmp_path / "a.html", "Ilse Marrow: Yes.", "I. Marrow: No."))
    assert "people undo 1" in run("people", "merge", "Ilse Marrow", "I. Marrow", "--who", "dita").stderr
    assert "2 statements" in run("who", "I. Marrow").stdout
    run("people", "rename", "Ilse Marrow", "Minister Marrow")
    run("people", "set-id", "Ilse Marrow", "Q42")
    card = run("who", "minister marrow").stdout
    assert card.startswith("Minister Marrow  person, #1\n")
    assert "Q42" in card
    assert "merge  by dita" in run("people", "decisions").stdout
    run("people", "undo", "1")
    assert "1 statement" in run("who", "I. Marrow").stdout
    assert "Ilse Marrow  ?  I. Marrow  (person)" in run("people", "doubts").stdout
    run("people", "differ", "I. Marrow", "Ilse Marrow")
    assert run("people", "doubts").stdout == ""
    assert "nothing to split" in run("people", "split", "I. Marrow", code=1).stderr
    assert "not in doubt" in run("people", "differ", "I. Marrow", "Ilse Marrow", code=1).stderr


def test_care(run: Any, tmp_path: Path) -> None:
    url = "https://courier.example/1"
    run("add", page(tmp_path / "a.html", "Ilse Marrow: Yes.", "Teo Bannick: No."), "--url", url)
    assert "all is well" in run("check").stderr
    assert "2  statements" in run("stats").stdout
    assert json.loads(run("stats", "--json").stdout)["pages"] == 1
    run("backup", "copy.db")
    assert "is there already" in run("backup", "copy.db", code=1).stderr
    run("forget", url, code=2)
    assert "forgotten, with 2 statements" in run("forget", url, "--why", "court order 7/31").stderr
    assert "nothing of that kind" in run("said").stderr
    assert "1 left out because" in run("add", str(tmp_path / "a.html"), "--url", url).stderr
    assert "Ilse Marrow" in run("said", "--ledger", "copy.db").stdout


def test_out_and_in_again(run: Any, tmp_path: Path) -> None:
    run("add", page(tmp_path / "a.html", "Ilse Marrow: Yes.", "Teo Bannick: No."))
    assert "1 statement written to out.csv" in run("export", "out.csv", "--by", "Marrow").stderr
    run("export", "out.xyz", code=2)
    run("export", "all.jsonl")
    Path("all.jsonl").write_text(Path("all.jsonl").read_text() + '{"schema": "onrecord/1"}\nnonsense\n')
    done = run("import", "all.jsonl", "--ledger", "other.db", code=1)
    assert "all.jsonl, line 2: it is not a record: page: Field required" in done.stderr
    assert "1 page imported with 2 statements, 0 already there, 2 not imported" in done.stderr
    assert "line 3" in run("problems", "--ledger", "other.db").stdout
    assert run("said", "--ledger", "other.db", "--json").stdout.count("\n") == 2


def test_annotations_come_back_as_corrections(run: Any, tmp_path: Path) -> None:
    run("add", page(tmp_path / "a.html", "Ilse Marrow: Yes.", "Teo Bannick: No."))
    run("export", "tasks.json", "--format", "labelstudio")
    tasks = json.loads(Path("tasks.json").read_text())
    result = [part for part in tasks[0]["predictions"][0]["result"] if part.get("from_name") != "speaker"]
    tasks[0]["annotations"] = [{"completed_by": 3, "result": result}]
    tasks[0]["data"]["statements"].append("ffff0000ffff0000")
    Path("done.json").write_text(json.dumps(tasks))
    done = run("import", "done.json", "--format", "labelstudio", code=1)
    assert "2 corrections imported, 1 not" in done.stderr
    assert "there is no statement ffff0000ffff0000" in done.stderr
    listed = run("corrections").stdout
    assert listed.count("speaker: nobody") == 2
    assert "by Label Studio user 3" in listed


def test_what_pages_were_read_as_is_kept_to_read_them_again(run: Any, tmp_path: Path) -> None:
    run("add", page(tmp_path / "a.html", "Ilse Marrow: Yes."), "--as", "article")
    with Ledger.open("onrecord.db") as ledger:
        (kept,) = ledger.unread("a newer reader")
    assert kept.told == {"form": "article"}
