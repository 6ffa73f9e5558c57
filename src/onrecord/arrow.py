"""Records as Arrow tables, a row an article and a row a statement; nothing of a record is lost.

The fields are those of `Record`, by their JSON names (docs/record.md), with where the page lay (`path`, `offset`) in
both tables, so that they can be joined. `FORMAT` names the schemas and stands in the metadata of every Parquet file;
docs/batch.md describes them and the folder that `records_in` reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import BatchError
from onrecord.record import Article, Page, Record, Statement

FORMAT = "onrecord-tables/1"
FILES = "_files"
"""The subfolder with a manifest, KEY.json, for each input file that was read to its end."""
VECTOR = 384
"""Bytes of a statement's vector."""
FINGERPRINT = 512
"""Bytes of an article's fingerprint."""

_METADATA = {b"onrecord": FORMAT.encode()}
_SURROGATE = re.compile("[\ud800-\udfff]")
_MONTH = re.compile(r"\d{4}-\d{2}(?=-|$)")
_ROWS = 256
"""Rows that are read at a time: an article with its furniture may take tens of kilobytes."""

_SPAN = pa.struct({"start": pa.int64(), "end": pa.int64(), "text": pa.string()})
_RANGE = {"from": pa.string(), "to": pa.string(), "text": pa.string()}
_EVIDENCE = pa.struct(
    {
        "how": pa.string(),
        "text": pa.string(),
        "date": pa.string(),
        "weight": pa.float64(),
        "about": pa.string(),
    }
)
_PLACE = {"path": pa.string(), "offset": pa.int64()}
_PAGE = {
    "url": pa.string(),
    "sha256": pa.string(),
    "media_type": pa.string(),
    "retrieved": pa.string(),
}
_ARTICLE = {
    "title": pa.string(),
    "standfirst": pa.string(),
    "byline": pa.list_(pa.string()),
    "outlet": pa.string(),
    "language": pa.string(),
    "published": pa.string(),
    "published_from": _EVIDENCE,
    "published_conflicts": pa.list_(_EVIDENCE),
    "updated": pa.string(),
    "text": pa.string(),
    "furniture": pa.list_(pa.struct({"text": pa.string(), "why": pa.string()})),
    "fingerprint": pa.binary(FINGERPRINT),
}
_OF_ARTICLE = {"url": pa.string(), "outlet": pa.string(), "title": pa.string(), "published": pa.string()}
_STATEMENT = {
    "id": pa.string(),
    "source": _SPAN,
    "cue": _SPAN,
    "content": pa.list_(_SPAN),
    "kind": pa.string(),
    "act": pa.string(),
    "speaker": pa.struct(
        {
            "name": pa.string(),
            "named": pa.bool_(),
            "kind": pa.string(),
            "role": pa.string(),
            "mention": _SPAN,
            "how": pa.string(),
            "via": pa.string(),
        }
    ),
    "said": pa.struct({**_RANGE, "how": pa.string(), "relative_to": pa.string(), "reference": _SPAN}),
    "announces": pa.struct(_RANGE),
    "about": pa.list_(
        pa.struct({"name": pa.string(), "kind": pa.string(), "start": pa.int64(), "end": pa.int64()})
    ),
    "phrases": pa.list_(pa.string()),
    "confidence": pa.float64(),
    "inside": pa.string(),
    "vector": pa.binary(VECTOR),
}
_PARTITION = {"month": pa.string()}


def _schema(*parts: Mapping[str, pa.DataType]) -> pa.Schema:
    fields = [field for part in parts for field in part.items()]
    return pa.schema(fields, metadata=_METADATA)


ARTICLES = _schema(_PLACE, {"length": pa.int64()}, _PAGE, _ARTICLE, {"statements": pa.int64()}, _PARTITION)
"""`offset` and `length`: bytes in the containing file, null where the page is a file of its own. `statements`: how many
it has. `month`: of publication, "2026-03", null for undated articles; in a folder it is part of the file's place."""
STATEMENTS = _schema(_PLACE, _OF_ARTICLE, _STATEMENT, _PARTITION)
"""In the order of the text; `url`, `outlet`, `title`, `published` and `month` are those of the article."""
ERRORS = _schema(_PLACE, {"url": pa.string(), "why": pa.string(), "reason": pa.string()})
"""What gave no article: `why` is the kind of reason (docs/batch.md lists them), `reason` one sentence."""
COPIES = _schema(_PLACE, {"url": pa.string(), "group": pa.string(), "similarity": pa.float64()})
"""Articles with copies: `group` is common to all copies of one, `similarity` is that to the group's first."""


