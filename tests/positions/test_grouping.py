"""Which reports are of one utterance, and what keeps that up to date."""

from __future__ import annotations

from sqlalchemy import func, select

from onrecord.ledger import Ledger
from onrecord.ledger.derived import copies, reports, shingles, touched
from onrecord.positions import Positions

from .made import Says, groups, page

PILOTS = "“We will not send pilots into a channel that we have not measured, not this month and not next.”"
STATEMENT = "“The harbour of Port Lenna will be open again before the first ice comes down the river.”"


def numbers(ledger: Ledger) -> list[int]:
    """How many statements each utterance has, the largest first."""
    return sorted((len(members) for members in groups(ledger)), reverse=True)


def test_the_same_words_on_days_that_agree_are_one_utterance(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("two", "2031-11-20", [Says("Ilse Marrow", PILOTS.replace("not next", "not the next"))]))
    ledger.add(*page("three", "2031-11-19", [Says("Teo Bannick", PILOTS)]))
    Positions(ledger).catch_up()
    assert numbers(ledger) == [2, 1]


def test_the_same_words_on_another_day_that_is_told_are_another_utterance(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("two", "2031-12-01", [Says("Ilse Marrow", PILOTS, day="2031-11-30")]))
    Positions(ledger).catch_up()
    assert numbers(ledger) == [1, 1]


