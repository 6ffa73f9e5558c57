import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.samples import STORIES


def test_the_demo_reads_a_story_and_says_what_to_do_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.samples.STORIES", STORIES[:1])
    done = CliRunner().invoke(app, ["demo"], env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"{STORIES[0].about}\n")
    assert "onrecord read page.html --explain" in done.output
    assert done.output.splitlines()[-1].endswith(str(STORIES[0].folder))
