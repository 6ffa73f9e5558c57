"""docs/pages.md tells of every reason and every kind of evidence."""

import re
from pathlib import Path

from onrecord.pages.dates import WEIGHTS
from onrecord.pages.furniture import WHYS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "pages.md").read_text(encoding="utf-8")


def test_every_reason_is_explained() -> None:
    table = DOCUMENT.partition("| reason |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| ([a-z ]+) \|", table, re.M) == list(WHYS)


def test_every_kind_of_evidence_stands_there_with_its_weight() -> None:
    table = DOCUMENT.partition("| evidence |")[2].partition("\n\n")[0]
    found = re.findall(r"^\| ([\w -]+) \| ([\d.]+) \|", table, re.M)
    assert {how: float(weight) for how, weight in found} == WEIGHTS
