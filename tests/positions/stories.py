"""The sample stories as records, from their gold annotations, and which statements a reader takes for one utterance."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from onrecord.pages.fingerprint import fingerprint
from onrecord.record import Article, Page, Record, Said, Span, Speaker, Statement

GOLD = Path(__file__).parent.parent / "samples" / "gold"

UTTERANCES = (
    # the dam
    "dam-1: “Not a drop will | dam-2: ‘Not one drop | ? dam-2: that she had given "
    '| dam-6: that nothing would be held | dam-7: Not a drop | dam-8: "A drop will be',
    "dam-1: Karsovia will begin to fill | dam-2: that the reservoir behind",
    'dam-3: "I said that not a drop | dam-4: "I said that not a drop | dam-5: “I said that a drop',
    "dam-3: the June 1 date | dam-4: the June 1 date | dam-5: the June 1 date",
    'dam-3: "The inquiry will report | dam-4: "The inquiry will report | dam-5: “The probe will report',
    'dam-3: "Either the gates | dam-4: "Either the gates | dam-5: “Either the entryways',
    "dam-3: his country could live | dam-4: his country could live | dam-5: his nation could live",
    "dam-2: Qasira would accept the dam | dam-3: Qasira would not accept | dam-4: Qasira would not accept "
    "| dam-5: Qasira would not acknowledge",
    'dam-3: "There was no four | dam-4: "There was no four | dam-5: “There was no four | dam-7: that no fourth season',
    "dam-3: \"You don't build | dam-4: \"You don't build",
    "dam-3: Lusara, which hosted | dam-4: Lusara, which hosted | dam-5: Lusara, which facilitated",
    "? dam-3: that account | ? dam-4: that account | ? dam-5: that record",
    "dam-3: she welcomed | dam-4: she welcomed | dam-5: she invited",
    "dam-3: a pledge she | dam-4: a pledge she | dam-5: a vow she",
    "dam-1: “It can be done | dam-7: three seasons could not be done",
    # the railway
    "rail-1: “You will ride this line | rail-3: “You will ride this line",
    "rail-1: that the Lantern Hill line would open | rail-2: it would cost",
    "rail-5: the line would open | rail-6: the city a railroad",
    "rail-5: ‘If it does not | rail-6: that if it did not come",
    "rail-5: ‘We believe in the 14 bus | rail-6: that her members believed only",
    "rail-3: The line will cost 3.1 | rail-5: the bill at 3.1bn",
    # the bank
    "bank-1: “No depositor will | bank-6: that “no depositor will | bank-6: “the hotel with",
    'bank-2: “I said it last week | bank-3: "No depositor will | ? bank-3: that depositors will be made',
    "bank-2: The first payments | bank-3: that the first payments | bank-7: that the first of",
    "bank-2: the bank insolvent | bank-3: the bank insolvent",
    'bank-2: “It could not be done | bank-3: "It could not wait',
    "bank-2: that he was “in the country | bank-3: he is",
    "bank-6: “That date is not | bank-7: the date ‘not a target",
)
"""A line an utterance: the pages, and the words with which each report of it begins. Written by reading the pages; of
those with a question mark a reader may think either way."""


def names() -> list[str]:
    """The pages that have gold statements."""
    return [path.stem for path in sorted(GOLD.glob("*.json")) if "statements" in _gold(path.stem)]


def record(name: str) -> tuple[Record, bytes]:
    """The record that a reader without a fault would make of a sample page, and bytes for it."""
    gold = _gold(name)
    text = gold["text"]
    data = text.encode()
    page = Page(
        url=f"https://{name}.example/", sha256=hashlib.sha256(data).hexdigest(), media_type="text/html"
    )
    article = Article(
        title=gold["title"],
        outlet=name.split("-")[2],
        language="en",
        published=gold["published"],
        text=text,
        fingerprint=fingerprint(text),
    )
    statements = tuple(
        _statement(name, number, text, gold["published"], read)
        for number, read in enumerate(gold["statements"])
    )
    return Record(page=page, article=article, statements=statements), data


def _gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _statement(name: str, number: int, text: str, published: str, read: dict[str, Any]) -> Statement:
    said = read.get("said") or {}
    spans = {role: read[role] and Span.of(text, *read[role]) for role in ("source", "cue")}
    return Statement(
        id=hashlib.sha256(f"{name} {number}".encode()).hexdigest()[:16],
        source=spans["source"],
        cue=spans["cue"],
        content=tuple(Span.of(text, *span) for span in read["content"]),
        kind=read["kind"],
        act="speech",
        speaker=Speaker(name=read["speaker"], named=read["named"], kind=read["speaker_kind"], how="gold"),
        said=Said.model_validate(
            {
                "from": said.get("from") or published,
                "to": said.get("to") or published,
                "how": "expression" if said else "article",
            }
        ),
        confidence=0.9,
    )


def gold_utterances() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Of each utterance that several statements report, the ids of those that surely do and of those that may.

    Raises ValueError where one is not found.
    """
    found = []
    for line in UTTERANCES:
        members: dict[bool, set[str]] = {True: set(), False: set()}
        for member in line.split("|"):
            sure = not member.strip().startswith("?")
            page, _, words = member.strip(" ?").partition(": ")
            (name,) = (known for known in names() if known.startswith(f"{page}-"))
            ids = [
                statement.id
                for statement in record(name)[0].statements
                if statement.content[0].text.startswith(words)
            ]
            if len(ids) != 1:
                raise ValueError(f"{page} has {len(ids)} statements that begin with {words!r}")
            members[sure].add(ids[0])
        found.append((frozenset(members[True]), frozenset(members[False])))
    return found
