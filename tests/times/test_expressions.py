"""Time expressions alone, and what holds for any text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Attribution, Span
from onrecord.times import expressions, said_and_announced

WEDNESDAY = date(2022, 3, 9)

READ = [
    ("He was born on 4 July 1950.", "4 July 1950", "1950-07-04", "1950-07-04"),
    ("It was filed 2021-11-30.", "2021-11-30", "2021-11-30", "2021-11-30"),
    ("It was filed on 30/11/2021.", "30/11/2021", "2021-11-30", "2021-11-30"),
    ("It was filed on 11/12/2021.", "11/12/2021", None, None),
    ("It rained on May 3-5, 2021.", "May 3-5, 2021", "2021-05-03", "2021-05-05"),
    ("It rained on the 3rd of May.", "the 3rd of May", "2021-05-03", "2021-05-03"),
    ("It will rain on 3 May.", "3 May", "2022-05-03", "2022-05-03"),
    ("He died on Monday, Dec. 6.", "Monday, Dec. 6", "2021-12-06", "2021-12-06"),
    ("He married in early May 2019.", "early May 2019", "2019-05-01", "2019-05-10"),
    ("It fell in October last year.", "October last year", "2021-10-01", "2021-10-31"),
    ("It fell in Q3.", "Q3", "2021-07-01", "2021-09-30"),
    ("It fell in the third quarter of 2020.", "the third quarter of 2020", "2020-07-01", "2020-09-30"),
    ("It fell in the first half of last year.", "the first half of last year", "2021-01-01", "2021-06-30"),
    ("It began in the late 1990s.", "the late 1990s", "1996-09-01", "1999-12-31"),
    ("It began in the sixties.", "the sixties", "1960-01-01", "1969-12-31"),
    ("It began in the 19th century.", "the 19th century", "1800-01-01", "1899-12-31"),
    ("It thrived in the 18th and 19th centuries.", "the 18th and 19th centuries", "1700-01-01", "1899-12-31"),
    ("It was begun in the past century.", "the past century", "1900-01-01", "1999-12-31"),
    ("It closed in the 80s.", "the 80s", "1980-01-01", "1989-12-31"),
    ("It closed in the ’90s.", "the ’90s", "1990-01-01", "1999-12-31"),
    ("“[Ten] years ago, it closed.”", "Ten] years ago", "2012-01-01", "2012-12-31"),
    ("It closed half a century ago.", "half a century ago", "1972-01-01", "1972-12-31"),
    ("It closed a year and a half ago.", "a year and a half ago", "2020-09-01", "2020-09-30"),
    ("It met in the first week of May 2021.", "the first week of May 2021", "2021-05-01", "2021-05-07"),
    ("It met on the last Monday in May.", "the last Monday in May", "2021-05-31", "2021-05-31"),
    ("It was built around 1850.", "1850", "1850-01-01", "1850-12-31"),
    ("It lasted from 2004-09.", "2004-09", "2004-01-01", "2009-12-31"),
    ("It reopened last spring.", "last spring", "2021-03-01", "2021-05-31"),
    ("It was shut last weekend.", "last weekend", "2022-03-05", "2022-03-06"),
    ("It will shut next weekend.", "next weekend", "2022-03-19", "2022-03-20"),
    ("It was shut the day before yesterday.", "the day before yesterday", "2022-03-07", "2022-03-07"),
    ("It was shut overnight.", "overnight", "2022-03-08", "2022-03-09"),
    ("It grew over the past 30 days.", "the past 30 days", "2022-02-07", "2022-03-09"),
    ("It has grown in the last few months.", "the last few months", None, "2022-03-09"),
    ("It was a couple of weeks ago.", "a couple of weeks ago", "2022-02-21", "2022-02-27"),
    ("It was several years ago.", "several years ago", None, "2021-03-09"),
    ("It was about 24 hours ago.", "about 24 hours ago", "2022-03-08", "2022-03-08"),
    ("It shut last Friday.", "last Friday", "2022-03-04", "2022-03-04"),
    ("It shut on Friday last week.", "Friday last week", "2022-03-04", "2022-03-04"),
    ("It opens a week from Friday.", "a week from Friday", "2022-03-18", "2022-03-18"),
    ("It was shut on Easter Monday last year.", "Easter Monday last year", "2021-04-05", "2021-04-05"),
    ("It is shut on Thanksgiving 2022.", "Thanksgiving 2022", "2022-11-24", "2022-11-24"),
    ("He was elected in 2012.", "2012", "2012-01-01", "2012-12-31"),
    ("He was born on the 29th of February.", "the 29th of February", "2020-02-29", "2020-02-29"),
]  # fmt: skip

NOT_TIMES = [
    "She may march on.",
    "Ms May said so.",
    "The hall holds 2000 people.",
    "It cost $1999 or £2012.",
    "He reads the Sunday Times and USA Today.",
    "They sailed past Easter Island.",
    "On a Monday he would rest.",
    "It grew 3.2016 percent.",
    "He gave an earlier statement.",
    "The fall was long.",
    "Ana May lost. Votes for May fell.",
    "He built it in two years.",
]


@pytest.mark.parametrize(("text", "words", "first", "last"), READ)
def test_one_expression(text: str, words: str, first: str | None, last: str | None) -> None:
    [found] = expressions(text, WEDNESDAY)
    assert found.text == words
    assert (found.from_ and found.from_.isoformat(), found.to and found.to.isoformat()) == (first, last)


@pytest.mark.parametrize("text", NOT_TIMES)
def test_no_expression(text: str) -> None:
    assert expressions(text, WEDNESDAY) == []


def test_what_it_counts_from() -> None:
    text = "The vote was on Tuesday. Ten days before, in 2022, they met at 23:30 GMT."
    tuesday, before, year, clock = expressions(text, WEDNESDAY)
    assert (tuesday.relative_to, year.relative_to) == ("article", "calendar")
    assert (before.relative_to, before.reference) == ("text", (tuesday.start, tuesday.end))
    assert (clock.clock, clock.text, clock.from_) == ("23:30", "23:30 GMT", None)


def test_an_enumeration_goes_one_way() -> None:
    found = expressions(
        "We are playing in Lentz next month, in Oberau in May and in Kolm in February.", WEDNESDAY
    )
    assert [str(e.from_) for e in found] == ["2022-04-01", "2022-05-01", "2023-02-01"]


def test_dates_outside_the_calendar_stay_unread() -> None:
    found = expressions("It was 31 June 2021, 9999 years from now and 999 centuries ago.", WEDNESDAY)
    assert all(e.from_ is None and e.to is None for e in found)


FRAGMENTS = """
Monday Friday, May may 3 31 2016 1999 the a in on last next this of week weeks year day days ago
before after later ten several early late mid end start weekend night yesterday today Christmas
Easter Q3 fiscal century 1990s ’90s by since until eve anniversary third quarter summer fall - – ( )
. “ ” ’s 10:30 pm GMT 9/11 29 February Feb. 0000 9999 said will would vote talks hours 100 earlier
previously past coming following previous that same from now time ,
"""
WORDS = st.sampled_from([*FRAGMENTS.split(), "\n", "\n\n"])
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=120))
DAYS = st.none() | st.dates()
OFFSETS = st.integers(min_value=-20, max_value=300)
SPANS = st.builds(Span, start=OFFSETS, end=OFFSETS, text=st.text(max_size=5))
ATTRIBUTIONS = st.builds(
    Attribution,
    source=st.none() | SPANS,
    cue=st.none() | SPANS,
    content=st.lists(SPANS, max_size=3).map(tuple),
    kind=st.sampled_from(["direct", "indirect", "mixed"]),
    act=st.just("speech"),
    confidence=st.just(1.0),
    inside=st.none() | st.integers(min_value=-3, max_value=8),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS)
def test_any_text(text: str, anchor: date | None) -> None:
    found = expressions(text, anchor)
    end = 0
    for expression in found:
        assert end <= expression.start < expression.end <= len(text)
        assert expression.text == text[expression.start : expression.end]
        assert expression.from_ is None or expression.to is None or expression.from_ <= expression.to
        assert (expression.relative_to is None) == (expression.from_ is None and expression.to is None)
        end = expression.end
    assert expressions(text, anchor) == found


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(ATTRIBUTIONS, max_size=6), st.none() | st.dates().map(str) | st.text(max_size=12))
def test_any_statements(text: str, attributions: list[Attribution], published: str | None) -> None:
    pairs = said_and_announced(text, attributions, published)
    assert len(pairs) == len(attributions)
    for said, announced in pairs:
        for days in (said, announced):
            if days is not None:
                assert days.from_ is None or days.to is None or days.from_ <= days.to
                assert days.text is None or days.text in text
        assert (said.how == "unknown") == (said.from_ is None and said.to is None)
        assert announced is None or announced.from_ or announced.to
    assert said_and_announced(text, attributions, published) == pairs


@pytest.mark.parametrize(
    "unit", ["in May ", "ten days before ", "the day after the day ", "1999-", "the end of ", "a"]
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    def once(text: str) -> float:
        began = time.process_time()
        expressions(text, WEDNESDAY)
        return time.process_time() - began

    def seconds(length: int) -> float:
        """The best of three: a collection of garbage in the middle of one says nothing of the grammar."""
        return min(once(unit * (length // len(unit))) for _ in range(3))

    assert seconds(16_000) < 12 * seconds(4_000) + 0.05
