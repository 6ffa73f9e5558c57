"""Pages read by several processes: in their order, each with a time limit, one that crashes given up alone.

`concurrent.futures` gives up the whole pool when one process dies and cannot stop a task that hangs, so each process
here has a pipe of its own.
"""

from __future__ import annotations

import itertools
import multiprocessing
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from onrecord.cores import cores
from onrecord.errors import ModelError, NoArticle, PageError
from onrecord.pages.raw import PageForm, RawPage

if TYPE_CHECKING:
    from onrecord.reader import ModelName, Reader
    from onrecord.record import Record

AHEAD = 16
"""Pages a process may be ahead of the one whose turn it is: bounds what waits in memory."""
STARTING = 120.0
"""Seconds a process may take to start, on a machine that is busy, before its first page's time counts."""

Why = Literal["damaged", "unreadable", "no article", "time", "memory", "crash", "bug"]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that gave no record."""

    page: str
    """What the user calls it."""
    reason: str
    trace: str | None = None
    """Where in the code, when the reason is a bug."""
    why: Why = "unreadable"
    """The kind of reason."""


@dataclass(frozen=True, slots=True)
class Done:
    """A page that was read; `name` is the RawPage's."""

    page: str
    name: str
    record: Record
    unread: bool
    """Whether its language is not read yet, so that there are no statements."""


Outcome = Done | Failed


def label(raw: RawPage) -> str:
    """What a user would call the page: its file or URL, and where in the file it stands."""
    if raw.path is None:
        return raw.url or raw.name
    if raw.offset is None:
        return raw.path
    return f"{raw.path}, byte {raw.offset}" + (f" ({raw.url})" if raw.url else "")


def outcomes(
    pages: Iterable[RawPage | Failed],
    form: PageForm = "auto",
    *,
    jobs: int | None = None,
    seconds: float = 60,
    vectors: bool = False,
    model: ModelName = "standard",
    encoder: Path | None = None,
) -> Iterator[Outcome]:
    """What became of each page, in order; `vectors`, `model` and `encoder` as for `onrecord.read`.

    A page alone is read by this process; several by up to `jobs` others (one a core unless given), so that one that
    takes longer than `seconds` or crashes fails alone. Raises ModelError.
    """
    rest = iter(pages)
    first = list(itertools.islice(rest, 2))
    if len(first) > 1:
        read = partial(read_one, form=form, threads=1, vectors=vectors, model=model, encoder=encoder)
        yield from read_all(itertools.chain(first, rest), read, jobs=jobs or cores(), seconds=seconds)
    else:
        yield from (
            page
            if isinstance(page, Failed)
            else read_one(page, form, vectors=vectors, model=model, encoder=encoder)
            for page in first
        )


def read_one(
    raw: RawPage,
    form: PageForm,
    threads: int = 0,
    reader: Reader | None = None,
    *,
    vectors: bool = False,
    model: ModelName = "standard",
    encoder: Path | None = None,
) -> Outcome:
    """One page, read here and now, by `threads` (0: one a core) or `reader`; the rest as for `onrecord.read`.

    Raises ModelError; other failures are the page's.
    """
    from onrecord.reading import READ_LANGUAGES, read_page, reader_for

    try:
        record = read_page(raw, form, reader=reader or reader_for(model, encoder, threads), vectors=vectors)
        return Done(label(raw), raw.name, record, record.article.language not in READ_LANGUAGES)
    except ModelError:
        raise
    except PageError as error:
        why: Why = "no article" if isinstance(error, NoArticle) else "unreadable"
        return Failed(label(raw), str(error).removeprefix(f"{raw.name}: "), why=why)
    except MemoryError:
        return Failed(label(raw), "there is not enough memory to read it", why="memory")
    except Exception as error:
        return failed_by_bug(label(raw), error)


def failed_by_bug(page: str, error: Exception) -> Failed:
    """The row for a page that onrecord itself stumbled over; call it where `error` is handled."""
    reason = f"a bug in onrecord, please report it with what --debug shows: {type(error).__name__}: {error}"
    return Failed(page, reason, traceback.format_exc(), "bug")


def read_all(
    pages: Iterator[RawPage | Failed], read: Callable[[RawPage], Result], *, jobs: int, seconds: float
) -> Iterator[Result | Failed]:
    """What `read`, called in up to `jobs` processes, makes of each page, in order; failures are passed through.

    A page that takes longer than `seconds`, or whose process dies, fails alone. Raises ModelError as `read` does.
    """
    with Pool(read, jobs=jobs, seconds=seconds) as pool:
        yield from pool.read(pages)


