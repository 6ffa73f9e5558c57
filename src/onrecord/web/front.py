"""What the start page tells, remembered for a while: in a large ledger it takes too long to count for every reader."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from onrecord.errors import ModelError
from onrecord.ledger import Counts, Entry, Filters, Ledger, Stats
from onrecord.positions import Positions, Step
from onrecord.web.following import Following

LATEST = 10
"""Statements shown."""
PATIENCE = 0.5
"""Seconds for which what is new is waited for; without it, what was said last is shown."""
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


class Front:
    """Makes the view anew when it is older than `FRESH`; meanwhile readers get the one before."""

    def __init__(self, ledger: Ledger, positions: Positions, following: Following) -> None:
        self._ledger = ledger
        self._positions = positions
        self._following = following
        self._view: View | None = None
        self._made = float("-inf")
        self._making = threading.Lock()

    def forget(self) -> None:
        """Something was added or decided: the view is to be made anew."""
        self._made = float("-inf")

    def view(self) -> View:
        """What the start page tells. Raises LedgerError."""
        known = self._view
        if known is not None and time.monotonic() - self._made < FRESH:
            return known
        if not self._making.acquire(blocking=known is None):
            assert known is not None
            return known
        try:
            self._made = time.monotonic()
            self._view = self._make()
            return self._view
        finally:
            self._making.release()

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
