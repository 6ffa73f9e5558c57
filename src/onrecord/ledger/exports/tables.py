"""Statements as rows: CSV (RFC 4180) and Apache Parquet."""

from __future__ import annotations

import csv as _csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.ledger.results import Entry

if TYPE_CHECKING:
    from onrecord.ledger.exports import Page

COLUMNS = (
    "id said_from said_to said_how speaker speaker_kind role cue words kind act about confidence state "
    "title outlet published url path start end"
).split()

_ROWS = 10_000
"""Rows of a Parquet row group."""


def row(entry: Entry) -> tuple[Any, ...]:
    """The values of `COLUMNS`. Pieces of a content are joined by " […] "; `start` and `end` are around all of them."""
    statement, said, content = entry.statement, entry.statement.said, entry.statement.content
    speaker = statement.speaker
    return (
        statement.id,
        said.from_,
        said.to,
        said.how,
        entry.person or (speaker.name if speaker else None),
        speaker.kind if speaker else None,
        speaker.role if speaker else None,
        statement.cue.text if statement.cue else None,
        " […] ".join(span.text for span in content),
        statement.kind,
        statement.act,
        "; ".join(dict.fromkeys(mention.name for mention in statement.about)) or None,
        statement.confidence,
        entry.state,
        entry.title,
        entry.outlet,
        entry.published,
        entry.page.url,
        entry.page.path,
        content[0].start if content else None,
        content[-1].end if content else None,
    )


def csv(pages: Iterable[Page], out: Path) -> int:
    """A head line, then one line a statement, UTF-8."""
    number = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        table = _csv.writer(file)
        table.writerow(COLUMNS)
        for entry in _entries(pages):
            table.writerow(row(entry))
            number += 1
    return number


def parquet(pages: Iterable[Page], out: Path) -> int:
    """The same columns, typed, and three more, by which it can be imported again.

    The first row of a page has its `record` (JSON) and the article's `fingerprint`; each row has its `vector`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onrecord.ledger.exports import record_of

    types = {"confidence": pa.float64(), "start": pa.int64(), "end": pa.int64()}
    types |= {"vector": pa.binary(), "fingerprint": pa.binary()}
    names = (*COLUMNS, "vector", "fingerprint", "record")
    schema = pa.schema([(name, types.get(name, pa.string())) for name in names])
    number = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as file:
        gathered: list[tuple[Any, ...]] = []

        def flush() -> None:
            columns = zip(*gathered, strict=True) if gathered else ([] for _ in names)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            file.write_table(pa.Table.from_arrays(arrays, schema=schema))
            gathered.clear()

        for page in pages:
            whole: tuple[bytes | None, str | None] = (page.article.fingerprint, record_of(page).to_json())
            for entry, vector in zip(page.entries, page.vectors, strict=True):
                gathered.append((*row(entry), vector, *whole))
                whole = (None, None)
            number += len(page.entries)
            if len(gathered) >= _ROWS:
                flush()
        flush()
    return number


def _entries(pages: Iterable[Page]) -> Iterator[Entry]:
    for page in pages:
        yield from page.entries