class Pool(Generic[Result]):
    """Up to `jobs` processes that stay from one run of pages to the next. A context: at its end they are gone."""

    def __init__(self, read: Callable[[RawPage], Result], *, jobs: int, seconds: float) -> None:
        self._read = read
        self._jobs = jobs
        self._seconds = seconds
        self._context = _context()
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def read(self, pages: Iterator[RawPage | Failed]) -> Iterator[Result | Failed]:
        """As `read_all`."""
        finished: dict[int, Result | Failed] = {}
        started = given = 0
        more = True
        try:
            while more or given < started:
                for worker in _ready([w for w in self._workers if w.page is not None]):
                    outcome = worker.hear()
                    if outcome:
                        finished[worker.number] = outcome
                    if worker.dead:
                        self._workers.remove(worker)
                while given in finished:
                    yield finished.pop(given)
                    given += 1
                while more and started - given < AHEAD * self._jobs:
                    idle = next((w for w in self._workers if w.page is None), None)
                    if idle is None and len(self._workers) >= self._jobs:
                        break
                    page = next(pages, None)
                    if page is None:
                        more = False
                    elif isinstance(page, Failed):
                        finished[started] = page
                        started += 1
                    else:
                        if idle is None:
                            idle = _Worker(self._context, self._read)
                            self._workers.append(idle)
                        idle.give(started, page, self._seconds)
                        started += 1
        finally:
            for worker in [w for w in self._workers if w.page is not None]:
                worker.stop()
                self._workers.remove(worker)


class _Worker:
    """A process that reads one page at a time."""

    def __init__(self, context: BaseContext, read: Callable[[RawPage], Any]) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, read), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.page: str | None = None
        self.number = 0
        self.seconds = 0.0
        self.deadline = 0.0
        self.starting = True
        self.dead = False

    def give(self, number: int, raw: RawPage, seconds: float) -> None:
        self.number, self.page, self.seconds = number, label(raw), seconds
        self.deadline = time.monotonic() + seconds + (STARTING if self.starting else 0)
        with suppress(OSError):  # it died meanwhile: `hear` will find nothing to receive
            self.pipe.send(raw)

    def hear(self) -> Any:
        """What became of the page, or None when it has only begun; a process that is late or dead is stopped."""
        page = self.page
        assert page is not None
        with suppress(EOFError, OSError):
            if self.pipe.poll():
                reply = self.pipe.recv()
                if reply is None:
                    self.starting = False
                    self.deadline = time.monotonic() + self.seconds
                    return None
                if isinstance(reply, ModelError):
                    raise reply
                self.page = None
                return reply
        late = self.process.is_alive() and time.monotonic() >= self.deadline
        self.stop()
        if late:
            return Failed(
                page, f"given up after {self.seconds:g} seconds; --time-limit allows more", why="time"
            )
        return Failed(page, f"the process that read it died{_cause(self.process.exitcode)}", why="crash")

    def stop(self) -> None:
        self.dead = True
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _ready(busy: list[_Worker]) -> list[_Worker]:
    """Those that have answered, died, or are late; waits for the first."""
    if not busy:
        return []
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    heard = wait([thing for w in busy for thing in (w.pipe, w.process.sentinel)], patience)
    now = time.monotonic()
    return [w for w in busy if w.pipe in heard or w.process.sentinel in heard or w.deadline <= now]


def _serve(pipe: Connection, read: Callable[[RawPage], Any]) -> None:
    """A worker's life: a sign that it is there, then pages in and outcomes out until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    with suppress(EOFError, ConnectionError):  # whoever gives the pages is gone
        pipe.send(None)
        while True:
            raw = pipe.recv()
            try:
                outcome = read(raw)
            except ModelError as error:
                outcome = error
            pipe.send(outcome)


def _context() -> BaseContext:
    """Processes that start clean; where the platform can, as copies of one that has the libraries loaded."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "onrecord.workers", "onrecord.reading"])
    return context


def _cause(exitcode: int | None) -> str:
    if exitcode is None or exitcode >= 0:
        return ""
    name = signal.strsignal(-exitcode) or f"signal {-exitcode}"
    return f" ({name}; perhaps for lack of memory)" if exitcode == -signal.SIGKILL else f" ({name})"
