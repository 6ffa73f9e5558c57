from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import TimeRange
from onrecord.wording import count, day, days, language, listed, shorten


def span(first: str | None, last: str | None) -> TimeRange:
    return TimeRange.model_validate({"from": first, "to": last})


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2031-11-17", "2031-11-17", "Mon 17 Nov 2031"),
        ("2031-11-17", "2031-11-20", "17–20 Nov 2031"),
        ("2031-10-28", "2031-11-03", "28 Oct – 3 Nov 2031"),
        ("2031-12-28", "2032-01-03", "28 Dec 2031 – 3 Jan 2032"),
        ("2031-10-01", "2031-10-31", "October 2031"),
        ("2032-02-01", "2032-02-29", "February 2032"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2030-01-01", "2031-12-31", "2030–2031"),
        (None, "2031-11-17", "until Mon 17 Nov 2031"),
        ("2031-11-17", None, "from Mon 17 Nov 2031"),
        ("2031-11", "2031-11", "2031-11"),
        (None, None, ""),
    ],
)
def test_a_range_is_said_briefly(first: str | None, last: str | None, words: str) -> None:
    assert days(span(first, last)) == words


@settings(deadline=None)
@given(st.dates(), st.integers(0, 1000))
def test_every_range_names_its_last_year(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date.max) if first.year < 9990 else first
    words = days(span(first.isoformat(), last.isoformat()))
    assert words.endswith(str(last.year))


def test_a_day_that_is_not_whole_stays_as_it_is() -> None:
    assert day("2031-11") == "2031-11"
    assert day("2031-11-17", weekday=False) == "17 Nov 2031"


def test_languages_have_names() -> None:
    assert language("de") == "German"
    assert language("zz") == "zz"
    assert "not recognised" in language(None)


def test_counts_and_lists() -> None:
    assert count(1, "entry", "entries") == "1 entry"
    assert count(1200, "page") == "1,200 pages"
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@settings(deadline=None)
@given(st.text(), st.integers(2, 50))
def test_shortened_text_is_never_longer(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length
