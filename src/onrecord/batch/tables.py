"""The folder that a batch writes to, and how a file's rows come to be there: all of them, or none that count.

    DIR/_batch.json              what all files here were read with
    DIR/_files/KEY.json          the manifest of a file that was read to its end: counts, and its parts
    DIR/articles/month=2026-03/KEY-0.parquet
    DIR/statements/month=2026-03/KEY-0.parquet
    DIR/errors/KEY-0.parquet
    DIR/copies.parquet           which articles are copies of which
    DIR/report.json              what the last run did
    DIR/_staging/                rows of files that are being read; nothing in it counts

Names with an underscore are passed over by programs that read Hive-partitioned folders. A manifest is written after the
parts it names are in place: a part that none names is of a file that was not finished, and is replaced with it.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count, takewhile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.dataset as ds

from onrecord.arrow import ARTICLES, ERRORS, FILES, FORMAT, STATEMENTS
from onrecord.errors import BatchError

STAGING = "_staging"
PROGRESS = "progress.json"
_SETTINGS = "_batch.json"
_ROWS = 200
"""Rows that wait in memory before they are spooled."""
_BYTES = 1 << 25
"""Bytes of pages after which they are spooled, however few."""
_GROUP = 5_000
"""Rows of a Parquet row group."""
_SCHEMAS = {"articles": ARTICLES, "statements": STATEMENTS, "errors": ERRORS}
_MONTHS = ds.partitioning(pa.schema([ARTICLES.field("month")]), flavor="hive")


@contextmanager
def taken(out: Path, settings: Mapping[str, Any]) -> Iterator[None]:
    """Makes the folder, or takes up the one that is there, for this process alone.

    Files read by another version, or with other settings, would give other rows: they do not go into one folder.
    Raises BatchError when it holds such files or something else, or when another batch writes to it.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / _SETTINGS).exists():
        raise BatchError(f"{out} holds something else; choose a new folder for --out")
    out.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        _settle(out / _SETTINGS, {"format": FORMAT, **settings})
        shutil.rmtree(out / STAGING, ignore_errors=True)
        (out / STAGING).mkdir()
        (out / FILES).mkdir(exist_ok=True)
        yield
        shutil.rmtree(out / STAGING, ignore_errors=True)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    with (out / _SETTINGS).open("a") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise BatchError(f"another batch is writing to {out}") from None
        yield


def _settle(path: Path, wanted: Mapping[str, Any]) -> None:
    """Writes the settings, or holds them against those that are there."""
    if not path.stat().st_size:
        path.write_text(json.dumps(wanted, indent=1, ensure_ascii=False), encoding="utf-8")
        return
    held = json.loads(path.read_bytes())
    told = [
        f"{name} was {held.get(name)!r} and is {wanted.get(name)!r}"
        for name in sorted(held.keys() | wanted.keys())
        if held.get(name) != wanted.get(name)
    ]
    if told:
        folder = path.parent
        raise BatchError(f"{folder} was read otherwise ({'; '.join(told)}); choose a new folder for --out")


def manifest(out: Path, key: str) -> dict[str, Any] | None:
    """The manifest of a file that was read to its end."""
    try:
        found: dict[str, Any] = json.loads((out / FILES / f"{key}.json").read_bytes())
    except FileNotFoundError:
        return None
    return found


def written(path: Path, value: Any) -> None:
    """Writes JSON whole or not at all."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


class Tables:
    """The rows of one input file, spooled on disk until it is read to its end. A context: what was not kept is gone."""

    def __init__(self, out: Path, key: str) -> None:
        self._out = out
        self._key = key
        self._staging = out / STAGING / f"{key}.{secrets.token_hex(4)}"
        self._waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in _SCHEMAS}
        self._weight = 0
        self._spools: dict[str, pa.ipc.RecordBatchStreamWriter] = {}

    def __enter__(self) -> Self:
        self._staging.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for spool in self._spools.values():
            spool.close()
        shutil.rmtree(self._staging, ignore_errors=True)

    def add(self, table: str, rows: Iterable[Mapping[str, Any]], weight: int = 0) -> None:
        """Rows for "articles", "statements" or "errors", in the order of the file; `weight` is their bytes, about."""
        self._waiting[table].extend(map(dict, rows))
        self._weight += weight
        if len(self._waiting[table]) >= _ROWS or self._weight >= _BYTES:
            for waiting in _SCHEMAS:
                self._spool(waiting)
            self._weight = 0

    def progress(self, value: Mapping[str, Any]) -> None:
        """Leaves word of how far the file is."""
        part = self._staging / f"{PROGRESS}.part"
        part.write_text(json.dumps(value), encoding="utf-8")
        part.replace(self._staging / PROGRESS)

    def keep(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Puts the rows in their place, then the manifest, with what is told of the file; gives the manifest."""
        for table in _SCHEMAS:
            self._spool(table)
        for spool in self._spools.values():
            spool.close()
        made = [path for table in self._spools for path in self._parts(table)]
        parts = [str(path.relative_to(self._staging)) for path in made]
        (self._out / FILES / f"{self._key}.json").unlink(missing_ok=True)
        for place in (self._out / "errors", *self._out.glob("*/month=*")):
            for path in takewhile(
                Path.exists, (place / f"{self._key}-{number}.parquet" for number in count())
            ):
                if str(path.relative_to(self._out)) not in parts:
                    path.unlink()  # of an earlier attempt
        for path, part in zip(made, parts, strict=True):
            place = self._out / part
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        kept = {**told, "parts": parts}
        written(self._out / FILES / f"{self._key}.json", kept)
        return kept

    def _spool(self, table: str) -> None:
        if self._waiting[table]:
            batch = pa.RecordBatch.from_pylist(self._waiting[table], _SCHEMAS[table])
            if table not in self._spools:
                options = pa.ipc.IpcWriteOptions(compression="zstd")
                place = str(self._staging / f"{table}.arrows")
                self._spools[table] = pa.ipc.new_stream(place, batch.schema, options=options)
            self._spools[table].write_batch(batch)
            self._waiting[table].clear()

    def _parts(self, table: str) -> list[Path]:
        """Parquet files, one a month; more where there are more months than files can be open."""
        parquet = ds.ParquetFileFormat()
        parts: list[Path] = []
        with pa.OSFile(str(self._staging / f"{table}.arrows")) as spool:
            ds.write_dataset(
                pa.ipc.open_stream(spool),
                self._staging / table,
                format=parquet,
                file_options=parquet.make_write_options(compression="zstd"),
                partitioning=_MONTHS if "month" in _SCHEMAS[table].names else None,
                basename_template=f"{self._key}-{{i}}.parquet",
                use_threads=False,
                max_open_files=500,
                max_rows_per_file=0,
                min_rows_per_group=0,
                max_rows_per_group=_GROUP,
                file_visitor=lambda file: parts.append(Path(file.path)),
            )
        for part in parts:
            with part.open("rb") as file:
                os.fsync(file.fileno())
        return sorted(parts)
