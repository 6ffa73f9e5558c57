"""The ledger: the record of who said what, kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.ledger import changes, finding, running, showing, writing
from onrecord.ledger.names import Matching
from onrecord.ledger.results import Card, Change, Context, Found, Problem
from onrecord.ledger.running import Run
from onrecord.ledger.store import Store
from onrecord.ledger.writing import Added
from onrecord.record import Act, Record, StatementKind


class Ledger:
    """An open ledger. Threads may share it; processes open their own, and one of them writes at a time.

    Every method raises LedgerError when the ledger cannot do what is asked, with a reason a user can act on.
    """

    def __init__(self, store: Store, *, matching: Matching | None, keep_bytes: bool) -> None:
        self._store = store
        self._matching = matching
        self._keep_bytes = keep_bytes

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        create: bool = True,
        keep_bytes: bool = True,
        matching: Matching | None = None,
    ) -> Self:
        """The ledger at `place`: a file's path, or a `postgresql://` URL.

        It is made where there is none, unless `create` is False, and its tables are brought up to date. `keep_bytes`
        says whether pages that are added are kept with their bytes. `matching` tells whether two names are one's when a
        page is added; without it a name is its normal form (no case, accents, punctuation).
        """
        return cls(Store(place, create=create), matching=matching, keep_bytes=keep_bytes)

    def close(self) -> None:
        """Lets go of the file or the server."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def place(self) -> str:
        """Where it lies, without a password."""
        return self._store.place

    def add(self, record: Record, data: bytes | None = None, *, reader: str = "") -> Added:
        """Takes in what was read on a page, and its bytes.

        The same bytes at the same URL change nothing; other bytes are a new version, and what was read on the older
        ones is kept. `reader` names the program and the model that read.
        """
        return self.add_all([(record, data)], reader=reader)[0]

    def add_all(self, read: Iterable[tuple[Record, bytes | None]], *, reader: str = "") -> list[Added]:
        """The same for several pages: all are kept, or none."""
        with self._store.writing() as connection:
            writer = writing.Writer(connection, matching=self._matching, keep_bytes=self._keep_bytes)
            return [writer.add(record, data, reader) for record, data in read]

    def has(self, url: str | None, data: bytes) -> bool:
        """Whether a page need not be read: these bytes are there at this URL, or it was forgotten for good."""
        with self._store.reading() as connection:
            return writing.present(connection, url, data)

    def said(
        self,
        words: str | None = None,
        *,
        by: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        kind: StatementKind | None = None,
        act: Act | None = None,
        min_confidence: float = 0.0,
        limit: int = 20,
        after: str | None = None,
    ) -> Found:
        """The statements that fit all that is given: with `words` the best match first, else the newest.

        `words` are all to be there in any form; "a phrase" in quotation marks as it is; `or` between two takes
        either; -word must not be there. `by` and `about` are names, or parts of names. `since` and `until` are days
        (2015-12-15), months or years, both included; a statement fits when it may have been said then. `outlet` is
        its name or its host. `after` is the answer's before.
        """
        query = finding.Query(words, by, about, since, until, outlet, kind, act, min_confidence)
        with self._store.reading() as connection:
            return finding.find(connection, query, limit, after)

    def adding(self, reader: str) -> Run:
        """A run that takes pages and failures and writes them in batches, to be used as a context."""
        return Run(self._store, reader, matching=self._matching, keep_bytes=self._keep_bytes)

    def problems(self) -> tuple[Problem, ...]:
        """The pages that could not be added, the latest first."""
        with self._store.reading() as connection:
            return running.listed(connection)

    def changes(self, url: str | None = None, *, since: str | None = None) -> tuple[Change, ...]:
        """What newer versions of pages changed in their statements, since that day if given."""
        with self._store.reading() as connection:
            return tuple(changes.changes(connection, url, since))

    def who(self, name: str) -> tuple[Card, ...]:
        """A card for each one who goes by `name`, or has it in a longer name; those who said most first."""
        with self._store.reading() as connection:
            return showing.cards(connection, name)

    def show(self, identity: str) -> Context:
        """The statement with that id, which may be cut short, in its article."""
        with self._store.reading() as connection:
            return showing.context(connection, identity)
