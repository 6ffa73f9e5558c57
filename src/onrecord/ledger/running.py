"""A run of adding: pages in batches, with what failed, safe to be stopped at any moment."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, Self

from sqlalchemy import Connection, insert, select, update

from onrecord.errors import LedgerError
from onrecord.ledger.names import Matching, storable
from onrecord.ledger.results import Problem
from onrecord.ledger.schema import problems, runs
from onrecord.ledger.store import Store
from onrecord.ledger.writing import Writer, now, verify
from onrecord.record import Record

BATCH_PAGES = 64
BATCH_SECONDS = 2.0
"""A batch is written when it is this large or this old: what is not yet written is read again after a crash."""


class Run:
    """Takes pages and failures, and writes them in batches; all that was taken is written when the context ends.

    A run that is killed loses the batch it was gathering and nothing else: the same pages added again complete it.
    """

    def __init__(self, store: Store, reader: str, *, matching: Matching | None, keep_bytes: bool) -> None:
        self.added = self.changed = self.already = self.failed = self.forgotten = 0
        self.statements = 0
        """That came in."""
        self._store = store
        self._reader = reader
        self._matching = matching
        self._keep_bytes = keep_bytes
        self._read: list[tuple[Record, bytes | None, Mapping[str, Any], str]] = []
        self._failures: list[tuple[str, str]] = []
        self._written = time.monotonic()
        with store.writing() as connection:
            started = insert(runs).values(started=now(), reader=reader).returning(runs.c.id)
            self.id: int = connection.execute(started).scalar_one()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or issubclass(kind, KeyboardInterrupt):
            self._write(ended=kind is None)

    def add(
        self,
        record: Record,
        data: bytes | None = None,
        *,
        told: Mapping[str, Any] | None = None,
        label: str | None = None,
    ) -> None:
        """A page that was read, as for `Ledger.add`; one that contradicts itself is a failure.

        `label` is what a user calls it, its URL or path unless given.
        """
        label = label or record.page.url or record.page.path or record.page.sha256
        try:
            verify(record, data)
        except LedgerError as error:
            self.fail(label, str(error))
            return
        self._read.append((record, data, told or {}, label))
        self._write_when_due()

    def fail(self, label: str, reason: str) -> None:
        """A page that could not be read, to be listed among the problems."""
        self.failed += 1
        self._failures.append((label, reason))
        self._write_when_due()

    def skip(self, why: Literal["already there", "forgotten"]) -> None:
        """A page that is left out, for what `Ledger.known` says."""
        if why == "forgotten":
            self.forgotten += 1
        else:
            self.already += 1

    def _write_when_due(self) -> None:
        full = len(self._read) + len(self._failures) >= BATCH_PAGES
        if full or time.monotonic() - self._written >= BATCH_SECONDS:
            self._write()

    def _write(self, *, ended: bool = False) -> None:
        with self._store.writing() as connection:
            writer = Writer(connection, matching=self._matching, keep_bytes=self._keep_bytes)
            outcomes = [writer.add(record, data, self._reader, told) for record, data, told, _ in self._read]
            writer.solve(label for *_, label in self._read)
            _note(connection, self._failures)
            taken = [outcome.outcome for outcome in outcomes]
            self.added += taken.count("added")
            self.changed += taken.count("changed")
            self.already += taken.count("already there")
            self.forgotten += taken.count("forgotten")
            self.statements += sum(outcome.statements for outcome in outcomes)
            connection.execute(
                update(runs)
                .where(runs.c.id == self.id)
                .values(
                    added=self.added,
                    changed=self.changed,
                    already=self.already,
                    failed=self.failed,
                    ended=now() if ended else None,
                )
            )
        self._read.clear()
        self._failures.clear()
        self._written = time.monotonic()


def _note(connection: Connection, failures: Sequence[tuple[str, str]]) -> None:
    for label, reason in failures:
        page, time_ = storable(label), now()
        known = update(problems).where(problems.c.page == page)
        times = {"reason": storable(reason), "last": time_}
        if connection.execute(known.values(times=problems.c.times + 1, **times)).rowcount == 0:
            connection.execute(insert(problems).values(page=page, first=time_, times=1, **times))


def listed(connection: Connection) -> tuple[Problem, ...]:
    """The pages that could not be added, the latest first."""
    rows = connection.execute(select(problems).order_by(problems.c.last.desc(), problems.c.id.desc()))
    return tuple(Problem(row.page, row.reason, row.first, row.last, row.times) for row in rows)
