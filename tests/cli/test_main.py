"""What every verb shares: help, versions, exit codes, and how a run ends."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from onrecord import __version__
from onrecord.cli import app
from onrecord.errors import ModelError

VERBS = ("read", "demo")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    return result.exit_code, result.output


def test_version() -> None:
    assert run("--version") == (0, f"onrecord {__version__}\n")


@pytest.mark.parametrize("arguments", [("--help",), *((verb, "--help") for verb in VERBS)])
def test_help_fits_in_eighty_columns_and_shows_how_to_use_it(arguments: tuple[str, ...]) -> None:
    code, shown = run(*arguments)
    assert code == 0
    assert max(map(len, shown.splitlines())) <= 80
    assert " onrecord " in shown


def test_help_loads_neither_the_model_nor_the_page_cleaner() -> None:
    heavy = {"onnxruntime", "trafilatura", "tokenizers", "numpy", "lxml", "pydantic", "babel"}
    code = f"import sys, onrecord.cli; print(*({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("write",),
        ("read",),
        ("read", "--no-such-option", "page.html"),
        ("read", "page.html", "--by", "date"),
        ("read", "page.html", "--as", "book"),
        ("read", "page.html", "--json", "--explain"),
        ("read", "page.html", "--out", "records", "--by", "speaker"),
        ("read", "page.html", "--json", "--out", "records"),
        ("read", "page.html", "other.html", "--url", "https://courier.example/"),
        ("read", "page.html", "--max-size", "plenty"),
        ("read", "page.html", "--jobs", "0"),
    ],
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    code, shown = run(*arguments)
    assert code == 2
    assert "Usage: onrecord" in shown


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (
            ModelError("the reading model cannot be loaded"),
            1,
            "onrecord: the reading model cannot be loaded\n",
        ),
        (KeyboardInterrupt(), 130, "onrecord: interrupted; what was done stands\n"),
        (BrokenPipeError(), 141, ""),
        (PermissionError(13, "Permission denied", "records"), 1, "onrecord: records: Permission denied\n"),
    ],
)
def test_what_ends_a_run_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str
) -> None:
    fail_with(monkeypatch, error)
    assert run("demo") == (code, line)


def test_a_bug_asks_to_be_reported_and_shows_its_place_only_when_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_with(monkeypatch, ZeroDivisionError("division by zero"))
    code, shown = run("demo")
    assert code == 1
    assert shown.startswith("onrecord: this is a bug: ZeroDivisionError: division by zero.")
    assert "Traceback" not in shown
    code, shown = run("--debug", "demo")
    assert code == 1
    assert "Traceback" in shown and "this is a bug" in shown


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("onrecord.cli._forget_stdout", lambda: None)
    monkeypatch.setattr("onrecord.cli.output.Listing", fail)
