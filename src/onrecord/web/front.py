"""What is told of the whole ledger, remembered for a while: in a large one it takes too long for every reader."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.errors import LedgerError, ModelError
from onrecord.ledger import Change, Counts, Entry, Filters, Ledger, Stats
from onrecord.positions import Positions, Step
from onrecord.web.following import Following

T = TypeVar("T")

LATEST = 10
"""Statements shown."""
PATIENCE = 0.5
"""Seconds for which what is new is waited for; without it, what was said last is shown."""
EDITED = 20
"""Pages whose edits are shown: those that changed last."""
FRESH = 60.0
"""Seconds for which it is not counted again."""


@dataclass(frozen=True, slots=True)
class View:
    """What there is, and what is new."""

    stats: Stats
    day: str | None
    """The latest day on which something was said."""
    new: tuple[Step, ...]
    """Utterances of that day that their speakers had not said before."""
    latest: tuple[Entry, ...]
    counts: Counts


class Remembered(Generic[T]):
    """A value that is made anew when it is older than `FRESH`; meanwhile readers get the one before."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._known: T | None = None
        self._made = float("-inf")
        self._making = threading.Lock()

    def forget(self) -> None:
        """It is to be made anew."""
        self._made = float("-inf")

    def value(self) -> T:
        """The value. Raises what making it raises."""
        known = self._known
        if known is not None and time.monotonic() - self._made < FRESH:
            return known
        if not self._making.acquire(blocking=known is None):
            assert known is not None
            return known
        try:
            self._made = time.monotonic()
            self._known = made = self._make()
            return made
        finally:
            self._making.release()


class Front:
    """What is told of the whole ledger."""

    def __init__(self, ledger: Ledger, positions: Positions, following: Following) -> None:
        self._ledger = ledger
        self._positions = positions
        self._following = following
        self._view = Remembered(self._make)
        self._edits = Remembered(lambda: ledger.changes(pages_at_most=EDITED))

    def forget(self) -> None:
        """Something was added or decided."""
        self._view.forget()
        self._edits.forget()

    def view(self) -> View:
        """What the start page tells. Raises LedgerError."""
        return self._view.value()

    def warm(self) -> None:
        """Looks for silent edits before anybody asks for them; what fails is told to who does."""
        with suppress(LedgerError):
            self._edits.value()

    def edits(self) -> tuple[Change, ...]:
        """The silent edits of the pages that changed last. Raises LedgerError."""
        return self._edits.value()

    def _make(self) -> View:
        found = self._ledger.said(Filters(), limit=LATEST)
        day = found.entries[0].statement.said.from_ if found.entries else None
        return View(
            stats=self._ledger.stats(),
            day=day,
            new=self._new(day) if day else (),
            latest=found.entries,
            counts=self._ledger.counts(),
        )

    def _new(self, day: str) -> tuple[Step, ...]:
        """What was not said before; nothing while it cannot be told, which the pages of lines explain."""
        with suppress(ModelError):
            if self._following.wait(PATIENCE):
                return self._positions.new(day, limit=LATEST)
        return ()
