"""The documentation names every verb and option there is."""

from pathlib import Path

import pytest
from typer.main import get_command

from onrecord.cli import app

DOCS = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "docs").glob("*.md"))
COMMAND = get_command(app)
VERBS = COMMAND.commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented(verb: str) -> None:
    assert f"onrecord {verb}" in DOCS


@pytest.mark.parametrize(
    "option",
    sorted(
        name
        for command in (COMMAND, *VERBS.values())
        for parameter in command.params
        for name in parameter.opts
        if name.startswith("--")
    ),
)
def test_every_option_is_documented(option: str) -> None:
    assert option in DOCS
