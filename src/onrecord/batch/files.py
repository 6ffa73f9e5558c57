"""One file of a crawl: its pages read, its rows put in their place."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from onrecord.arrow import article_row, statement_rows, storable
from onrecord.batch.foreign import surely_foreign
from onrecord.batch.inputs import ADDRESS, Input
from onrecord.batch.remembered import RememberingReader
from onrecord.batch.tables import STAGING, Tables
from onrecord.errors import BatchError
from onrecord.pages import DEFAULT_LIMIT, Damaged, Found, RawPage, Skipped, pages_from
from onrecord.workers import Failed, Pool, failed_by_bug, read_one

if TYPE_CHECKING:
    from onrecord.reader import ModelName

PROGRESS_SECONDS = 1.0
FETCHED = 1 << 24
"""Bytes asked for at a time where a server gives ranges."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every worker is told."""

    out: Path
    limit: int = DEFAULT_LIMIT
    """Bytes of a page, decompressed."""
    seconds: float = 60
    """A page that takes longer is given up."""
    memory: int = 2_000_000_000
    """Bytes that the process reading a page may allocate; a page that needs more is given up."""
    vectors: bool = False
    """Whether statements get what their words mean."""
    model: ModelName = "standard"
    encoder: Path | None = None
    """Which model reads, as for `onrecord.read`; all workers must reach the folder."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What came of a page."""

    article: dict[str, Any]
    statements: list[dict[str, Any]]
    remembered: bool
    memory: int
    """The most bytes that its process held so far."""


class FileReader:
    """Reads file after file, its model loaded once in a process of its own, which is replaced when a page kills it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._parent = os.getppid()
        read = partial(read_rows, settings=settings)
        self._pool = Pool(read, jobs=1, seconds=settings.seconds)

    def close(self) -> None:
        self._pool.__exit__(None, None, None)

    def read(self, file: Input) -> dict[str, Any]:
        """Reads a file to its end and gives its manifest. Raises BatchError when it cannot be opened, ModelError."""
        with (
            _opened(file, self._settings.limit) as (found, size),
            Tables(self._settings.out, file.key) as tables,
        ):
            counts = _Counts(file, size)
            pages = _Pages(found, counts)
            heard = 0.0
            for outcome in self._pool.read(iter(pages)):
                self._mind_parent()
                counts.take(outcome, pages.given.popleft(), tables)
                if time.monotonic() - heard >= PROGRESS_SECONDS:
                    heard = time.monotonic()
                    tables.progress(counts.told())
            return tables.keep({**counts.told(), "finished": datetime.now(UTC).isoformat(timespec="seconds")})

    def _mind_parent(self) -> None:
        """Ends this process when the one that gave it work is gone: another may have begun to do it again."""
        if os.getppid() != self._parent:
            self.close()
            os._exit(1)


@dataclass(frozen=True, slots=True)
class _Given:
    """A page or a damaged record whose turn has not come yet."""

    path: str | None
    offset: int | None
    length: int | None
    url: str | None
    weight: int = 0
    """Bytes of the page."""


class _Pages:
    """The pages of a file, damaged records among them; `given` are those whose outcome is to come, in order."""

    def __init__(self, found: Iterator[Found], counts: _Counts) -> None:
        self.given: deque[_Given] = deque()
        self._found = found
        self._counts = counts

    def __iter__(self) -> Iterator[RawPage | Failed]:
        try:
            for found in self._found:
                if isinstance(found, RawPage):
                    self.given.append(
                        _Given(found.path, found.offset, found.length, found.url, len(found.data))
                    )
                    yield found
                elif isinstance(found, Damaged):
                    self.given.append(_Given(found.path, found.offset, None, found.url))
                    yield Failed(found.name, found.reason, why="damaged")
                elif isinstance(found, Skipped):
                    self._counts.skipped.update(dict(found.reasons))
                else:
                    self._counts.skipped["only linked to"] += 1
        except OSError as error:
            raise BatchError(f"{self._counts.file.place}: it cannot be read: {_told(error)}") from error
        except Exception as error:  # what was read before stands
            self.given.append(_Given(self._counts.file.place, None, None, None))
            yield failed_by_bug(self._counts.file.place, error)


class _Counts:
    """What came of a file's pages so far."""

    def __init__(self, file: Input, size: int) -> None:
        self.file = file
        self.size = size
        self.began = time.monotonic()
        self.offset = self.articles = self.statements = self.foreign = self.remembered = self.memory = 0
        self.errors: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    def take(self, outcome: Rows | Literal["foreign"] | Failed, given: _Given, tables: Tables) -> None:
        self.offset = given.offset or self.offset
        if isinstance(outcome, Failed):
            self.errors[outcome.why] += 1
            row = {"path": given.path, "offset": given.offset, "url": given.url}
            tables.add("errors", [storable({**row, "why": outcome.why, "reason": outcome.reason})])
        elif isinstance(outcome, Rows):
            place = {"offset": given.offset}
            tables.add("articles", [outcome.article | place | {"length": given.length}], given.weight)
            tables.add("statements", (row | place for row in outcome.statements))
            self.articles += 1
            self.statements += len(outcome.statements)
            self.remembered += outcome.remembered
            self.memory = max(self.memory, outcome.memory)
        else:
            self.foreign += 1

    def told(self) -> dict[str, Any]:
        """Counts as they stand in manifests; `seconds` and `memory` differ from run to run."""
        return {
            "input": self.file.place,
            "size": self.size,
            "offset": self.offset,
            "pages": self.articles + self.foreign + sum(self.errors.values()) - self.errors["damaged"],
            "articles": self.articles,
            "statements": self.statements,
            "foreign": self.foreign,
            "errors": dict(sorted(self.errors.items())),
            "skipped": dict(sorted(self.skipped.items())),
            "remembered": self.remembered,
            "seconds": round(time.monotonic() - self.began, 3),
            "memory": self.memory + peak(),
        }


