"""`onrecord read` as it is installed, on pages written here."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.record import Record
from onrecord.wording import count

from .records import PORT_LENNA

ONRECORD = str(Path(sys.executable).parent / "onrecord")
PLAIN = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}

ENGLISH = """<html><head><title>Harbour to stay shut</title></head><body><article><h1>Harbour to stay shut</h1>
<p>SORREL, Nov. 18, 2031 — The harbour at Port Lenna will stay closed for another month, Transport Minister Ilse
Marrow said on Monday.</p>
<p>“We will not send pilots into a channel that we have not measured,” Marrow told reporters outside the ministry.
“That is not caution. That is arithmetic.”</p>
<p>The harbour has been closed since a storm moved the bank at its mouth in September, and most of the freight has
gone to Calvany since then, along the coast road.</p></article></body></html>"""
GERMAN = """<html><body><article><h1>Der Hafen bleibt zu</h1><p>Der Hafen von Port Lenna bleibt noch mindestens einen
Monat geschlossen, sagte die Verkehrsministerin am Montag vor Journalisten in der Hauptstadt.</p><p>„Wir schicken keine
Lotsen in eine Rinne, die wir nicht vermessen haben“, sagte die Ministerin. Die meisten Schiffe fahren seither in den
Nachbarhafen und von dort auf der Straße weiter.</p></article></body></html>"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(ENGLISH, encoding="utf-8")
    (folder / "b.html").write_text("")
    (folder / "c.html").write_text(GERMAN, encoding="utf-8")
    (folder / "d.html.gz").write_bytes(b"\x1f\x8b\x08 cut off")
    return folder


def onrecord(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ONRECORD, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=PLAIN,
        check=False,
    )


def test_one_page_for_people(pages: Path) -> None:
    done = onrecord("read", str(pages / "a.html"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Harbour to stay shut\n")
    assert "We will not send pilots into a channel that we have not measured" in done.stdout
    assert "\x1b" not in done.stdout


def test_bad_pages_are_named_and_the_others_go_on(pages: Path) -> None:
    done = onrecord("read", str(pages), str(pages / "gone.html"), "--json", "--jobs", "2")
    assert done.returncode == 1
    english, german = (Record.from_json(line) for line in done.stdout.splitlines())
    assert english.article.language == "en" and english.statements
    assert german.article.language == "de" and not german.statements
    complaints = done.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in complaints[:-1]] == [
        str(pages / name) for name in ("b.html", "c.html", "d.html.gz", "gone.html")
    ]
    assert "not read: German" in complaints[1]
    number = count(len(english.statements), "statement")
    assert complaints[-1] == f"onrecord: 1 page read, {number}; 4 not read"


def test_standard_input_as_an_article_stays_as_it_is() -> None:
    text = "It rained.\n\n“It will rain again,” Ilse Marrow said.\n\nRead more: nothing"
    done = onrecord(
        "read", "-", "--as", "article", "--json", "--url", "https://courier.example/rain", stdin=text
    )
    record = json.loads(done.stdout)
    assert record["article"]["text"] == text
    assert record["page"]["url"] == "https://courier.example/rain"


def test_a_reader_that_goes_away_is_no_error(pages: Path) -> None:
    arguments = [ONRECORD, "read", *[str(pages / "a.html")] * 4, "--json", "--jobs", "1"]
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=PLAIN
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == ""


def _hears_interrupts() -> None:
    """Tests that a shell runs in the background inherit a SIGINT that is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupted_run_keeps_what_is_done(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "records"
    arguments = [
        ONRECORD,
        "read",
        str(pages / "a.html"),
        str(pages / "c.html"),
        "-",
        "--out",
        str(out),
        "--jobs",
        "1",
    ]
    with subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=PLAIN,
        preexec_fn=_hears_interrupts,
    ) as process:  # waits for standard input when the others are done
        until = time.monotonic() + 60
        while not (out / "a.json").exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr and "interrupted; what was done stands" in process.stderr.read()
    assert Record.from_json((out / "a.json").read_bytes()).statements
    assert not list(out.glob(".*"))


def test_by_speaker_and_why(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.read_page", lambda raw, form, **options: PORT_LENNA)
    arguments = ["read", str(pages / "a.html"), "--by", "speaker", "--explain"]
    shown = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    assert shown.exit_code == 0
    assert "Ilse Marrow, Tervan transport minister · 3 statements" in shown.output
    assert "Taken out of the page: 3 pieces" in shown.output
