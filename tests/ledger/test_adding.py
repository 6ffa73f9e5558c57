"""Adding pages: nothing twice, nothing lost, in any order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, Visit

from .made import HARBOUR, URL, dump, made


def test_the_same_bytes_change_nothing(ledger: Ledger) -> None:
    record, data = made()
    assert not ledger.known(URL, data)
    assert (ledger.add(record, data).outcome, ledger.known(URL, data)) == ("added", "already there")
    before = dump(ledger)
    assert ledger.add(record, data).outcome == "already there"
    assert ledger.add(record).statements == 0
    assert dump(ledger) == before


def test_a_page_without_a_url_is_known_by_its_bytes(ledger: Ledger) -> None:
    record, data = made(url=None)
    elsewhere = record.model_copy(update={"page": record.page.model_copy(update={"path": "copy.html"})})
    assert [ledger.add(r, data).outcome for r in (record, elsewhere)] == ["added", "already there"]


def test_the_same_bytes_at_another_url_are_another_page(ledger: Ledger) -> None:
    for url in (URL, "https://post.example/harbour"):
        assert ledger.add(*made(url=url)).outcome == "added"
    assert len(ledger.said().entries) == 6


def test_a_newer_version_keeps_what_was_said_before(ledger: Ledger) -> None:
    ledger.add(*made(retrieved="2031-11-18T08:00:00Z"))
    changed = [HARBOUR[0], "Teo Bannick: The bank has moved by ten metres."]
    assert ledger.add(*made(changed, retrieved="2031-11-18T12:00:00Z")).outcome == "changed"
    found = {entry.statement.content[0].text: entry.state for entry in ledger.said().entries}
    assert found == {
        HARBOUR[0].partition(": ")[2]: "stands",
        "The bank has moved by ten metres.": "stands",
        HARBOUR[1].partition(": ")[2]: "gone",
        "The closure is a gift to Calvany.": "gone",
    }


def test_an_older_version_found_later_takes_its_place_before(ledger: Ledger) -> None:
    ledger.add(*made(HARBOUR[:1], retrieved="2031-11-18T12:00:00Z"))
    ledger.add(*made(retrieved="2031-11-18T08:00:00Z"))
    states = [entry.state for entry in ledger.said().entries]
    assert sorted(states) == ["gone", "gone", "stands"]


@pytest.mark.parametrize("wrong", ["bytes", "span", "id"])
def test_a_record_that_contradicts_itself_is_refused(ledger: Ledger, wrong: str) -> None:
    record, data = made()
    first = record.statements[0]
    if wrong == "bytes":
        data += b" "
    elif wrong == "span":
        moved = first.content[0].model_copy(update={"start": 0})
        record = record.model_copy(update={"statements": (first.model_copy(update={"content": (moved,)}),)})
    else:
        record = record.model_copy(update={"statements": (first, first)})
    with pytest.raises(LedgerError, match=r"not of these bytes|do not stand|comes twice"):
        ledger.add(record, data)
    assert not ledger.known(URL, data)


def test_text_that_databases_do_not_take_is_added(ledger: Ledger) -> None:
    lines = ["Ilse Marrow: a nul \0 in the words", "\0: nobody", "Ünal Öz: ’“\U0001f30a”"]
    record, data = made(lines)
    ledger.add(record, data)
    assert {entry.statement.content[0].text for entry in ledger.said().entries} == {
        line.partition(": ")[2] for line in lines
    }
    assert len(ledger.said(by="unal oz").entries) == 1


def test_bytes_are_left_out_where_the_ledger_does_not_keep_them(place: str) -> None:
    with Ledger.open(place, keep_bytes=False) as ledger:
        ledger.add(*made())
        assert dump(ledger)[0][2] is None


def test_a_run_counts_and_keeps_what_failed(ledger: Ledger) -> None:
    with ledger.adding("reader 1") as run:
        run.add(*made(), label="harbour.html")
        run.fail("broken.html", "it is empty")
        run.skip("already there")
        wrong, _ = made(url="https://post.example/x")
        run.add(wrong, b"other", label="other.html")
    assert (run.added, run.already, run.failed, run.statements) == (1, 1, 2, 3)
    assert [(p.page, p.times) for p in ledger.problems()] == [("other.html", 1), ("broken.html", 1)]
    with ledger.adding("reader 1") as run:
        run.fail("broken.html", "it is empty still")
        run.add(*made(url="https://post.example/x"), label="other.html")
    (problem,) = ledger.problems()
    assert (problem.reason, problem.times) == ("it is empty still", 2)


def test_an_interrupted_run_keeps_what_was_read(ledger: Ledger) -> None:
    with pytest.raises(KeyboardInterrupt), ledger.adding("reader 1") as run:
        run.add(*made())
        raise KeyboardInterrupt
    assert (run.added, len(ledger.said().entries)) == (1, 3)


VERSIONS = [
    made(lines, url=url, retrieved=f"2031-11-18T{hour:02}:00:00Z")
    for url in (URL, "https://post.example/a")
    for hour, lines in enumerate([HARBOUR, HARBOUR[:2], ("ILSE MARROW: No.", *HARBOUR[1:]), HARBOUR[::-1]])
]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(range(len(VERSIONS))), min_size=1, max_size=10), data=st.data())
def test_any_order_gives_the_same_ledger(
    new_place: Callable[[], str], order: list[int], data: st.DataObject
) -> None:
    again = data.draw(st.permutations(order))
    dumps = []
    for sequence in (order, again):
        with Ledger.open(new_place()) as ledger:
            for number in sequence:
                ledger.add(*VERSIONS[number])
            dumps.append(dump(ledger))
    assert dumps[0] == dumps[1]


def test_where_a_watch_has_been(ledger: Ledger) -> None:
    ledger.add(*made())
    many = [f"https://courier.example/{number}" for number in range(12_000)]
    again = Visit(2, "2031-11-18T08:00:00Z")
    ledger.visited({many[0]: again, many[11_000]: Visit()})
    ledger.visited({many[11_000]: again})
    assert ledger.seen([*many, URL]) == {many[0]: again, many[11_000]: again, URL: Visit()}
    ledger.forget(URL, who="a", why="b")
    assert ledger.seen([URL]) == {URL: Visit()}
