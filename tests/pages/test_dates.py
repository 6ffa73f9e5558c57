"""The day of publication: what counts as evidence, and what the evidence comes to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pages.dates import (
    WEIGHTS,
    date_in_caption,
    date_in_dateline,
    date_in_text,
    dates_in,
    dates_in_byline,
    evidence,
    publication,
)
from onrecord.pages.metadata import date_of, dates_in_address
from onrecord.record import DateEvidence

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 3 May 2020", "2020-05-03"),
        ("May 3, 2020, 4:11 PM EDT", "2020-05-03"),
        ("By Ida Lamb | Tidewater Post | May 3, 2020", "2020-05-03"),
        ("Posted on May 3rd, 2020 by admin", "2020-05-03"),
        ("Sunday, 3 May 2020", "2020-05-03"),
        ("3 de maio de 2020 às 10h30", "2020-05-03"),
        ("Domingo, 3 de mayo de 2020", "2020-05-03"),
        ("3. Mai 2020, 10:32 Uhr", "2020-05-03"),
        ("Von Ida Lamb publiziert am 3. Mai 2020", "2020-05-03"),
        ("Publié le 3 mai 2020 à 10:32", "2020-05-03"),
        ("3 мая 2020", "2020-05-03"),
        ("2020年5月3日 10:30", "2020-05-03"),
        ("2020-05-03", "2020-05-03"),
        ("23/05/2020 10:30", "2020-05-23"),
        ("03.05.2020, 23:06", "2020-05-03"),
    ],
)
def test_bylines_in_many_forms(line: str, day: str) -> None:
    assert [(piece.date, piece.about) for piece in dates_in_byline(line)] == [(day, "published")]


@pytest.mark.parametrize(
    "line",
    [
        "Ten tips for the winter garden - November 6, 2020",
        "The council met on 3 May 2020 and put the vote off until the summer of the next year, its chairman said.",
        "05/03/2020",
        "Monday, 3 May 2020",
        "3 hours ago",
        "© 2020 Tidewater Press",
        "31 February 2020",
    ],
)
def test_lines_that_are_no_evidence(line: str) -> None:
    """A teaser with its date, a sentence, day or month, a weekday that is wrong, a time seen from now."""
    assert dates_in_byline(line) == []


def test_a_byline_tells_the_first_day_from_the_last_change() -> None:
    line = "PUBLISHED: 00:01, Sun, May 3, 2020 | UPDATED: 10:43, Tue, May 5, 2020"
    assert [(piece.date, piece.about) for piece in dates_in_byline(line)] == [
        ("2020-05-03", "published"),
        ("2020-05-05", "updated"),
    ]


@pytest.mark.parametrize(
    ("paragraph", "day"),
    [
        ("KARLSUND, May 3 — The assembly voted.", "--05-03"),
        ("KARLSUND, Dec. 15, 2015 (Tidewater) — The assembly voted.", "2015-12-15"),
        ("Vessel Point, 3 May 2020 - The council voted.", "2020-05-03"),
        ("(Tidewater) KARLSUND, Feb. 29 – The assembly voted.", "--02-29"),
    ],
)
def test_datelines(paragraph: str, day: str) -> None:
    assert [piece.date for piece in date_in_dateline(paragraph)] == [day]


@pytest.mark.parametrize(
    "paragraph", ["By May 3 - the day of the vote - all was said.", "KARLSUND (Tidewater) - Votes."]
)
def test_openings_that_are_no_datelines(paragraph: str) -> None:
    assert date_in_dateline(paragraph) == []


def test_a_caption_dates_its_picture_when_it_names_the_weekday() -> None:
    caption = "Lena Marrow speaks in Karlsund, Tuesday, Dec. 15, 2015. (Pool photo)"
    assert [(piece.date, piece.text) for piece in date_in_caption(caption)] == [
        ("2015-12-15", "Tuesday, Dec. 15, 2015")
    ]
    assert date_in_caption("FILE — Lena Marrow speaks in Karlsund, Tuesday, Dec. 15, 2015.") == []
    assert date_in_caption("The quay as it was in December 2015") == []


def test_a_dateline_takes_its_year_from_the_address() -> None:
    pieces = [
        *date_in_text(["KARLSUND, May 3 — Votes."]),
        *dates_in_address("https://tidewater.example/2020/05/votes/"),
    ]
    found = publication(pieces)
    assert found.published == "2020-05-03"
    assert publication(date_in_text(["KARLSUND, May 3 — Votes."])).published is None


def test_a_conflict_is_kept() -> None:
    strong, weak = evidence("JSON-LD", "x", date(2020, 5, 3)), evidence("caption", "y", date(2020, 4, 30))
    found = publication([weak, strong])
    assert (found.published, found.published_from, found.conflicts) == ("2020-05-03", strong, (weak,))


def test_two_witnesses_outweigh_one() -> None:
    meta = evidence("meta", "z", date(2020, 5, 4))
    others = [evidence("URL", "x", date(2020, 5, 3)), evidence("byline", "y", date(2020, 5, 3))]
    assert publication([meta, *others]).published == "2020-05-03"


def test_the_day_readers_are_shown_goes_before_the_next_day_in_utc() -> None:
    shown = evidence("byline", "May 3, 2020 at 2:26 PM", date(2020, 5, 3))
    utc = [evidence(how, "x", date(2020, 5, 4), utc=True) for how in ("JSON-LD", "meta", "microdata")]
    found = publication([*utc, shown])
    assert found.published == "2020-05-03"
    assert len(found.conflicts) == 3


def test_a_day_after_the_page_was_fetched_is_no_day_of_publication() -> None:
    piece = evidence("meta", "x", date(2021, 1, 1))
    found = publication([piece], retrieved="2020-05-03T10:00:00Z")
    assert (found.published, found.conflicts) == (None, (piece,))


def test_the_last_change_stands_beside_the_first_day() -> None:
    pieces = [evidence("meta", "x", date(2020, 5, 3)), evidence("meta", "y", date(2020, 5, 9), "updated")]
    assert publication(pieces).updated == "2020-05-09"
    assert publication(pieces[1:]).published is None


@pytest.mark.parametrize(
    ("value", "day", "utc"),
    [
        ("2020-05-03T21:11:00-05:00", date(2020, 5, 3), False),
        ("2020-05-03T21:11:00Z", date(2020, 5, 3), True),
        ("2020-05-03T00:00:00Z", date(2020, 5, 3), False),
        ("2020-05-03", date(2020, 5, 3), False),
        ("20200503", date(2020, 5, 3), False),
        ("Sun, 03 May 2020 16:07:38 GMT", date(2020, 5, 3), True),
        ("May 3, 2020, 07:47 PM EST", date(2020, 5, 3), False),
        ("1588500000", date(2020, 5, 3), True),
    ],
)
def test_timestamps(value: str, day: date, utc: bool) -> None:
    assert date_of(value) == (day, utc)


@pytest.mark.parametrize("value", ["", "today", "2020-13-45", "{{date}}", "0000-00-00", "99999999"])
def test_timestamps_that_are_none(value: str) -> None:
    assert date_of(value) is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2020/05/03/votes/", "2020-05-03"),
        ("https://a.example/2020/may/3/votes", "2020-05-03"),
        ("https://a.example/news/2020-05-03/votes", "2020-05-03"),
        ("https://a.example/votes-20200503.html", "2020-05-03"),
        ("https://a.example/2020/05/votes.html", "2020-05"),
        ("https://a.example/votes-14848164.php", None),
        ("https://a.example/topic/2020", None),
        ("https://2020-05-03.example/", None),
    ],
)
def test_addresses(address: str, day: str | None) -> None:
    assert [piece.date for piece in dates_in_address(address)] == ([day] if day else [])


@settings(deadline=None)
@given(DAYS)
def test_every_day_is_read_back_from_every_form(day: date) -> None:
    for form in ("%B %d, %Y", "%d %B %Y", "%d %b %Y", "%b. %d, %Y", "%Y-%m-%d", "%A, %B %d, %Y", "%d.%m.%Y"):
        assert [found.day for found in dates_in(f"x {day:{form}} y")] == [day], form


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_line_is_read_without_error(line: str) -> None:
    for found in dates_in(line):
        assert 0 <= found.start < found.end <= len(line)
    date_in_text([line], header=[line], captions=[line])


@settings(deadline=None)
@given(st.lists(st.builds(evidence, st.sampled_from(sorted(WEIGHTS)), st.just("x"), DAYS), max_size=8))
def test_all_evidence_is_accounted_for(pieces: list[DateEvidence]) -> None:
    found = publication(pieces)
    assert len(found.conflicts) + sum(piece.date == found.published for piece in pieces) == len(pieces)
    assert (found.published is None) == (not pieces)