def read_rows(raw: RawPage, settings: Settings) -> Rows | Literal["foreign"] | Failed:
    """One page, in the process that may be given up. Raises ModelError."""
    reader = _reader(settings)
    if surely_foreign(raw.data):
        return "foreign"
    known = reader.remembered
    outcome = read_one(raw, "auto", reader=reader, vectors=settings.vectors)
    if isinstance(outcome, Failed):
        if outcome.why == "bug" and "bad_alloc" in outcome.reason:  # how the model's runtime says MemoryError
            return Failed(outcome.page, "there is not enough memory to read it", why="memory")
        return outcome
    if outcome.unread:
        return "foreign"
    record = outcome.record
    return Rows(article_row(record), statement_rows(record), reader.remembered > known, peak())


def peak() -> int:
    """The most bytes of memory that this process has held; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@cache
def _reader(settings: Settings) -> RememberingReader:
    from onrecord.reader import Model

    model = Model(settings.encoder, 1, settings.model)
    reader = RememberingReader(model, readings_of(settings.out))
    if sys.platform == "linux":  # elsewhere the limit is not held, or counts what is only reserved
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (settings.memory, settings.memory))
    return reader


def readings_of(out: Path) -> Path:
    """The database of this machine's readings; the next run begins without it."""
    return out / STAGING / f"readings-{platform.node()}.db"


@contextmanager
def _opened(file: Input, limit: int) -> Iterator[tuple[Iterator[Found], int]]:
    """The pages of a file, and its bytes."""
    with _bytes_of(file) as data:
        pages = pages_from(data, file.place.rpartition("/")[2], limit=limit)
        placed = (
            replace(one, path=file.place) if isinstance(one, RawPage | Damaged) else one for one in pages
        )
        yield placed, os.fstat(data.fileno()).st_size


def _bytes_of(file: Input) -> BinaryIO:
    """An open file; one that lies elsewhere is fetched to this machine first."""
    if not ADDRESS.match(file.place):
        try:
            return Path(file.place).open("rb")
        except OSError as error:
            raise BatchError(f"{file.place}: it cannot be read: {_told(error)}") from error
    import daft

    try:
        return cast(BinaryIO, daft.File(file.place).to_tempfile(FETCHED))
    except Exception as error:  # the engine's own, one a service
        raise BatchError(f"{file.place}: it cannot be fetched: {error}") from error


def _told(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
