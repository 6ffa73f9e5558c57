"""What comes into a ledger from files: records, and what somebody annotated elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onrecord.errors import BatchError, LedgerError
from onrecord.ledger.exports.labelstudio import days
from onrecord.record import Record, Statement

_ROWS = 1_000
"""Of a Parquet file that are read at a time."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A part of a file that is no record."""

    label: str
    """Which: the file and the line or row."""
    reason: str


def records(path: Path) -> Iterator[tuple[str, Record] | Wrong]:
    """The records in a file that `export` wrote, as JSON Lines or Parquet, or in a folder that `batch` wrote.

    Each with what to call it. Raises LedgerError when it is none of these.
    """
    if path.is_dir():
        yield from _folder(path)
    elif path.suffix == ".parquet":
        yield from _parquet(path)
    else:
        yield from _json_lines(path)


def _json_lines(path: Path) -> Iterator[tuple[str, Record] | Wrong]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _record(f"{path}, line {number}", line)


def _parquet(path: Path) -> Iterator[tuple[str, Record] | Wrong]:
    """A page's first row holds its record; vectors stand in the rows of their statements."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = ["record", "fingerprint", "vector"]
    try:
        with pq.ParquetFile(path) as file:
            if not set(columns) <= set(file.schema_arrow.names):
                raise LedgerError(f"{path} is no Parquet file that onrecord export wrote")
            number = 0
            read: tuple[str, Record] | Wrong | None = None
            vectors: list[bytes | None] = []
            for batch in file.iter_batches(_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    if row["record"] is not None:
                        if read is not None:
                            yield _with(read, vectors)
                        read, vectors = (
                            _record(f"{path}, row {number}", row["record"], row["fingerprint"]),
                            [],
                        )
                    vectors.append(row["vector"])
            if read is not None:
                yield _with(read, vectors)
    except (OSError, pa.ArrowException) as error:
        raise LedgerError(f"{path} cannot be read: {error}") from error


def _folder(path: Path) -> Iterator[tuple[str, Record] | Wrong]:
    from onrecord.arrow import records_in

    try:
        for record in records_in(path):
            yield record.page.url or record.page.path or record.page.sha256, record
    except BatchError as error:
        raise LedgerError(str(error)) from error


def _record(label: str, text: str | bytes, fingerprint: bytes | None = None) -> tuple[str, Record] | Wrong:
    try:
        record = Record.from_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return Wrong(label, f"it is not a record: {where and where + ': '}{first['msg']}")
    article = record.article.model_copy(update={"fingerprint": fingerprint})
    return label, record.model_copy(update={"article": article})


def _with(read: tuple[str, Record] | Wrong, vectors: Sequence[bytes | None]) -> tuple[str, Record] | Wrong:
    if isinstance(read, Wrong) or len(vectors) != len(read[1].statements):
        return read
    label, record = read
    statements = tuple(
        statement.model_copy(update={"vector": vector})
        for statement, vector in zip(record.statements, vectors, strict=True)
    )
    return label, record.model_copy(update={"statements": statements})


@dataclass(frozen=True, slots=True)
class Annotated:
    """What somebody made of a statement."""

    statement: str
    """Its id."""
    who: str
    content: tuple[str, ...]
    """The pieces; none where it was taken out."""
    speaker: str
    said: str

    def changes(self, holds: Statement) -> dict[str, Any]:
        """What of it differs from the statement as it holds, as arguments of `Ledger.correct`."""
        if not self.content:
            return {"verdict": "reject"}
        found: dict[str, Any] = {}
        if self.content != tuple(span.text for span in holds.content):
            found["content"] = list(self.content)
        if self.speaker != (holds.speaker.name if holds.speaker else ""):
            found["speaker"] = self.speaker
        if self.said != days(holds.said):
            found["said"] = self.said
        return found or {"verdict": "accept"}


@dataclass(slots=True)
class Annotations:
    """What is in a file that Label Studio exported (JSON)."""

    statements: list[Annotated] = field(default_factory=list)
    added: int = 0
    """Statements that somebody marked anew, which a ledger does not take."""


def labelstudio(path: Path) -> Annotations:
    """The statements of all tasks that somebody annotated. Raises LedgerError when it is no such file."""
    found = Annotations()
    try:
        for task in json.loads(path.read_bytes()):
            for made in task.get("annotations", ()):
                if not made.get("was_cancelled"):
                    _take(found, task["data"]["statements"], made, task["data"]["text"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(
            f"{path} is no JSON that Label Studio exported, of tasks that onrecord export made: {error!r}"
        ) from error
    return found


def _take(found: Annotations, ids: Sequence[str], made: dict[str, Any], text: str) -> None:
    by = made.get("completed_by")
    who = by.get("email") if isinstance(by, dict) else f"Label Studio user {by}"
    content: dict[str, list[tuple[int, str]]] = {}
    told: dict[tuple[str, str], str] = {}
    for part in made["result"]:
        statement = str(part.get("id", "")).partition(".")[0]
        value = part.get("value", {})
        if part["type"] == "labels" and value["labels"] == ["Content"]:
            start, end = int(value["start"]), int(value["end"])
            content.setdefault(statement, []).append((start, text[start:end]))
        elif part["type"] == "textarea":
            told[statement, part["from_name"]] = " ".join(value["text"]).strip()
    found.added += sum(statement not in ids for statement in content)
    found.statements += [
        Annotated(
            statement=statement,
            who=str(who),
            content=tuple(words for _, words in sorted(content.get(statement, ()))),
            speaker=told.get((statement, "speaker"), ""),
            said=told.get((statement, "said"), "unknown"),
        )
        for statement in ids
    ]
