"""The verbs over positions. Pages here are "Speaker: words" lines, as for those that work on a ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from .test_ledger import page, run

__all__ = ["run"]

PLEDGE = "We will not send pilots into the channel before it has been measured."
TURN = "We will send pilots into the channel before it has been measured."


@pytest.fixture
def asked(run: Any, tmp_path: Path) -> Any:
    """Runs verbs on a ledger in which Marrow said two things about the channel, and Bannick one."""
    first = page(tmp_path / "a.html", f"Ilse Marrow: {PLEDGE}", "Teo Bannick: The channel is shut for weeks.")
    run("add", first, "--url", "https://courier.example/1")
    run("add", page(tmp_path / "b.html", f"Ilse Marrow: {TURN}"), "--url", "https://post.example/2")
    last = json.loads(run("said", "--by", "Marrow", "--json").stdout.splitlines()[0])
    run("correct", last["statement"]["id"], "--said", "2032-03-01", "--who", "dita")
    return run


def test_a_line_as_a_picture_on_the_terminal(asked: Any) -> None:
    shown = asked("line", "Ilse Marrow", "--about", "channel").stdout
    assert shown.startswith("Ilse Marrow on channel  2 utterances, 18 Nov 2031 – 1 Mar 2032")
    assert "18 Nov 2031 ●" in shown
    assert "┊  104 days" in shown
    assert "Changes worth a look" in shown
    assert "onrecord judge" in shown
    assert "nothing of that kind" in asked("line", "Marrow", "--about", "timber").stderr
    assert "nobody is called" in asked("line", "Perrin", code=1).stderr


def test_a_line_for_programs_and_as_svg(asked: Any, tmp_path: Path) -> None:
    (line,) = (json.loads(row) for row in asked("line", "Marrow", "--json").stdout.splitlines())
    assert [step["utterance"]["last"] for step in line["steps"]] == ["2031-11-18", "2032-03-01"]
    assert line["steps"][0]["mark"]["what"] == "new"
    done = asked("line", "Marrow", "--svg", str(tmp_path / "line.svg"))
    assert "the picture is in" in done.stderr
    assert len(etree.parse(str(tmp_path / "line.svg")).findall(".//{*}circle")) == 2


def test_a_quotation_by_its_words_and_by_its_id(asked: Any) -> None:
    shown = asked("quote", "send", "pilots", "into", "the", "channel", "--limit", "1").stdout
    assert "printed on 1 page, 1 independent report · 1 wording" in shown
    assert "courier.example/1" in shown or "post.example/2" in shown
    found = json.loads(asked("quote", "will not send pilots", "--json").stdout.splitlines()[0])
    assert found["text"] == PLEDGE
    assert asked("quote", found["id"][:8]).stdout.startswith("Ilse Marrow")
    assert "nobody with a name" in asked("quote", "a balloon over the moon").stderr


def test_subjects_and_saved_questions(asked: Any) -> None:
    asked("subjects", "--save", "the sea", "--words", "pilots or ships", "--who", "dita")
    assert "the sea: pilots or ships (by dita)" in asked("subjects").stdout
    assert "2 utterances" in asked("line", "Marrow", "--about", "the sea").stdout
    assert asked("subjects", "Marrow", "--json").stdout.count("\n") >= 0
    assert "no subject comes" in asked("subjects", "Bannick").stderr


def test_compare_speakers_and_periods(asked: Any, tmp_path: Path) -> None:
    shown = asked("compare", "Marrow", "Bannick", "--about", "channel").stdout
    assert "Ilse Marrow" in shown
    assert "Teo Bannick" in shown
    periods = asked("compare", "Marrow", "--before", "2032", "--json").stdout
    both = json.loads(periods)
    assert [len(both[side]["steps"]) for side in ("left", "right")] == [1, 1]
    asked("compare", "Marrow", "Bannick", "--svg", str(tmp_path / "both.svg"))
    assert len(etree.parse(str(tmp_path / "both.svg")).findall(".//{*}circle")) == 3
    asked("compare", "Marrow", code=2)


def test_what_is_new(asked: Any) -> None:
    shown = asked("new", "--since", "2031-11", "--until", "2031-11").stdout
    assert "The channel is shut for weeks." in shown
    assert (
        json.loads(asked("new", "--since", "2031", "--by", "Bannick", "--json").stdout)["mark"]["what"]
        == "new"
    )
    assert "nothing new" in asked("new", "--since", "2040").stderr
    assert "not a day" in asked("new", "--since", "spring", code=1).stderr


def test_judging_a_change(asked: Any) -> None:
    (line,) = (
        json.loads(row) for row in asked("line", "Marrow", "--about", "channel", "--json").stdout.splitlines()
    )
    change = line["changes"][0]["id"]
    assert "judge --undo 1" in asked("judge", change, "--dismiss", "--who", "dita", "--why", "a slip").stderr
    assert "worth a look" not in asked("line", "Marrow", "--about", "channel").stdout
    assert "dismissed by dita" in asked("judge").stdout
    assert json.loads(asked("judge", "--json").stdout)["why"] == "a slip"
    asked("judge", "--undo", "1", "--who", "anselm")
    assert "undone" in asked("judge").stdout
    asked("judge", change, code=2)


def test_check_looks_at_utterances(asked: Any) -> None:
    assert "all is well" in asked("check").stderr
