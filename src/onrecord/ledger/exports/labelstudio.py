"""Articles with their statements as tasks for Label Studio, to be corrected there: JSON, an array of tasks.

Offsets are code points, as in the record and as Label Studio counts since 1.5. A statement is a region "Content" (or
several, where it is broken) with its speaker and its days beside, and regions "Source" and "Cue" that point to it. The
region's id names the statement, so that what was annotated comes back as corrections (`onrecord.ledger.imports`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.record import Said, Span, Statement

if TYPE_CHECKING:
    from onrecord.ledger.exports import Page

CONFIG = """\
<View>
  <Relations><Relation value="said by"/><Relation value="told by"/></Relations>
  <Labels name="part" toName="text">
    <Label value="Content" background="#4c78a8"/>
    <Label value="Source" background="#f58518"/>
    <Label value="Cue" background="#54a24b"/>
  </Labels>
  <Header value="$title"/>
  <Text name="text" value="$text"/>
  <TextArea name="speaker" toName="text" perRegion="true" whenTagName="part" whenLabelValue="Content"
            placeholder="Who said it; empty: nobody" maxSubmissions="1" editable="true"/>
  <TextArea name="said" toName="text" perRegion="true" whenTagName="part" whenLabelValue="Content"
            placeholder="When: 2031-11-18, 2031-11, 2031, two with / between, or unknown" maxSubmissions="1"
            editable="true"/>
</View>
"""
"""The labelling configuration of a project for these tasks."""

_RELATIONS = {"Source": "said by", "Cue": "told by"}


def tasks(pages: Iterable[Page], out: Path) -> int:
    """A task an article, its statements as the prediction of whoever read it."""
    number = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for place, page in enumerate(pages):
            first = page.entries[0]
            statements = [entry.statement for entry in page.entries]
            task = {
                "data": {
                    "text": page.article.text,
                    "title": page.article.title or "",
                    "url": first.page.url,
                    "sha256": first.page.sha256,
                    "statements": [statement.id for statement in statements],
                },
                "predictions": [
                    {
                        "model_version": first.reader,
                        "result": [part for statement in statements for part in _result(statement)],
                    }
                ],
            }
            file.write((",\n" if place else "\n") + json.dumps(task, ensure_ascii=False))
            number += len(statements)
        file.write("\n]\n")
    return number


def days(said: Said) -> str:
    """The days as a correction takes them: one, two with a slash between, or "unknown"."""
    if said.from_ is None:
        return "unknown"
    return said.from_ if said.from_ == said.to else f"{said.from_}/{said.to or ''}"


def _result(statement: Statement) -> Iterator[dict[str, Any]]:
    for number, span in enumerate(statement.content):
        region = f"{statement.id}.{number}"
        yield _region(region, "Content", span)
        if number == 0:
            speaker = statement.speaker.name if statement.speaker else ""
            if speaker:
                yield _text(region, "speaker", span, speaker)
            yield _text(region, "said", span, days(statement.said))
    for label, part in (("Source", statement.source), ("Cue", statement.cue)):
        if part is not None and statement.content:
            region = f"{statement.id}.{label.lower()}"
            yield _region(region, label, part)
            yield {
                "type": "relation",
                "from_id": f"{statement.id}.0",
                "to_id": region,
                "direction": "right",
                "labels": [_RELATIONS[label]],
            }


def _region(region: str, label: str, span: Span) -> dict[str, Any]:
    value = {**_place(span), "labels": [label]}
    return {"id": region, "from_name": "part", "to_name": "text", "type": "labels", "value": value}


def _text(region: str, name: str, span: Span, words: str) -> dict[str, Any]:
    value = {"start": span.start, "end": span.end, "text": [words]}
    return {"id": region, "from_name": name, "to_name": "text", "type": "textarea", "value": value}


def _place(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
