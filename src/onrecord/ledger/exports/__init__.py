"""Statements out of a ledger, in the formats that other programs read.

One module a family: `tables` (CSV, Parquet), `documents` (JSON Lines, brat, gold), `linked` (W3C Web Annotation and
schema.org Quotation, both JSON-LD), `labelstudio`. Each writer takes `Page`s, one a version with its statements in the
order of the text, and a place that does not exist yet.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.ledger.results import Entry
from onrecord.record import Article, Record

Format = Literal["csv", "parquet", "jsonl", "annotation", "quotation", "brat", "gold", "labelstudio"]


@dataclass(frozen=True, slots=True)
class Page:
    """One version of a page, with those of its statements that are to go out."""

    article: Article
    entries: tuple[Entry, ...]
    checked: frozenset[str]
    """Ids of the statements that somebody corrected or accepted."""
    vectors: tuple[bytes | None, ...]
    """What the statements mean, as read."""


def record_of(page: Page) -> Record:
    """The record of a page, with those of its statements that are to go out, as they hold."""
    statements = tuple(entry.statement for entry in page.entries)
    return Record(page=page.entries[0].page, article=page.article, statements=statements)


def write(format: Format, pages: Iterable[Page], out: Path) -> int:
    """Writes the pages' statements to `out`, a file, or a folder for brat and gold; how many there were."""
    from onrecord.ledger.exports import documents, labelstudio, linked, tables

    writers: dict[Format, Callable[[Iterable[Page], Path], int]] = {
        "csv": tables.csv,
        "parquet": tables.parquet,
        "jsonl": documents.jsonl,
        "brat": documents.brat,
        "gold": documents.gold,
        "annotation": linked.web_annotations,
        "quotation": linked.quotations,
        "labelstudio": labelstudio.tasks,
    }
    part = out.with_name(out.name + ".part")
    remove(part)
    try:
        number = writers[format](pages, part)
        part.rename(out)
    finally:
        remove(part)
    return number


def remove(path: Path) -> None:
    """Takes away what an interrupted export left."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
