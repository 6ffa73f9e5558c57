"""Sentences as news write them, with the days on which they were said and which they announce."""

from __future__ import annotations

import pytest

from onrecord.record import Attribution, Span, TimeRange
from onrecord.times import said_and_announced

from .marked import read

WEDNESDAY = "2022-03-09"

SAID = [
    # published, article, days: "from..to", one day, "article" for the article's own, "unknown"
    (WEDNESDAY, "[Ana Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[Ana Kos]s [said]c on Tuesday that [the mine was safe]t.", "2022-03-08"),
    (WEDNESDAY, "[Ana Kos]s [said]c Wednesday [the mine was safe]t.", "2022-03-09"),
    (WEDNESDAY, "[Ana Kos]s on Thursday [said]c [the mine was safe]t.", "2022-03-03"),
    (WEDNESDAY, "On Monday, [Ana Kos]s [said]c [the mine was safe]t.", "2022-03-07"),
    (WEDNESDAY, "[“The mine is safe,”]t [Kos]s [told]c reporters late Tuesday night.", "2022-03-08"),
    (WEDNESDAY, "[“The mine is safe,”]t [Kos]s [said]c yesterday evening.", "2022-03-08"),
    (WEDNESDAY, "[Kos]s [told]c a crowd in Lentz last night that [the mine was safe]t.", "2022-03-08"),
    (WEDNESDAY, "[Kos]s [said]c last week [the mine was safe]t.", "2022-02-28..2022-03-06"),
    (WEDNESDAY, "[Kos]s [said]c two weeks ago that [the mine was safe]t.", "2022-02-21..2022-02-27"),
    (WEDNESDAY, "[Kos]s [said]c three days ago that [the mine was safe]t.", "2022-03-06"),
    (WEDNESDAY, "[Kos]s [said]c over the weekend that [the mine was safe]t.", "2022-03-05..2022-03-06"),
    (WEDNESDAY, "Earlier this week [Kos]s [said]c [the mine was safe]t.", "2022-03-07..2022-03-08"),
    (WEDNESDAY, "Earlier this month [Kos]s [said]c [the mine was safe]t.", "2022-03-01..2022-03-08"),
    (WEDNESDAY, "At the start of the year, [Kos]s [said]c [the mine was safe]t.", "2022-01-01..2022-01-31"),
    (WEDNESDAY, "[Kos]s [said]c late last year that [the mine was safe]t.", "2021-09-01..2021-12-31"),
    (WEDNESDAY, "[Kos]s [said]c in 2019 that [the mine was safe]t.", "2019-01-01..2019-12-31"),
    (WEDNESDAY, "[Kos]s [said]c in a 2019 interview that [the mine was safe]t.", "2019-01-01..2019-12-31"),
    (WEDNESDAY, "[Kos]s [said]c in mid-February that [the mine was safe]t.", "2022-02-11..2022-02-20"),
    (WEDNESDAY, "[Kos]s [said]c on Christmas Eve that [the mine was safe]t.", "2021-12-24"),
    (WEDNESDAY, "[Kos]s [said]c last summer that [the mine was safe]t.", "2021-06-01..2021-08-31"),
    (WEDNESDAY, "[Kos]s [said]c last October that [the mine was safe]t.", "2021-10-01..2021-10-31"),
    (WEDNESDAY, "[Kos]s [said]c on 3 May 2021 that [the mine was safe]t.", "2021-05-03"),
    (WEDNESDAY, "On the night of 3 May [Kos]s [said]c [the mine was safe]t.", "2021-05-03"),
    (WEDNESDAY, "[Kos]s [said]c on Feb. 24 that [the mine was safe]t.", "2022-02-24"),
    (WEDNESDAY, "[Kos]s [said]c Thursday, Feb. 24, that [the mine was safe]t.", "2022-02-24"),
    (WEDNESDAY, "In the 1990s [Kos]s [said]c [the mine was safe]t.", "1990-01-01..1999-12-31"),
    (WEDNESDAY, "[Kos]s [has said]c since Tuesday that [the mine is safe]t.", "2022-03-08..2022-03-09"),
    (WEDNESDAY, "[Kos]s [said]c earlier that [the mine was safe]t.", "..2022-03-09"),
    (WEDNESDAY, "[Kos]s [has said]c in recent weeks that [the mine is safe]t.", "..2022-03-09"),
    (WEDNESDAY, "In fiscal 2020, [Kos]s [said]c [the mine was safe]t.", "unknown"),
    # in October: the latest one
    ("2021-12-06", "[A spokesman]s in October [said]c [the mine was safe]t.", "2021-10-01..2021-10-31"),
    ("2022-01-06", "[A spokesman]s in October [said]c [the mine was safe]t.", "2021-10-01..2021-10-31"),
    ("2021-10-20", "[A spokesman]s in October [said]c [the mine was safe]t.", "2021-10-01..2021-10-31"),
    # on Monday: the day itself where the article is Monday's
    ("2022-03-07", "[Kos]s [said]c on Monday that [the mine was safe]t.", "2022-03-07"),
    ("2022-03-08", "[Kos]s [said]c on Monday that [the mine was safe]t.", "2022-03-07"),
    ("2022-01-03", "[Kos]s [said]c on New Year's Eve that [the mine was safe]t.", "2021-12-31"),
    (WEDNESDAY, "[Kos]s once [said]c [the mine was safe]t.", "..2022-03-09"),
    (WEDNESDAY, "[“The mine is safe,”]t [Kos]s [said]c in a recent interview.", "..2022-03-09"),
    (WEDNESDAY, "At the same time, [Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[His programme on Monday]s [said]c [the mine was safe]t.", "2022-03-07"),
    # counted from another date in the text
    (WEDNESDAY, "Lenz fell in 2014. [“It is safe,”]t [Kos]s [said]c at the time.", "2014-01-01..2014-12-31"),
    (WEDNESDAY, "[Kos]s [said]c days before the strike that [the mine was safe]t.", "unknown"),
    (
        WEDNESDAY,
        "There has been no rain since Monday, when [Kos]s [said]c [the mine was safe]t.",
        "2022-03-07",
    ),
    (
        WEDNESDAY,
        "In Tuesday’s talks they spoke of water. Yet, ten days before, [Kos]s [said]c [the mine was safe]t.",
        "2022-02-26",
    ),
    (
        WEDNESDAY,
        "The vote was held on 1 February. [Kos]s [said]c a day after the vote that [the mine was safe]t.",
        "2022-02-02",
    ),
    (
        WEDNESDAY,
        "The mine closed on 11 January 2021. The next day [Kos]s [said]c [it was safe]t.",
        "2021-01-12",
    ),
    (
        WEDNESDAY,
        "The mine closed in 2014. The following year [Kos]s [said]c [it was safe]t.",
        "2015-01-01..2015-12-31",
    ),
    (WEDNESDAY, "On the eve of Monday’s strike, [Kos]s [said]c [the mine was safe]t.", "2022-03-06"),
    (
        WEDNESDAY,
        "On the 10th anniversary of the 4 February 2012 fire, [Kos]s [said]c [the mine was safe]t.",
        "2022-02-04",
    ),
    (WEDNESDAY, "A week after the strike, [Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "A week later, [Kos]s [said]c [the mine was safe]t.", "unknown"),
    (WEDNESDAY, "The court met on Monday. [Kos]s [said]c [the mine was safe]t.", "2022-03-07"),
    (WEDNESDAY, "The court met on 3 January. [Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "The court met on Monday.\n\n[Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "The court met on Monday. [Kos]s [says]c [the mine is safe]t.", "article"),
    # times that are not of the saying
    (WEDNESDAY, "[Kos, who was elected in 2012,]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[Kos]s, who has led the union since 2010, [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[The 2016 candidate]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "Ahead of Friday’s vote, [Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[The mine was shut on Monday]t, [Kos]s [said]c.", "article"),
    (WEDNESDAY, "Lenz resigned on Monday, and [Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[Kos]s [told]c the Sunday Herald that [the mine was safe]t.", "article"),
    (WEDNESDAY, "Lenz left in May. [Ms May]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "In two days [Kos]s spoke to ten crowds and [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "Ana May won. At a party for May, [Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "Unlike eight years ago, [Kos]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[Kos]s [said]c on “This Week” that [the mine was safe]t.", "article"),
    (WEDNESDAY, "[Kos]s [left]c [the U.S]t. In 2019, Lenz came.", "article"),
    (WEDNESDAY, "[A man arrested on Monday]s [said]c [the mine was safe]t.", "article"),
    (WEDNESDAY, "[The class of 2019]s [said]c [the mine was safe]t.", "article"),
    # a source that takes in the time after it
    (WEDNESDAY, "[A spokesman for Kos in October]s [said]c [the mine was safe]t.", "2021-10-01..2021-10-31"),
    # documents carry their date in the source
    (WEDNESDAY, "[A report released on Monday]s [says]c [the mine was safe]t.", "2022-03-07"),
    (WEDNESDAY, "[A report published in 2018]s [found]c [the mine was safe]t.", "2018-01-01..2018-12-31"),
    # datelines
    (
        "2022-03-10",
        "LENTZ, March 9 (Agency) — [Kos]s [said]c on Wednesday [the mine was safe]t.",
        "2022-03-09",
    ),
    (
        "2022-03-10",
        "LENTZ, March 9 (Agency) — The mine shut. [Kos]s [said]c today [it was safe]t.",
        "2022-03-09",
    ),
    # without an article's date
    (None, "[Kos]s [said]c on Tuesday that [the mine was safe]t.", "unknown"),
    (None, "[Kos]s [said]c that [the mine was safe]t.", "unknown"),
    (None, "[Kos]s [said]c on 3 May 2021 that [the mine was safe]t.", "2021-05-03"),
]

ANNOUNCED = [
    # published, article, days as above, or "" where nothing is announced
    (WEDNESDAY, "[The meeting will be held on Friday]t, [Kos]s [said]c.", "2022-03-11"),
    (
        WEDNESDAY,
        "[Kos]s [said]c that [a conference will take place later this week]t.",
        "2022-03-10..2022-03-13",
    ),
    (WEDNESDAY, "[“We support the idea of another meeting this Friday”]t, [Kos]s [said]c.", "2022-03-11"),
    (WEDNESDAY, "[Kos]s [promised]c [to reopen the mine by the end of the year]t.", "2022-03-09..2022-12-31"),
    (WEDNESDAY, "[Kos]s [said]c [the mine would reopen in May]t.", "2022-05-01..2022-05-31"),
    (WEDNESDAY, "[Kos]s [said]c [the mine would reopen in January]t.", "2023-01-01..2023-01-31"),
    (WEDNESDAY, "[“We’ll be back next Friday,”]t [Kos]s [said]c.", "2022-03-18"),
    (WEDNESDAY, "[“We will reopen tomorrow,”]t [Kos]s [said]c on Monday.", "2022-03-08"),
    (WEDNESDAY, "[Kos]s [said]c [the mine is set to reopen in two weeks]t.", "2022-03-21..2022-03-27"),
    (WEDNESDAY, "[Kos]s [said]c [the mine will reopen within ten days]t.", "2022-03-09..2022-03-19"),
    (WEDNESDAY, "[Kos]s [said]c [the strike will last from Friday to Sunday]t.", "2022-03-11..2022-03-13"),
    (WEDNESDAY, "[Kos]s [said]c [the mine will be shut from June]t.", "2022-06-01.."),
    (WEDNESDAY, "[Kos]s [plans]c [to visit the mine on 20 March]t.", "2022-03-20"),
    (WEDNESDAY, "[Kos]s [said]c [emissions will be halved by 2030]t.", "2022-03-09..2030-12-31"),
    (WEDNESDAY, "[Kos]s [said]c [Q3 results will be out in time]t.", "2022-07-01..2022-09-30"),
    (WEDNESDAY, "[Kos]s [said]c [it would cost more over the next year]t.", "2022-03-09..2023-03-09"),
    (WEDNESDAY, "[Kos]s [said]c [she would rather have known earlier]t.", ""),
    (WEDNESDAY, "[“If they would talk on Friday, I’d help,”]t [Kos]s [said]c.", ""),
    (None, "[Kos]s [said]c [emissions will be halved by 2030]t.", "..2030-12-31"),
    (None, "[Kos]s [said]c [the mine will reopen on Friday]t.", ""),
    (WEDNESDAY, "[Kos]s [said]c [the mine was shut on Friday]t.", ""),
    (WEDNESDAY, "[Kos]s [said]c [the mine may reopen in May]t.", ""),
    (WEDNESDAY, "[Kos]s [said]c [he would resign if the mine were shut on Friday]t.", ""),
    (WEDNESDAY, "On Friday, [Kos]s [said]c [the mine will reopen]t.", ""),
    (WEDNESDAY, "[Kos]s [said]c [the mine has been safe since Tuesday]t.", ""),
    (WEDNESDAY, "[Kos]s [said]c [a 2010 law will be repealed]t.", ""),
    (WEDNESDAY, "[Kos]s [said]c [she stood by the vow she made in February]t.", ""),
]


def days(time: TimeRange) -> str:
    """ "from..to", or the day alone."""
    return f"{time.from_}" if time.from_ == time.to else f"{time.from_ or ''}..{time.to or ''}"


@pytest.mark.parametrize(("published", "marked", "expected"), SAID)
def test_said(published: str | None, marked: str, expected: str) -> None:
    text, attribution = read(marked)
    [(said, _)] = said_and_announced(text, [attribution], published)
    if expected == "unknown":
        assert (said.how, said.from_, said.to) == ("unknown", None, None)
    elif expected == "article":
        assert (said.how, said.from_, said.to, said.text) == ("article", published, published, None)
    else:
        assert (said.how, days(said)) == ("expression", expected)
        assert said.text and said.text in text


@pytest.mark.parametrize(("published", "marked", "expected"), ANNOUNCED)
def test_announced(published: str | None, marked: str, expected: str) -> None:
    text, attribution = read(marked)
    [(_, announced)] = said_and_announced(text, [attribution], published)
    assert (days(announced) if announced else "") == expected
    assert announced is None or (announced.text and announced.text in text)


def test_a_statement_that_goes_on_keeps_its_time() -> None:
    text, first = read("[Ana Kos]s [said]c on Monday [the mine was safe]t. She added it was dry.")
    start = text.index("She")
    second = first.model_copy(
        update={
            "source": Span.of(text, start, start + 3),
            "cue": Span.of(text, start + 4, start + 9),
            "content": (Span.of(text, start + 10, start + 20),),
        }
    )
    (one, _), (two, _) = said_and_announced(text, [first, second], WEDNESDAY)
    assert one == two
    assert two.text == "Monday"


def test_the_time_of_the_saying_is_not_that_of_what_was_reported() -> None:
    text, outer = read("[Kos]s [said]c on Monday that [Lenz had told her the mine was safe]t.")
    start = text.index("Lenz")
    inner = Attribution(
        source=Span.of(text, start, start + 4),
        cue=Span.of(text, start + 5, start + 13),
        content=(Span.of(text, start + 18, len(text) - 1),),
        kind="indirect",
        act="speech",
        confidence=1.0,
        inside=0,
    )
    (said, _), (told, _) = said_and_announced(text, [outer, inner], WEDNESDAY)
    assert (said.text, told.text) == ("Monday", None)


def test_a_time_in_another_statement_is_not_this_ones() -> None:
    text, first = read("[Kos]s [said]c [the mine was shut on Monday]t, while Lenz said it was open.")
    start = text.index("Lenz")
    second = first.model_copy(
        update={
            "source": Span.of(text, start, start + 4),
            "cue": Span.of(text, start + 5, start + 9),
            "content": (Span.of(text, start + 10, start + 21),),
        }
    )
    assert [said.how for said, _ in said_and_announced(text, [first, second], WEDNESDAY)] == ["article"] * 2


@pytest.mark.parametrize(
    ("marked", "relative_to", "reference"),
    [
        ("[Kos]s [said]c on 3 May 2021 that [the mine was safe]t.", "calendar", None),
        ("[Kos]s [said]c on Tuesday that [the mine was safe]t.", "article", None),
        ("Lenz won on 4 May 2021. Two days later [Kos]s [said]c [the mine was safe]t.", "text", "4 May 2021"),
        ("[Kos]s [said]c [the mine was safe]t.", None, None),
    ],
)
def test_what_a_time_was_counted_from(marked: str, relative_to: str | None, reference: str | None) -> None:
    text, attribution = read(marked)
    said, _ = said_and_announced(text, [attribution], WEDNESDAY)[0]
    assert said.relative_to == relative_to
    assert (said.reference.text if said.reference else None) == reference
    assert said.reference is None or said.reference == Span.of(text, said.reference.start, said.reference.end)
