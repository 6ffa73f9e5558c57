"""What newer versions of a page changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import Ledger
from onrecord.ledger.changes import word_changes

from .made import HARBOUR, URL, made


def test_reworded_cut_put_in_and_given_to_somebody_else(ledger: Ledger) -> None:
    ledger.add(*made([*HARBOUR, "Teo Bannick: Same as before."], retrieved="2031-11-18T08:00:00Z"))
    lines = [
        "Ilse Marrow: We will not yet send pilots into a channel that we have not measured.",
        "Ada Perrin: The bank has moved by forty metres, and measuring it takes weeks.",
        "Teo Bannick: “Same as before”!",
        "Teo Bannick: Nobody asked us.",
    ]
    ledger.add(*made(lines, retrieved="2031-11-19T08:00:00Z"))
    ledger.add(*made(url="https://post.example/other"))
    reworded, given_away, cut, put = ledger.changes()
    assert reworded.words == (
        ("same", "We will not"),
        ("put", "yet"),
        ("same", "send pilots into a channel that we have not measured."),
    )
    assert (given_away.before and given_away.before.person, given_away.after and given_away.after.person) == (
        "Teo Bannick",
        "Ada Perrin",
    )
    assert (cut.after, cut.words) == (None, (("cut", "The closure is a gift to Calvany."),))
    assert (put.before, put.words) == (None, (("put", "Nobody asked us."),))
    assert {change.noticed for change in ledger.changes(URL)} == {"2031-11-19T08:00:00Z"}
    assert ledger.changes("https://post.example/other") == ()
    assert ledger.changes(since="2031-11-20") == ()


def test_every_step_of_several_versions(ledger: Ledger) -> None:
    for hour, words in enumerate(["one two three", "one two four", "one two three"]):
        ledger.add(*made([f"Ilse Marrow: {words}"], url=URL, retrieved=f"2031-11-18T0{hour}:00:00Z"))
        if hour == 2:
            break
    assert len(ledger.changes()) == 1  # the third has the first's bytes: it is there already


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_word_changes_lead_from_the_one_to_the_other(before: list[str], after: list[str]) -> None:
    steps = list(word_changes(before, after))
    assert [w for kind, words in steps if kind != "put" for w in words.split()] == before
    assert [w for kind, words in steps if kind != "cut" for w in words.split()] == after
