"""Finding statements by words and by all else, and paging through what is found."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import LedgerError
from onrecord.ledger import Found, Ledger, asking, finding
from onrecord.ledger.words import fts5, websearch

from .made import made

PAGES = [
    (
        "https://courier.example/1",
        "2031-11-18",
        "The Sorrel Courier",
        [
            "Ilse Marrow: The survey ship has measured the channel.",
            "Teo Bannick: Measuring a channel takes weeks, and survey crews are few.",
        ],
    ),
    (
        "https://www.post.example/2",
        "2031-12-02",
        "Calvany Post",
        [
            "Dr. Ilse Marrow: The harbour at Port Lenna opens again.",
            "Änne Marrow: No ship has come to Port Lenna yet.",
            "a pilot: The channel is as it was.",
        ],
    ),
    ("https://post.example/3", None, "Calvany Post", ["Harbour Board: We never shipped anything."]),
]


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    for url, day, outlet, lines in PAGES:
        ledger.add(*made(lines, url=url, day=day, outlet=outlet, about=["Port Lenna", "channel"]))
    return ledger


def words(found: Found) -> list[str]:
    return [entry.statement.content[0].text for entry in found.entries]


def starts(found: Found) -> set[str]:
    return {" ".join(text.split()[:2]) for text in words(found)}


@pytest.mark.parametrize(
    ("looked_for", "expected"),
    [
        ("measure", {"The survey", "Measuring a"}),
        ("CHANNELS measuring weeks", {"Measuring a"}),
        ('"survey ship"', {"The survey"}),
        ("“survey crews”", {"Measuring a"}),
        ('"ship survey"', set()),
        ("ship -yet", {"The survey", "We never"}),
        ("harbour or weeks", {"The harbour", "Measuring a"}),
        ("ship channel or opens", {"The survey", "The harbour"}),
        ("the survey of a ship", {"The survey"}),
        ("dredger", set()),
        ("it's: (measured) AND* NEAR", set()),
    ],
)
def test_words(full: Ledger, looked_for: str, expected: set[str]) -> None:
    assert starts(full.said(looked_for)) == expected


@pytest.mark.parametrize("looked_for", ["", "  ", "-ship", "…", '""', "or", "-", "the", "who was it"])
def test_words_that_say_nothing_are_an_error(full: Ledger, looked_for: str) -> None:
    with pytest.raises(LedgerError, match="word to look for"):
        full.said(looked_for)


@given(st.text(max_size=30))
def test_any_words_make_a_query_or_a_plain_error(looked_for: str) -> None:
    try:
        query = fts5(looked_for)
    except LedgerError:
        return
    assert query.count('"') % 2 == 0
    assert "\0" not in websearch(looked_for)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looked_for=st.text(alphabet=" \"-()*:^+orORANDNOT{}'a\\\0", max_size=12))
def test_no_words_break_the_database(ledger: Ledger, looked_for: str) -> None:
    try:
        ledger.said(looked_for)
    except LedgerError as error:
        assert "word to look for" in str(error)


def test_the_best_match_comes_first(full: Ledger) -> None:
    full.add(*made(["Teo Bannick: Channel, channel, channel!"], url="https://courier.example/4"))
    assert words(full.said("channel"))[0] == "Channel, channel, channel!"


def test_by_whom(full: Ledger) -> None:
    found = full.said(by="Ilse Marrow")
    assert (starts(found), found.by) == ({"The survey"}, ("Ilse Marrow",))
    found = full.said(by="marrow")
    assert set(found.by) == {"Ilse Marrow", "Dr. Ilse Marrow", "Änne Marrow"}
    assert len(found.entries) == 3
    assert starts(full.said(by="ANNE MARROW")) == {"No ship"}
    assert full.said(by="Nobody Atall") == Found((), 0, False, None)
    assert full.said(by="%") == Found((), 0, False, None)


def test_about_what_and_when_and_where(full: Ledger) -> None:
    assert starts(full.said(about="port lenna")) == {"The harbour", "No ship"}
    assert starts(full.said("channel", about="channel", until="2031-11")) == {"The survey", "Measuring a"}
    assert starts(full.said(since="2031-12-02")) == {"The harbour", "No ship", "The channel"}
    assert starts(full.said(since="2031", until="2031-11-18")) == {"The survey", "Measuring a"}
    assert starts(full.said(since="2032")) == set()
    assert len(full.said(outlet="calvany post").entries) == 4
    assert len(full.said(outlet="post.example").entries) == 4
    assert len(full.said(outlet="www.courier.example").entries) == 2
    assert full.said(kind="indirect").entries == ()
    assert len(full.said(kind="direct", act="speech", min_confidence=0.9).entries) == 6
    assert full.said(min_confidence=0.91).entries == ()
    with pytest.raises(LedgerError, match="not a day"):
        full.said(since="last week")


@pytest.mark.parametrize("looked_for", [None, "ship or channel or harbour"])
def test_paging_gives_everything_once_whatever_is_added_meanwhile(
    full: Ledger, looked_for: str | None
) -> None:
    whole = words(full.said(looked_for))
    seen, after, left = [], None, len(whole)
    while True:
        found = full.said(looked_for, limit=2, after=after)
        seen += words(found)
        left -= len(found.entries)
        assert found.more == left
        after = found.after
        full.add(
            *made(
                ["Teo Bannick: A new ship, a channel."], url=f"https://new.example/{left}", day="2033-01-01"
            )
        )
        if after is None:
            break
    assert sorted(seen) == sorted(whole)
    if looked_for is None:
        assert seen == whole
    with pytest.raises(LedgerError, match="place to go on after"):
        full.said(after="1; drop")


def test_who_somebody_is(full: Ledger) -> None:
    full.add(
        *made(
            ["Ilse Marrow: I resign."], url="https://post.example/5", day="2032-03-01", about=["Port Lenna"]
        )
    )
    (card,) = full.who("ilse marrow")
    assert (card.name, card.kind, card.statements) == ("Ilse Marrow", "person", 2)
    assert (card.first, card.last) == ("2031-11-18", "2032-03-01")
    assert card.outlets == (("The Sorrel Courier", 2),)
    assert card.kinds == (("direct", 2),)
    assert card.months == (("2031-11", 1), ("2032-03", 1))
    assert card.about == (("channel", 1),)
    assert card.latest[0].statement.content[0].text == "I resign."
    (of_last,) = full.who("ilse marrow", tallied=1)
    assert (of_last.statements, of_last.outlets) == (2, (("The Sorrel Courier", 1),))
    assert len(full.who("marrow")) == 3
    assert full.who("nobody") == ()


def test_show_a_statement_where_it_stands(full: Ledger) -> None:
    (entry,) = full.said("weeks").entries
    shown = full.show(entry.statement.id[:8])
    assert shown.entry == entry
    (span,) = shown.entry.statement.content
    assert shown.article.text[span.start : span.end] == span.text
    for wrong in ("ffff0000ffff0000", "'; drop", "ab"):
        with pytest.raises(LedgerError, match=r"no statement|not a statement's id"):
            full.show(wrong)


@pytest.mark.parametrize("more", [{}, {"by": "Teo Bannick"}])
def test_of_many_matches_those_added_last_are_ranked(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    for module in (asking, finding):
        monkeypatch.setattr(module, "RANKED", 3)
    for number in range(5):
        lines = [
            f"Teo Bannick: Channel {number}." if number != 3 else "Teo Bannick: Channel, channel, channel."
        ]
        ledger.add(*made(lines, url=f"https://courier.example/{number}"))
    found = ledger.said("channel", limit=2, **more)  # type: ignore[arg-type]
    assert words(found) == ["Channel, channel, channel.", "Channel 4."]
    assert (found.more, found.notice) == (
        1,
        "many statements have these words: only the 3 that were added last are ranked",
    )
    assert words(ledger.said("channel", limit=2, after=found.after, **more)) == ["Channel 2."]  # type: ignore[arg-type]
    assert ledger.counts("channel", **more).statements == 5  # type: ignore[arg-type]
