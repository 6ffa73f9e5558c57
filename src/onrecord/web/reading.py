"""Pages that a browser or a program brings: read in a process of their own, and taken into the ledger one by one."""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePath

from onrecord.errors import FetchError, OnrecordError
from onrecord.fetching import Fetcher
from onrecord.ledger import Ledger
from onrecord.pages import Damaged, Found, Linked, RawPage, Skipped, pages_from
from onrecord.pages.raw import PageForm
from onrecord.reading import reader_name
from onrecord.web.settings import Settings
from onrecord.wording import count, language
from onrecord.workers import Done, Failed, Outcome, label, read_all, read_one

KEPT = 200
"""Additions that are remembered."""
WAITING = 20
"""Additions that may wait for their turn."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody wants read: an address to fetch, or the bytes themselves."""

    url: str | None = None
    data: bytes | None = None
    name: str = "page"
    media_type: str | None = None
    form: PageForm = "auto"

    @property
    def label(self) -> str:
        return self.url or self.name


@dataclass
class Addition:
    """One thing that is being added, and what has come of it so far."""

    label: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    lines: list[str] = field(default_factory=list)
    """What became of each page, a sentence each."""
    addresses: list[str] = field(default_factory=list)
    """Of the pages that are in the ledger now."""
    statements: int = 0
    failed: int = 0
    ended: bool = False


class Busy(Exception):
    """Too much is waiting to be read."""


class Desk:
    """Reads what is brought: at once for `records`, in turn for `add`."""

    def __init__(self, ledger: Ledger, settings: Settings, changed: Callable[[], None]) -> None:
        self._ledger = ledger
        self._settings = settings
        self._changed = changed
        self._additions: OrderedDict[str, Addition] = OrderedDict()
        self._reading = threading.Semaphore(1)  # a reading takes a core and some 300 MB
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="adding")
        self._lock = threading.Lock()
        self._closing = False

    def close(self) -> None:
        """Ends after the page that is being read; what waits is given up."""
        self._closing = True
        self._thread.shutdown(cancel_futures=True)

    def outcomes(self, brought: Brought) -> Iterator[Outcome]:
        """What is read on the pages that were brought. Raises FetchError."""
        for page in self._pages(brought):
            yield page if isinstance(page, Failed) else self._read(page, brought.form, vectors=False)

    def add(self, brought: Brought) -> Addition:
        """Begins to add, when its turn comes. Raises Busy."""
        addition = Addition(brought.label)
        with self._lock:
            if sum(not known.ended for known in self._additions.values()) >= WAITING:
                raise Busy
            self._additions[addition.id] = addition
            while len(self._additions) > KEPT:
                self._additions.popitem(last=False)
        self._thread.submit(self._add, brought, addition)
        return addition

    def addition(self, identity: str) -> Addition | None:
        """The addition with that id, while it is remembered."""
        return self._additions.get(identity)

    def _add(self, brought: Brought, addition: Addition) -> None:
        try:
            with self._ledger.adding(reader_name(self._settings.model, self._settings.encoder)) as run:
                for page in self._pages(brought):
                    if self._closing:
                        break
                    if isinstance(page, RawPage) and (why := self._ledger.known(page.url, page.data)):
                        run.skip(why)
                        addition.lines.append(f"{label(page)}: {why}")
                        if why == "already there" and page.url:
                            addition.addresses.append(page.url)
                        continue
                    outcome = (
                        page if isinstance(page, Failed) else self._read(page, brought.form, vectors=True)
                    )
                    if isinstance(page, RawPage) and isinstance(outcome, Done) and not outcome.unread:
                        run.add(outcome.record, page.data, told=page.told(), label=outcome.page)
                        self._added(addition, outcome)
                    else:
                        run.fail(outcome.page, self._failed(addition, outcome))
        except OnrecordError as error:
            addition.failed += 1
            addition.lines.append(f"{addition.label}: {error}")
        except Exception as error:
            addition.failed += 1
            addition.lines.append(f"a bug in onrecord, please report it: {type(error).__name__}: {error}")
        finally:
            addition.ended = True
            self._changed()

    def _added(self, addition: Addition, outcome: Done) -> None:
        page, found = outcome.record.page, len(outcome.record.statements)
        addition.statements += found
        addition.addresses.append(page.url or f"sha256:{page.sha256}")
        addition.lines.append(f"{outcome.record.article.title or outcome.page}: {count(found, 'statement')}")

    def _failed(self, addition: Addition, outcome: Outcome) -> str:
        reason = outcome.reason if isinstance(outcome, Failed) else unread(outcome)
        addition.failed += 1
        addition.lines.append(f"{outcome.page}: {reason}")
        return reason

    def _read(self, page: RawPage, form: PageForm, *, vectors: bool) -> Outcome:
        settings = self._settings
        read = partial(
            read_one,
            form=form,
            threads=1,
            vectors=vectors,
            model=settings.model,
            encoder=settings.encoder,
        )
        with self._reading:
            (outcome,) = read_all(iter([page]), read, jobs=1, seconds=settings.read_seconds)
        return outcome

    def _pages(self, brought: Brought) -> Iterator[RawPage | Failed]:
        for found in self._found(brought):
            if isinstance(found, RawPage):
                yield found
            elif isinstance(found, Damaged):
                yield Failed(brought.label, found.reason)
            elif isinstance(found, Linked):
                yield Failed(found.url, "only linked to: add the address itself")
            else:
                assert isinstance(found, Skipped)

    def _found(self, brought: Brought) -> Iterator[Found]:
        if brought.data is None:
            yield from self._fetched(brought.url or "")
        else:
            yield from pages_from(
                brought.data,
                PurePath(brought.name).name or "page",
                url=brought.url,
                media_type=brought.media_type,
                limit=self._settings.page_limit,
            )

    def _fetched(self, url: str) -> Iterator[Found]:
        settings = self._settings
        with Fetcher(allow_private=settings.allow_private, limit=settings.page_limit) as fetcher:
            try:
                yield from fetcher.pages(url)
            except FetchError as error:
                yield Damaged(url, None, None, str(error))


def unread(outcome: Done) -> str:
    """Why a page has no statements that was read."""
    return f"not read: {language(outcome.record.article.language)}"


class Rate:
    """How often one address may ask: a bucket that fills up within a minute."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._asked: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, address: str) -> float:
        """Seconds until it may ask again; 0 when it may now, which counts as asking."""
        now = time.monotonic()
        with self._lock:
            for known, times in list(self._asked.items()):
                while times and times[0] <= now - 60:
                    times.popleft()
                if not times:
                    del self._asked[known]
            asked = self._asked.setdefault(address, deque())
            if len(asked) >= self._a_minute:
                return asked[0] + 60 - now
            asked.append(now)
            return 0.0
