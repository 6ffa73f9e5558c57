"""The sample stories, grouped as somebody groups them who reads the pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from onrecord.positions import Positions

from .made import groups
from .stories import gold_utterances, names, record

ORDERS = 10
DAM = tuple(name for name in names() if name.startswith("dam"))


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterable[tuple[Ledger, Positions]]:
    with Ledger.open(Path(tmp_path_factory.mktemp("stories")) / "ledger.db") as ledger:
        for name in names():
            ledger.add(*record(name))
        yield ledger, Positions(ledger)


def test_reports_are_grouped_as_a_reader_would(stories: tuple[Ledger, Positions]) -> None:
    ledger, positions = stories
    positions.catch_up()
    found = groups(ledger)
    gold = gold_utterances()
    together = {pair for sure, _ in gold for pair in combinations(sorted(sure), 2)}
    allowed = together | {pair for sure, may in gold for pair in combinations(sorted(sure | may), 2)}
    paired = {pair for members in found for pair in combinations(sorted(members), 2)}
    assert len(paired & together) / len(together) >= 0.9
    assert len(paired & allowed) / len(paired) >= 0.95
    assert positions.check() == ()


def test_a_reprint_and_a_reworded_copy_count_once(stories: tuple[Ledger, Positions]) -> None:
    _, positions = stories
    (april,) = (u for u in positions.quote("I said that not a drop") if u.last == "2024-04-12")
    assert (april.pages, april.independent) == (3, 1)
    reprinted, reworded = april.wordings
    assert [report.entry.outlet for report in reprinted.reports] == ["meridian", "herald"]
    assert reworded.difference == "meaning"
    assert reworded.flags[0] == "“not” is missing"


def test_an_indirect_report_joins_the_quotation_at_a_lower_confidence(
    stories: tuple[Ledger, Positions],
) -> None:
    _, positions = stories
    (march,) = (u for u in positions.quote("Not a drop will be held back") if u.last == "2024-03-05")
    assert march.main.confidence == 1
    assert len(march.wordings) >= 5
    assert march.wordings[1].difference == "meaning"
    assert march.wordings[1].text.startswith('"A drop')
    assert [wording.difference for wording in march.wordings].count("meaning") == 1
    paraphrases = [wording for wording in march.wordings if wording.difference == "paraphrase"]
    assert len(paraphrases) >= 2
    assert all(report.confidence < 0.95 for wording in paraphrases for report in wording.reports)
    assert march.independent == march.pages == 5


def test_a_line_tells_what_is_restated_and_what_changed(stories: tuple[Ledger, Positions]) -> None:
    _, positions = stories
    line = positions.line("Milena Dragan", "reservoir or drop")
    days = [step.utterance.last for step in line.steps]
    assert days == sorted(days)  # type: ignore[type-var]
    march, april = (
        next(step for step in line.steps if step.utterance.text.startswith(words))
        for words in ("“Not a drop", '"I said that not')
    )
    assert march.mark.what == "new"
    assert (april.mark.what, april.mark.restates) == ("restated", march.utterance.id)
    assert any(change.later.last == "2024-09-09" for change in line.changes)


@pytest.fixture(scope="module")
def expected() -> list[set[frozenset[str]]]:
    """What the first order gave, for the others to give too."""
    return []


@pytest.mark.parametrize("order", range(ORDERS))
def test_the_order_of_adding_does_not_matter(
    order: int, new_place: Callable[[], str], expected: list[set[frozenset[str]]]
) -> None:
    chance = random.Random(order)
    shuffled = chance.sample(DAM, len(DAM))
    with Ledger.open(new_place()) as ledger:
        positions = Positions(ledger)
        for name in shuffled:
            ledger.add(*record(name))
            if chance.random() < 0.5:
                positions.catch_up()
        positions.catch_up()
        expected.append(groups(ledger))
        assert positions.check() == ()
    assert expected[-1] == expected[0]
