"""Lines as SVG."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from onrecord.ledger import Ledger
from onrecord.positions import Positions
from onrecord.positions.picture import compared, svg

from .made import Says, page

HOSTILE = "“</title><script>alert(1)</script> & \x1b[31m we will not send pilots into it, said \u202egnp.exe”"


@pytest.fixture
def positions(tmp_path: Path) -> Positions:
    ledger = Ledger.open(tmp_path / "ledger.db")
    for number, day in enumerate(("2031-01-10", "2031-03-12", "2031-09-20")):
        ledger.add(*page(f"page{number}", day, [Says("Ilse Marrow", f"{HOSTILE} {number}")]))
    return Positions(ledger)


def test_a_picture_is_well_formed_and_holds_no_script(positions: Positions) -> None:
    drawn = svg(positions.line("Ilse Marrow"), href=lambda utterance: f"/utterances/{utterance.id}?a=1&b=2")
    root = etree.fromstring(drawn)
    names = {"{http://www.w3.org/2000/svg}" + name for name in ("a", "circle", "title", "text", "path", "g")}
    assert {element.tag for element in root.iter()} >= names
    assert not root.findall(".//{*}script")
    assert len(root.findall(".//{*}circle")) == 3
    assert all(link.get("href", "").startswith("/utterances/") for link in root.iter("{*}a"))
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
    assert "gap" not in root.get("aria-label", "")
    assert "69" not in drawn or "days" in drawn


def test_two_lines_side_by_side(positions: Positions) -> None:
    root = etree.fromstring(compared(positions.periods("Ilse Marrow", None, "2031-02")))
    assert len(root.findall(".//{*}circle")) == 3
    empty = etree.fromstring(svg(positions.line("Ilse Marrow", since="2040")))
    assert not empty.findall(".//{*}circle")
