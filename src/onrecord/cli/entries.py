"""Statements out of the ledger: for people, as JSON, as CSV."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

from onrecord.cli.terminal import safe
from onrecord.wording import day, days

if TYPE_CHECKING:
    from onrecord.ledger import Entry

STATES = {
    "gone": "no longer on the page",
    "repeated": "a newer version of the page has it too",
    "superseded": "from an earlier reading",
    "rejected": "rejected",
}


def show_entry(console: Console, entry: Entry) -> None:
    """Who, when and where from, around the words."""
    statement = entry.statement
    line(console, Text.assemble(who(entry), "  ", (when(entry), "aside")))
    for piece in statement.content:
        for paragraph in piece.text.split("\n\n"):
            line(console, Text(safe(paragraph), "verbatim" if statement.kind == "direct" else ""), 2)
    where = [entry.outlet, entry.published and day(entry.published), entry.title]
    line(console, Text(" · ".join(safe(part) for part in where if part), "aside"), 2)
    line(console, Text(f"{statement.id}  {safe(place(entry))}", "aside"), 2)
    if entry.state in STATES:
        line(console, Text(STATES[entry.state], "doubt"), 2)
    console.print()


def who(entry: Entry) -> Text:
    """The speaker by the ledger's name, or the words that stand for one without a name; the cue."""
    statement, text = entry.statement, Text()
    if statement.speaker is None or not statement.speaker.name:
        text.append("speaker not given", "unnamed")
    else:
        text.append(safe(entry.person or statement.speaker.name), "speaker" if entry.person else "unnamed")
        if statement.speaker.role:
            text.append(f", {safe(statement.speaker.role)}", "aside")
    if statement.cue:
        text.append(f" {safe(statement.cue.text)}", "italic")
    if entry.corrected:
        text.append("  corrected", "doubt")
    return text


def when(entry: Entry) -> str:
    """Kind and day; a day that only stands in says so."""
    said = days(entry.statement.said)
    reported = "reported " if entry.statement.said.how == "article" else ""
    return f"{entry.statement.kind} · {reported}{said or 'undated'}"


def place(entry: Entry) -> str:
    """Where the page is, or was."""
    return entry.page.url or entry.page.path or f"sha256:{entry.page.sha256}"


def decided(by: str, made: str, why: str | None) -> str:
    """By whom, when (`made`, an ISO time) and why something was decided: "by Ana on 3 May 2015: a namesake"."""
    return f"by {by} on {day(made[:10])}" + (f": {why}" if why else "")


def line(console: Console, text: Text, indent: int = 0) -> None:
    for row in text.wrap(console, max(console.width - indent, 10)):
        row.rstrip()
        console.print(" " * indent, row, sep="", soft_wrap=True)


def print_json(things: Iterable[Any]) -> None:
    """One JSON object a line on standard output, UTF-8."""
    for thing in things:
        sys.stdout.buffer.write(json.dumps(_plain(thing), ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


def print_csv(entries: Iterable[Entry]) -> None:
    """A head line and one line a statement on standard output, UTF-8 (RFC 4180)."""
    from onrecord.ledger.exports.tables import COLUMNS, row

    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    table.writerows(map(row, entries))
    sys.stdout.buffer.write(written.getvalue().encode())
    sys.stdout.buffer.flush()


def _plain(thing: Any) -> Any:
    if isinstance(thing, BaseModel):
        return thing.model_dump(mode="json", by_alias=True)
    if dataclasses.is_dataclass(thing):
        return {field.name: _plain(getattr(thing, field.name)) for field in dataclasses.fields(thing)}
    if isinstance(thing, tuple | list):
        return [_plain(part) for part in thing]
    return thing
