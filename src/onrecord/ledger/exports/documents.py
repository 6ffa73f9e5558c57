"""Whole articles with their statements: JSON Lines of records, brat standoff, and gold to train and measure with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.record import Span, Statement

if TYPE_CHECKING:
    from onrecord.ledger.exports import Page


def jsonl(pages: Iterable[Page], out: Path) -> int:
    """One record a line, as `onrecord read --json` prints it and `onrecord import` reads it."""
    from onrecord.ledger.exports import record_of

    number = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for page in pages:
            file.write(record_of(page).to_json() + "\n")
            number += len(page.entries)
    return number


def brat(pages: Iterable[Page], out: Path) -> int:
    """NAME.txt with the article and NAME.ann with its statements, as brat 1.3 reads them (brat.nlplab.org/standoff).

    Source, Cue and Content are text-bound annotations, in several fragments where a content is broken or goes over a
    line's end or a tabulator. Each source and cue points to its content by a relation; kind and act are attributes of
    the content, the speaker's name is a note on it.
    """
    out.mkdir()
    number = 0
    for page in pages:
        name = page.entries[0].page.sha256[:16]
        (out / f"{name}.txt").write_text(page.article.text, encoding="utf-8", newline="")
        lines = list(_brat([entry.statement for entry in page.entries], page.article.text))
        (out / f"{name}.ann").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
        number += len(page.entries)
    return number


def _brat(statements: list[Statement], text: str) -> Iterator[str]:
    bound = related = attributes = notes = 0
    for statement in statements:
        if not statement.content:
            continue
        bound += 1
        content = f"T{bound}"
        yield f"{content}\t{_bound('Content', statement.content, text)}"
        for label, span in (("Source", statement.source), ("Cue", statement.cue)):
            if span:
                bound += 1
                related += 1
                yield f"T{bound}\t{_bound(label, (span,), text)}"
                yield f"R{related}\t{label}Of Arg1:T{bound} Arg2:{content}"
        for attribute, value in (("Kind", statement.kind), ("Act", statement.act)):
            attributes += 1
            yield f"A{attributes}\t{attribute} {content} {value}"
        if statement.speaker and statement.speaker.name:
            notes += 1
            yield f"#{notes}\tAnnotatorNotes {content}\t{' '.join(statement.speaker.name.split())}"


def _bound(label: str, spans: Iterable[Span], text: str) -> str:
    lines = [
        (span.start + match.start(), span.start + match.end())
        for span in spans
        for match in re.finditer(r"[^\n\t]+", span.text)
    ]
    places = ";".join(f"{start} {end}" for start, end in lines)
    return f"{label} {places}\t{' '.join(text[start:end] for start, end in lines)}"


def gold(pages: Iterable[Page], out: Path) -> int:
    """ID.json for each article in which somebody corrected or accepted a statement, in the form of annotated data.

    All its statements as they hold; `checked` says which of them somebody looked at.
    """
    out.mkdir()
    number = 0
    for page in pages:
        if not page.checked:
            continue
        name = page.entries[0].page.sha256[:16]
        document = {
            "id": name,
            "title": page.article.title,
            "published": page.article.published,
            "text": page.article.text,
            "statements": [_gold(entry.statement, page.checked) for entry in page.entries],
        }
        (out / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        number += len(page.entries)
    return number


def _gold(statement: Statement, checked: frozenset[str]) -> dict[str, Any]:
    def place(span: Span | None) -> list[int] | None:
        return [span.start, span.end] if span else None

    speaker, said = statement.speaker, statement.said
    return {
        "source": place(statement.source),
        "cue": place(statement.cue),
        "content": [place(span) for span in statement.content],
        "kind": statement.kind,
        "speaker": speaker.name if speaker else "",
        "named": speaker.named if speaker else False,
        "speaker_kind": speaker.kind if speaker else "unknown",
        "said": {"from": said.from_, "to": said.to},
        "checked": statement.id in checked,
    }
