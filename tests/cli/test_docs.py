"""The documentation of the command line is what the command line says of itself."""

import runpy
from pathlib import Path

from onrecord.ledger.exports.labelstudio import CONFIG

DOCS = Path(__file__).parents[2] / "docs"


def test_commands_are_documented_as_they_are() -> None:
    written = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert written == runpy.run_path(str(DOCS / "refresh.py"))["commands"](), "run: python docs/refresh.py"


def test_the_guide_names_every_way_to_read() -> None:
    guide = (DOCS / "guide.md").read_text(encoding="utf-8")
    read = (
        (DOCS / "commands.md")
        .read_text(encoding="utf-8")
        .partition("## onrecord read")[2]
        .partition("## ")[0]
    )
    options = [cell.strip("`") for cell in read.split() if cell.startswith("`--")]
    assert len(options) > 10
    assert [option for option in options if option not in guide] == []


def test_the_labelling_configuration_is_the_one_that_fits_the_tasks() -> None:
    assert f"```xml\n{CONFIG}```" in (DOCS / "ledger.md").read_text(encoding="utf-8")