def article_row(record: Record, offset: int | None = None, length: int | None = None) -> dict[str, Any]:
    """The row of `ARTICLES` for a record."""
    article = record.article
    row = {
        **record.page.model_dump(),
        "offset": offset,
        "length": length,
        **article.model_dump(),
        "fingerprint": article.fingerprint,
        "statements": len(record.statements),
        "month": month(article.published),
    }
    return {name: storable(value) for name, value in row.items()}


def statement_rows(record: Record, offset: int | None = None) -> list[dict[str, Any]]:
    """The rows of `STATEMENTS` for a record."""
    article = record.article
    of_article = {
        "path": record.page.path,
        "offset": offset,
        "url": record.page.url,
        **{name: getattr(article, name) for name in ("outlet", "title", "published")},
        "month": month(article.published),
    }
    rows = (
        {**of_article, **statement.model_dump(by_alias=True), "vector": statement.vector}
        for statement in record.statements
    )
    return [{name: storable(value) for name, value in row.items()} for row in rows]


def record_of(article: Mapping[str, Any], statements: Iterable[Mapping[str, Any]]) -> Record:
    """The record that `article_row` and `statement_rows` were given. Raises `pydantic.ValidationError`."""
    return Record(
        page=Page(path=article["path"], **{name: article[name] for name in _PAGE}),
        article=Article.model_validate({name: article[name] for name in _ARTICLE}),
        statements=tuple(
            Statement.model_validate({name: row[name] for name in _STATEMENT}) for row in statements
        ),
    )


def month(published: str | None) -> str | None:
    """ "2026-03" of an ISO date; None where there is none, or no month in it."""
    found = _MONTH.match(published or "")
    return found[0] if found else None


def storable(value: Any) -> Any:
    """With U+FFFD for surrogates without their other half, which UTF-8 and Arrow do not hold; offsets stay."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return _SURROGATE.sub("\ufffd", value)
    elif isinstance(value, dict):
        return {name: storable(part) for name, part in value.items()}
    elif isinstance(value, list | tuple):
        return [storable(part) for part in value]
    return value


def records_in(folder: Path) -> Iterator[Record]:
    """The records in a folder that `onrecord batch` wrote: file by file, and within one month by month.

    Only files that were read to their end count. Raises `BatchError` when it is no such folder, or of another format.
    """
    manifests = sorted((folder / FILES).glob("*.json"))
    if not manifests:
        raise BatchError(f"{folder} holds nothing that onrecord batch has finished")
    for manifest in manifests:
        parts = json.loads(manifest.read_bytes())["parts"]
        for place in sorted(
            {str(PurePosixPath(part).parent) for part in parts if part.startswith("articles/")}
        ):
            beside = place.replace("articles", "statements", 1)
            yield from _joined(_rows(folder, parts, place), _rows(folder, parts, beside))


def _joined(articles: Iterator[dict[str, Any]], statements: Iterator[dict[str, Any]]) -> Iterator[Record]:
    """Both are in the order of the file that they were read from."""
    of_articles = groupby(statements, key=lambda row: (row["path"], row["offset"]))
    for article in articles:
        rows = next(of_articles)[1] if article["statements"] else ()
        yield record_of(article, rows)


def _rows(folder: Path, parts: Iterable[str], place: str) -> Iterator[dict[str, Any]]:
    """The rows of the parts that lie in one place, in their order."""
    for part in (folder / part for part in parts if str(PurePosixPath(part).parent) == place):
        try:
            with pq.ParquetFile(part) as file:
                if (file.schema_arrow.metadata or {}).get(b"onrecord") != FORMAT.encode():
                    raise BatchError(f"{part} is not in the format {FORMAT}")
                for batch in file.iter_batches(_ROWS):
                    yield from batch.to_pylist()
        except (OSError, pa.ArrowException) as error:
            raise BatchError(f"{part} cannot be read: {error}") from error
