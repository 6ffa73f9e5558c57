"""`onrecord eval`, with a model made here."""

import json
from pathlib import Path

import pytest
from tests.tiny_model import tiny_model
from typer.testing import CliRunner, Result

from onrecord.cli import app

TEXT = "Otis said the weir would hold.\n\nIt rained. Lisk said the weir would hold."


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    first, second = TEXT.index("the weir"), TEXT.rindex("the weir")
    statements = [
        {"source": [0, 4], "cue": [5, 9], "content": [[first, first + 19]], "speaker": "Otis", "named": True},
        {"source": None, "cue": None, "content": [[second, second + 19]], "speaker": "Otis", "named": True},
        {"source": None, "cue": None, "content": [[first + 21, first + 31]], "speaker": "", "named": False},
    ]
    folder = tmp_path / "gold"
    folder.mkdir()
    document = {"id": "weir", "text": TEXT, "statements": statements}
    (folder / "weir.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_figures_are_counted_with_the_model_named(gold: Path, encoder: Path) -> None:
    result = run("eval", gold, "--encoder", encoder, "--json")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert (figures["gold"], figures["predicted"]) == (3, 2)
    assert (figures["found.precision"], figures["found.recall"], figures["exact"]) == (1, 0.6667, 0.8)


def test_each_figure_is_shown_with_what_it_means(gold: Path, encoder: Path) -> None:
    result = run("eval", gold / "weir.json", "--encoder", encoder)
    assert "found.recall      0.667   how many of the annotated statements" in result.stdout


def test_a_damaged_file_is_named(gold: Path) -> None:
    (gold / "broken.json").write_text("{", encoding="utf-8")
    result = run("eval", gold)
    assert result.exit_code == 1
    assert "broken.json is no annotated article" in result.stderr


def test_an_article_that_is_not_read_is_named_and_not_counted(gold: Path, encoder: Path) -> None:
    german = "Die Ministerin sagte am Montag vor Journalisten in der Hauptstadt, dass der Hafen geschlossen bleibt."
    document = {"text": german, "statements": []}
    (gold / "a.json").write_text(json.dumps(document), encoding="utf-8")
    result = run("eval", gold, "--encoder", encoder, "--json", "--jobs", "1")
    assert result.exit_code == 1
    assert "a.json: not counted: German" in result.stderr
    assert json.loads(result.stdout)["documents"] == 1
