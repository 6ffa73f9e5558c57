"""All that a page mentions, as `resolve` tells it beside the speakers."""

from __future__ import annotations

import pytest
from marked import marked

from onrecord.record import NameSpan
from onrecord.speakers import resolve


def mentioned(text: str, *names: tuple[str, str]) -> list[tuple[str, str, str]]:
    """(words, name, kind) of each mention in a marked text, all places of the given (words, kind) being tagged."""
    read = marked(text)
    tagged = []
    for words, kind in names:
        start = read.text.find(words)
        while start >= 0:
            tagged.append(NameSpan(start=start, end=start + len(words), text=words, kind=kind))  # type: ignore[arg-type]
            start = read.text.find(words, start + 1)
    found = resolve(read.text, read.attributions, tagged).mentions
    return [(read.text[m.start : m.end], m.name, m.kind) for m in found]


def test_part_names_and_acronyms_stand_under_the_full_name() -> None:
    found = mentioned(
        "President Ivo Lenz met people from the Union of Kolm Miners (UKM) before noon. "
        "{Lenz|} said [the UKM was strong].",
        ("Ivo Lenz", "person"),
        ("Union of Kolm Miners", "organization"),
        ("UKM", "organization"),
    )
    assert found == [
        ("Ivo Lenz", "Ivo Lenz", "person"),
        ("Union of Kolm Miners", "Union of Kolm Miners", "organization"),
        ("UKM", "Union of Kolm Miners", "organization"),
        ("Lenz", "Ivo Lenz", "person"),
        ("UKM", "Union of Kolm Miners", "organization"),
    ]


ANA, IVO = ("Ana Kos", "person"), ("Ivo Lenz", "person")


@pytest.mark.parametrize(
    ("text", "pronouns"),
    [
        ("Ana Kos left. {She|} said [it rained].", {"She": "Ana Kos"}),
        ("{Ana Kos|} said [she was tired].", {"she": "Ana Kos"}),
        ("Ivo Lenz was late. [“He is always late,”] {Ana Kos|} said.", {"He": "Ivo Lenz"}),
        ("{Ivo Lenz|} spoke of Pit Roth, the mayor. [“He must go,”] {Lenz|} said.", {"He": "Pit Roth"}),
        (
            "{Ana Kos|} praised her deputy. [“Ivo Lenz is good. I trust him.”]",
            {"her": "Ana Kos", "him": "Ivo Lenz"},
        ),
        ("{Ivo Lenz|} said [it rained]. Nobody believed him.", {"him": "Ivo Lenz"}),
    ],
)
def test_pronouns_stand_for_those_named(text: str, pronouns: dict[str, str]) -> None:
    found = mentioned(text, ANA, IVO, ("Pit Roth", "person"))
    assert {words: name for words, name, _ in found if words.casefold() in "he him she her"} == pronouns


def test_no_name_runs_on_into_the_next_paragraph() -> None:
    found = mentioned("A talk with Ana Kos\n\nAna Kos is a miner from the north.", ANA)
    assert [name for _, name, _ in found] == ["Ana Kos", "Ana Kos"]


def test_capitals_alone_are_no_mention() -> None:
    assert mentioned("Either Ana Kos or Responsibility, said {Zelda Roth|}. {She|} said [no].", ANA) == [
        ("Ana Kos", "Ana Kos", "person")
    ]
