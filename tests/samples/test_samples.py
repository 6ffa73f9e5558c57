"""The sample pages hold together: every page has its gold, the gold lies on the page, and the calendar is right."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import marking
import pytest
from lxml import html

from onrecord.samples import STORIES, Story, folder

HERE = Path(__file__).parent
PAGES = sorted(
    path for story in STORIES for path in story.folder.iterdir() if path.suffix in {".html", ".txt"}
)
MARKED = sorted((HERE / "marked").glob("*.txt"))
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DAY = re.compile(
    rf"({'|'.join(WEEKDAYS)}),? (?:(\d\d?) ({'|'.join(MONTHS)})|({'|'.join(MONTHS)}) (\d\d?))\b(?:,? (\d{{4}}))?"
)


def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def visible(page: Path) -> str:
    """What stands on the page, whitespace made even."""
    if page.suffix == ".txt":
        return page.read_text(encoding="utf-8")
    tree = html.fromstring(page.read_bytes())
    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


def each_page(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", paths, ids=lambda path: path.stem)


def test_every_page_has_its_gold_and_every_gold_its_page() -> None:
    assert [path.stem for path in PAGES] == [path.stem for path in sorted((HERE / "gold").glob("*.json"))]
    assert [path.stem for path in PAGES] == [path.stem for path in MARKED]
    assert all(folder() in path.parents for path in PAGES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_runs_for_months_in_several_outlets(story: Story) -> None:
    names = [path.stem for path in PAGES if path.parent == story.folder]
    days = sorted(date.fromisoformat(gold(name)["published"]) for name in names)
    assert len({name.split("-", 2)[2] for name in names}) >= 4
    assert (days[-1] - days[0]).days > 60


@each_page(MARKED)
def test_the_gold_is_what_the_marked_text_says(page: Path) -> None:
    assert marking.gold(page.stem, page.read_text(encoding="utf-8")) == gold(page.stem)


@each_page(PAGES)
def test_the_page_holds_every_paragraph_of_the_gold_in_order(page: Path) -> None:
    text, at = visible(page), 0
    for paragraph in gold(page.stem)["text"].split("\n\n"):
        at = text.index(paragraph, at) + len(paragraph)


@each_page(PAGES)
def test_headline_and_standfirst_stand_on_the_page_before_the_article(page: Path) -> None:
    text, found = visible(page), gold(page.stem)
    start = text.index(found["text"].split("\n\n")[0])
    assert found["title"] in text[:start]
    assert found.get("standfirst", "") in text[:start]


@each_page(PAGES)
def test_spans_lie_in_the_text_and_share_no_word(page: Path) -> None:
    found = gold(page.stem)
    spans = set()
    for statement in found.get("statements", []):
        assert statement["source"] or statement["cue"] or statement["kind"] == "direct"
        for start, end in filter(None, [statement["source"], statement["cue"], *statement["content"]]):
            assert found["text"][start:end].strip() == found["text"][start:end] != ""
            assert "\n" not in found["text"][start:end]
            spans.add((start, end))
    ordered = sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(ordered))


@each_page(PAGES)
def test_nothing_was_said_after_it_was_published(page: Path) -> None:
    found = gold(page.stem)
    published = date.fromisoformat(found["published"])
    for statement in found.get("statements", []):
        if "said" in statement:
            since, until = (date.fromisoformat(statement["said"][end]) for end in ("from", "to"))
            assert since <= until
            assert since <= published


@each_page(PAGES)
def test_weekdays_agree_with_the_calendar(page: Path) -> None:
    year = int(gold(page.stem)["published"][:4])
    for weekday, day, month, month_first, day_after, named_year in DAY.findall(visible(page)):
        when = date(int(named_year or year), MONTHS.index(month or month_first) + 1, int(day or day_after))
        assert WEEKDAYS[when.weekday()] == weekday, when
