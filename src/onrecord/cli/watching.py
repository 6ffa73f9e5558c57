"""Watching feeds: polling them politely, for as long as one likes, and adding what is new."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from onrecord.cli.add import New
from onrecord.errors import FetchError, LedgerError, ModelError
from onrecord.fetching import Fetcher
from onrecord.ledger import Ledger, Visit
from onrecord.pages import Damaged, Found, Linked, RawPage
from onrecord.workers import Failed, Outcome, failed_by_bug

LONGEST = timedelta(days=1)
"""Between two polls of a feed, however often it failed."""
PAGE_AGAIN = timedelta(hours=1)
"""After a page could not be fetched; four times as long after each further failure."""
MOST_FAILURES = 5
"""After so many a page is given up; it stays among the problems."""
JITTER = 0.1
"""Polls come so much earlier or later, so that not all who watch a feed come at once (as a share of the time)."""

Tell = Callable[..., None]
"""Told of events, by name, with facts as keywords."""


@dataclass
class Watch:
    """Polls feeds and adds what is new in them. Interrupted at any moment, it goes on where it was.

    `read` makes outcomes of pages, in their order; `reader` names who reads. What failed is tried again later and
    later, and when a site says so (Retry-After) not before; that is kept in the ledger.
    """

    ledger: Ledger
    fetcher: Fetcher
    read: Callable[[Iterator[RawPage | Failed]], Iterator[Outcome]]
    reader: str
    every: timedelta
    tell: Tell

    def run(self, feeds: Sequence[str]) -> None:
        """Goes on until it is interrupted."""
        due = dict.fromkeys(feeds, datetime.now(UTC))
        while True:
            feed = min(due, key=lambda each: due[each])
            while (left := (due[feed] - datetime.now(UTC)).total_seconds()) > 0:
                time.sleep(min(left, 60))  # a machine that slept finds out within the minute
            due[feed] = self.poll(feed)[1]

    def poll(self, feed: str) -> tuple[bool, datetime]:
        """Adds what is new in a feed; whether it could be polled, and when to poll it next."""
        try:
            known = self.ledger.seen([feed, _host(feed)])
            if waits := [visit.again for visit in known.values() if _later(visit)]:
                again = datetime.fromisoformat(max(filter(None, waits)))
                self.tell("waiting", feed=feed, next=again)
                return True, again
            failures = known.get(feed, Visit()).failures
            try:
                entries = list(self.fetcher.pages(feed, fresh=True))
            except FetchError as error:
                return False, self._postpone(feed, error, failures + 1)
            self._add(feed, entries)
            if failures:
                self.ledger.visited({feed: Visit(again=_iso(datetime.now(UTC)))})
        except ModelError:
            raise
        except Exception as error:  # a server may come back, a disk be emptied, the other feeds go on
            reason = str(error) if isinstance(error, LedgerError) else failed_by_bug(feed, error).reason
            again = _from_now(self.every)
            self.tell("failed", feed=feed, reason=reason, next=again)
            return False, again
        again = _from_now(self.every)
        self.tell("polled", feed=feed, next=again)
        return True, again

    def _postpone(self, feed: str, error: FetchError, failures: int) -> datetime:
        again = _from_now(min(self.every * 2 ** min(failures, 20), LONGEST), error.retry_after)
        self.ledger.visited({feed: Visit(failures, _iso(again))})
        self.tell("failed", feed=feed, reason=str(error), next=again)
        return again

    def _add(self, feed: str, entries: Sequence[Found]) -> None:
        new = _New(self.ledger, self.fetcher, entries)
        pages = iter(new)
        first = next(pages, None)
        if first is not None:
            with self.ledger.adding(self.reader) as run:
                taken = New(_Counted(chain([first], pages)), self.ledger, run)
                for outcome in self.read(iter(taken)):
                    if isinstance(outcome, Failed):
                        taken.failed(outcome)
                        self.tell("not read", feed=feed, page=outcome.page, reason=outcome.reason)
                    else:
                        taken.write(outcome)
                        self.tell(
                            "read", feed=feed, page=outcome.page, statements=len(outcome.record.statements)
                        )
        self.ledger.visited(new.visits)


@dataclass
class _Counted:
    pages: Iterator[RawPage | Failed]
    expected: int = 0

    def __iter__(self) -> Iterator[RawPage | Failed]:
        return self.pages


@dataclass
class _New:
    """The pages of a feed that are not in the ledger, those it links to fetched one by one."""

    ledger: Ledger
    fetcher: Fetcher
    entries: Sequence[Found]
    visits: dict[str, Visit] = field(default_factory=dict)
    """What came of the links that were followed."""

    def __iter__(self) -> Iterator[RawPage | Failed]:
        links = [entry.url for entry in self.entries if isinstance(entry, Linked)]
        seen = self.ledger.seen({*links, *map(_host, links)})
        for entry in self.entries:
            if isinstance(entry, Damaged):
                yield Failed(entry.url or entry.name, entry.reason)
            elif isinstance(entry, RawPage) and self.ledger.known(entry.url, entry.data) is None:
                yield entry
            elif isinstance(entry, Linked) and self._due(entry.url, seen):
                yield from self._fetched(entry.url, seen.get(entry.url, Visit()).failures)

    def _due(self, link: str, seen: dict[str, Visit]) -> bool:
        visits = seen | self.visits
        at_host = visits.get(_host(link))
        if link in self.visits or (at_host and _later(at_host)):
            return False
        return link not in visits or (visits[link].again is not None and not _later(visits[link]))

    def _fetched(self, link: str, failures: int) -> Iterator[RawPage | Failed]:
        try:
            for found in self.fetcher.pages(link, named=False):
                if isinstance(found, RawPage):
                    yield found
                elif isinstance(found, Damaged):
                    yield Failed(found.url or link, found.reason)
            self.visits[link] = Visit()
        except FetchError as error:
            if error.retry_after is not None:
                self.visits[_host(link)] = Visit(again=_iso(_from_now(timedelta(), error.retry_after)))
            again = _from_now(PAGE_AGAIN * 4**failures, error.retry_after)
            given_up = failures + 1 >= MOST_FAILURES
            self.visits[link] = Visit(failures + 1, None if given_up else _iso(again))
            yield Failed(link, str(error))


def _host(address: str) -> str:
    """What stands for all addresses of one host."""
    return f"//{urlsplit(address).netloc.lower()}"


def _later(visit: Visit) -> bool:
    return visit.again is not None and datetime.fromisoformat(visit.again) > datetime.now(UTC)


def _from_now(pause: timedelta, at_least: float | None = None) -> datetime:
    """After about `pause`, but not before `at_least` seconds."""
    jittered = pause * random.uniform(1 - JITTER, 1 + JITTER)
    return datetime.now(UTC) + max(jittered, timedelta(seconds=at_least or 0))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def event_line(event: str, facts: dict[str, Any]) -> str:
    """An event in words."""
    from onrecord.wording import count

    match event:
        case "read":
            return f"{facts['page']}: {count(facts['statements'], 'statement')}"
        case "not read":
            return f"{facts['page']}: {facts['reason']}"
        case "polled":
            return f"{facts['feed']}: polled, next at {facts['next']:%H:%M}"
        case "waiting":
            return f"{facts['feed']}: left alone until {facts['next']:%d %b %H:%M}, as it asked or since it failed"
        case "failed":
            return f"{facts['feed']}: {facts['reason']}; again at {facts['next']:%d %b %H:%M}"
    return event
