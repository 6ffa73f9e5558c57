"""Utterances follow what is added, in a thread of their own: a large import is not taken in while a reader waits."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late

from onrecord.positions import Positions


class Closed(Exception):
    """Ends the taking in, between two batches."""


class Following:
    """Takes in what is new in the ledger whenever it is asked whether all is taken in."""

    def __init__(self, positions: Positions) -> None:
        self.done = self.total = 0
        """Statements taken in, and those that are to be, since it began."""
        self._positions = positions
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="following")
        self._run: Future[int] | None = None
        self._lock = threading.Lock()
        self._closing = False

    def wait(self, seconds: float) -> bool:
        """Whether all is taken in, at the latest after so many seconds. Raises LedgerError."""
        with self._lock:
            if self._run is None or self._run.done():
                self._run = self._thread.submit(self._positions.catch_up, self._told)
            run = self._run
        try:
            run.result(seconds)
        except Late:
            return False
        return True

    def close(self) -> None:
        """Ends after the batch that is being taken in; the rest waits for the next time."""
        self._closing = True
        self._thread.shutdown(cancel_futures=True)

    def _told(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._closing:
            raise Closed