def test_a_long_quotation_in_a_later_article_without_a_day_is_a_repetition(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("two", "2031-12-10", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("late", "2033-01-10", [Says("Ilse Marrow", PILOTS)]))
    Positions(ledger).catch_up()
    assert numbers(ledger) == [2, 1]


def test_a_vague_report_joins_one_of_two_utterances_and_does_not_tie_them(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-03", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("two", "2031-11-25", [Says("Ilse Marrow", f"{PILOTS} “I said so.”", day="2031-11-25")]))
    month = Says("Ilse Marrow", PILOTS, day="2031-11-01/2031-11-30")
    ledger.add(*page("three", "2032-02-01", [month]))
    positions = Positions(ledger)
    positions.catch_up()
    assert numbers(ledger) == [2, 1]
    assert positions.quote("not send pilots")[0].last == "2031-11-03"


def test_what_hangs_on_a_report_moves_with_it(ledger: Ledger) -> None:
    """A report of some day in a season joins that of a month, that of a month one of a day, and all the quotation."""
    told = PILOTS.strip("“”")
    ledger.add(
        *page("season", "2032-02-01", [Says("Ilse Marrow", told, "indirect", "2031-10-01/2031-12-31")])
    )
    ledger.add(*page("month", "2032-02-01", [Says("Ilse Marrow", told, "indirect", "2031-11-01/2031-11-30")]))
    ledger.add(*page("day", "2031-11-05", [Says("Ilse Marrow", told, "indirect")]))
    positions = Positions(ledger)
    positions.catch_up()
    assert numbers(ledger) == [3]
    ledger.add(*page("quoted", "2031-11-04", [Says("Ilse Marrow", PILOTS)]))
    positions.catch_up()
    assert positions.check() == ()
    (found,) = positions.quote("not send pilots")
    assert (found.last, found.pages) == ("2031-11-04", 4)


def test_copies_of_an_article_are_found_whatever_their_day(ledger: Ledger) -> None:
    told = " ".join(
        f"The bank moved {way} in the night of the storm and the buoys went with it." for way in "abcdefgh"
    )
    ledger.add(*page("wire", "2031-11-18", [Says("Ilse Marrow", STATEMENT)], text=told))
    reworded = STATEMENT.replace("open again", "usable again").replace("comes down", "drifts along")
    ledger.add(
        *page("scraper", "2034-05-02", [Says("Ilse Marrow", reworded)], text=told.replace("storm", "gale"))
    )
    positions = Positions(ledger)
    (found,) = positions.quote("before the first ice")
    assert (found.pages, found.independent) == (2, 1)
    assert found.last == "2031-11-18"


def test_a_translation_is_told_where_its_page_says_so(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    other = PILOTS.replace("send pilots into", "let pilots enter").replace("not next", "not the next one")
    says = [Says("Through an interpreter Ilse Marrow", other)]
    record, data = page("two", "2031-11-18", says)
    named = record.statements[0].speaker.model_copy(update={"name": "Ilse Marrow"})  # type: ignore[union-attr]
    spoken = record.statements[0].model_copy(update={"speaker": named})
    ledger.add(record.model_copy(update={"statements": (spoken,)}), data)
    (found,) = Positions(ledger).quote("not send pilots")
    assert [wording.difference for wording in found.wordings] == ["identical", "translation"]


def test_endless_statements_are_compared_in_bounded_time(ledger: Ledger) -> None:
    words = " ".join(f"word{number % 977} and" for number in range(20_000))
    for name in ("one", "two"):
        ledger.add(*page(name, "2031-11-18", [Says("Ilse Marrow", f"“{words} {name}”")]))
    (found,) = Positions(ledger).quote("word1 and word2 and word3")
    assert found.pages == 2


def test_a_correction_moves_a_report_and_its_undoing_moves_it_back(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("two", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    positions = Positions(ledger)
    positions.catch_up()
    identity = ledger.said("pilots").entries[0].statement.id
    made = ledger.correct(identity, who="dita", speaker="Teo Bannick")
    positions.catch_up()
    assert numbers(ledger) == [1, 1]
    ledger.undo(made.id, who="dita")
    positions.catch_up()
    assert numbers(ledger) == [2]
    ledger.correct(identity, who="dita", verdict="reject")
    positions.catch_up()
    assert numbers(ledger) == [1]
    assert positions.check() == ()


def test_people_merged_and_split_are_grouped_again(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("two", "2031-11-18", [Says("Minister Marrow", PILOTS)]))
    positions = Positions(ledger)
    positions.catch_up()
    assert numbers(ledger) == [1, 1]
    merged = ledger.merge("Ilse Marrow", "Minister Marrow", who="dita")
    positions.catch_up()
    assert numbers(ledger) == [2]
    ledger.undo_decision(merged.id, who="dita")
    positions.catch_up()
    assert numbers(ledger) == [1, 1]


def test_a_newer_version_of_a_page_takes_the_place_of_the_older(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    Positions(ledger).catch_up()
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS), Says("Ilse Marrow", STATEMENT)]))
    positions = Positions(ledger)
    positions.catch_up()
    assert numbers(ledger) == [1, 1]
    assert positions.check() == ()


def test_what_is_forgotten_leaves_nothing_behind(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    ledger.add(*page("two", "2031-11-19", [Says("Ilse Marrow", PILOTS)]))
    positions = Positions(ledger)
    positions.catch_up()
    ledger.forget("https://one.example/", who="dita", why="a court said so")
    assert numbers(ledger) == [1]
    positions.catch_up()
    ledger.forget("https://two.example/", who="dita", why="a court said so")
    positions.catch_up()
    with ledger.store.reading() as connection:
        for table in (reports, shingles, copies, touched):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
    assert positions.check() == ()


def test_a_backup_needs_no_catching_up(ledger: Ledger, tmp_path) -> None:  # type: ignore[no-untyped-def]
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS), Says("Teo Bannick", STATEMENT)]))
    Positions(ledger).catch_up()
    ledger.backup(tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db") as copy:
        assert groups(copy) == groups(ledger)
        assert Positions(copy).catch_up() == 0


def test_a_check_tells_what_does_not_hold_together(ledger: Ledger) -> None:
    ledger.add(*page("one", "2031-11-18", [Says("Ilse Marrow", PILOTS)]))
    positions = Positions(ledger)
    positions.catch_up()
    with ledger.store.writing() as connection:
        connection.execute(reports.update().values(name_id=99, link=5))
    assert len(positions.check()) == 2
    with ledger.store.writing() as connection:
        connection.execute(reports.delete())
        connection.execute(touched.delete())
    assert positions.check() == ("statements of named speakers are in no utterance",)
