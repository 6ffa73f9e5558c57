"""The ledger: the record of who said what, kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, Unpack

from sqlalchemy import Connection

from onrecord.errors import LedgerError
from onrecord.ledger import (
    articles,
    care,
    changes,
    corrections,
    entries,
    finding,
    people,
    rereading,
    reviewing,
    running,
    showing,
    visits,
    writing,
)
from onrecord.ledger.exports import Format, write
from onrecord.ledger.filters import Filters, Restrictions
from onrecord.ledger.imports import Annotated
from onrecord.ledger.names import Matching
from onrecord.ledger.results import (
    Card,
    Change,
    Context,
    Correction,
    Counts,
    Decision,
    Doubt,
    Found,
    Kept,
    Leaf,
    Problem,
    Stats,
)
from onrecord.ledger.running import Run
from onrecord.ledger.store import Store
from onrecord.ledger.visits import Visit
from onrecord.ledger.writing import Added
from onrecord.record import Record, SpeakerKind


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
        says whether pages that are added are kept with their bytes. `matching` tells which names are one person's when
        a page is added; without it those alike but for case, accents and punctuation are.
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

    @property
    def store(self) -> Store:
        """Its tables, for what is made of them (`onrecord.positions`)."""
        return self._store

    def add(
        self,
        record: Record,
        data: bytes | None = None,
        *,
        reader: str = "",
        told: Mapping[str, Any] | None = None,
    ) -> Added:
        """Takes in what was read on a page, and its bytes.

        The same bytes at the same URL change nothing; other bytes are a new version, and what was read on the older
        ones is kept. `reader` names the program and the model that read; `told` is what the page's container said of
        it beside the bytes (JSON), kept to read it again by.
        """
        with self._store.writing() as connection:
            return self._writer(connection).add(record, data, reader, told or {})

    def adding(self, reader: str) -> Run:
        """A run that takes many pages, and failures, and writes them in batches; to be used as a context."""
        return Run(self._store, reader, matching=self._matching, keep_bytes=self._keep_bytes)

    def known(self, url: str | None, data: bytes) -> Literal["already there", "forgotten"] | None:
        """Why a page need not be read, if so: these bytes are there at this URL, or were forgotten for good."""
        with self._store.reading() as connection:
            return writing.known(connection, url, data)

    def said(
        self,
        filters: Filters | str | None = None,
        *,
        limit: int = 20,
        after: str | None = None,
        **restrictions: Unpack[Restrictions],
    ) -> Found:
        """The statements that fit: with words the best match first, else the newest.

            >>> ledger.said("reservoir", by="Dragan", since="2024-03")

        `filters` are `Filters`, or words to look for; keywords are more filters, by the names of their fields. `after`
        is the answer's before.
        """
        with self._store.reading() as connection:
            return finding.find(connection, _filters(filters, restrictions), limit, after)

    def counts(
        self,
        filters: Filters | str | None = None,
        *,
        at_most: int = finding.TALLIED,
        **restrictions: Unpack[Restrictions],
    ) -> Counts:
        """How many statements fit, as for `said`, of the `at_most` added last: by speaker, outlet and month."""
        with self._store.reading() as connection:
            return finding.count(connection, _filters(filters, restrictions), at_most)

    def export(
        self,
        format: Format,
        out: str | Path,
        filters: Filters | str | None = None,
        **restrictions: Unpack[Restrictions],
    ) -> int:
        """Writes all statements that fit, as for `said`, to `out`; how many there were.

        `format` is csv, parquet, jsonl (records, to be imported again), annotation (W3C Web Annotation), quotation
        (schema.org), or, into a folder, brat and gold (the articles in which somebody corrected or accepted
        statements, as training data). `out` must not exist.
        """
        if Path(out).exists():
            raise LedgerError(f"{out} is there already; an export does not overwrite")
        with self._store.reading() as connection:
            return write(format, entries.pages_of(connection, _filters(filters, restrictions)), Path(out))

    def seen(self, addresses: Iterable[str]) -> dict[str, Visit]:
        """Those of the addresses where a watch was, that are pages here, or that were forgotten for good."""
        with self._store.reading() as connection:
            return visits.seen(connection, addresses)

    def visited(self, made: Mapping[str, Visit]) -> None:
        """Keeps what came of going to addresses, for a watch to know later."""
        with self._store.writing() as connection:
            visits.note(connection, made)

    def problems(self) -> tuple[Problem, ...]:
        """The pages that could not be added, the latest first."""
        with self._store.reading() as connection:
            return running.listed(connection)

    def changes(
        self, url: str | None = None, *, since: str | None = None, pages_at_most: int | None = None
    ) -> tuple[Change, ...]:
        """What newer versions of pages changed in their statements, since that day if given.

        `pages_at_most` looks only at so many of the pages a version of which was added last.
        """
        with self._store.reading() as connection:
            return tuple(changes.changes(connection, url, since, pages_at_most))

    def who(self, name: str, *, tallied: int | None = None) -> tuple[Card, ...]:
        """A card for each one who goes by `name`, or has it in a longer name; those who said most first.

        "#12" is the one with that number. Roles, subjects and outlets are those of the `tallied` statements said last,
        if given.
        """
        with self._store.reading() as connection:
            return showing.cards(connection, name, tallied)

    def show(self, identity: str) -> Context:
        """The statement with that id, which may be cut short, in its article."""
        with self._store.reading() as connection:
            return showing.context(connection, identity)

    def article(self, address: str, version: str | None = None) -> Leaf:
        """The article at a URL (or "sha256:…"): the newest version, or the one whose bytes have that SHA-256."""
        with self._store.reading() as connection:
            return articles.leaf(connection, address, version)

    def unsure(self, *, limit: int = 20, after: str | None = None) -> Found:
        """The statements least likely to be right first: to be accepted, corrected or rejected."""
        with self._store.reading() as connection:
            return reviewing.unsure(connection, limit, after)

    def called(self, name: str, *, limit: int = 50) -> tuple[tuple[int, str], ...]:
        """The number and the name of those whom `who` would give, without their cards."""
        with self._store.reading() as connection:
            return showing.called(connection, name, limit)

    def correct(
        self,
        identity: str,
        *,
        who: str,
        why: str | None = None,
        speaker: str | None = None,
        speaker_kind: SpeakerKind | None = None,
        said: str | None = None,
        content: Sequence[str] | None = None,
        verdict: Literal["accept", "reject"] | None = None,
    ) -> Correction:
        """Corrects the statement with that id; what was read stays beside it, and the correction can be undone.

        `speaker` is a name ("": nobody). `said` is a day, a month, a year, two days with a slash between, or
        "unknown". `content` are the right words, in as many pieces, as they stand in the article. A rejected
        statement is not found any more; an accepted one is certain.
        """
        with self._store.writing() as connection:
            row = showing.row_of(connection, identity)
            changes = corrections.changes(
                connection,
                row,
                speaker=speaker,
                speaker_kind=speaker_kind,
                said=said,
                content=content,
                verdict=verdict,
            )
            return corrections.correct(connection, row, changes, who, why, self._matching)

    def annotate(self, annotated: Annotated, *, who: str | None = None) -> Correction | None:
        """Corrects a statement as somebody annotated it; None when it was left as somebody had made it already.

        A statement that was left as read is accepted. `who` is the annotator unless given.
        """
        there = self.show(annotated.statement)
        changes = annotated.changes(there.entry.statement)
        verdicts = {correction.changes.get("verdict") for correction in there.corrections if correction.holds}
        if "verdict" in changes and changes["verdict"] in verdicts:
            return None
        return self.correct(annotated.statement, who=who or annotated.who, why="annotated", **changes)

    def undo(self, correction: int, *, who: str) -> Correction:
        """Takes the correction with that number back; its row stays."""
        with self._store.writing() as connection:
            return corrections.undo(connection, correction, who, self._matching)

    def corrections(self, *, lost: bool = False) -> tuple[Correction, ...]:
        """All corrections, the oldest first; with `lost` those whose statement is not found any more."""
        with self._store.reading() as connection:
            return corrections.made(connection, lost=lost)

    def unread(self, reader: str) -> Iterator[Kept]:
        """The pages that were last read by another reader than this and whose bytes are kept."""
        return rereading.unread(self._store, reader)

    def reread(self, version: int, record: Record, *, reader: str) -> None:
        """Takes in a new reading of a version. The earlier reading is kept, and corrections hold on where they can."""
        with self._store.writing() as connection:
            rereading.take(connection, self._writer(connection), version, record, reader)

    def merge(self, one: str, other: str, *, who: str, why: str | None = None) -> Decision:
        """Takes two for the same. Each is a name, or a number as on the card ("#12")."""
        with self._store.writing() as connection:
            return people.merge(connection, one, other, who, why)

    def differ(self, one: str, other: str, *, who: str, why: str | None = None) -> Decision:
        """Settles that two in doubt are not the same."""
        with self._store.writing() as connection:
            return people.differ(connection, one, other, who, why)

    def split(self, name: str, *, who: str, why: str | None = None) -> Decision:
        """Takes a name away from the person it was taken for."""
        with self._store.writing() as connection:
            return people.split(connection, name, who, why)

    def rename(self, one: str, name: str, *, who: str, why: str | None = None) -> Decision:
        """Says what to call a person."""
        with self._store.writing() as connection:
            return people.rename(connection, one, name, who, why)

    def identify(self, one: str, wikidata: str, *, who: str, why: str | None = None) -> Decision:
        """Says which item of Wikidata ("Q42") a person is."""
        with self._store.writing() as connection:
            return people.identify(connection, one, wikidata, who, why)

    def doubts(self) -> tuple[Doubt, ...]:
        """Names that may be one person's, for somebody to decide."""
        with self._store.reading() as connection:
            return people.in_doubt(connection)

    def decisions(self) -> tuple[Decision, ...]:
        """What was decided about people, the oldest first."""
        with self._store.reading() as connection:
            return people.decided(connection)

    def undo_decision(self, decision: int, *, who: str) -> Decision:
        """Takes a decision about people back; its row stays."""
        with self._store.writing() as connection:
            return people.undo(connection, decision, who)

    def check(self) -> tuple[str, ...]:
        """What is wrong, a sentence each: nothing in a ledger that is whole."""
        return tuple(care.check(self._store))

    def backup(self, file: str | Path) -> None:
        """Copies the ledger, as it is at one moment, into a new file, while others may go on writing."""
        care.backup(self._store, Path(file))

    def stats(self) -> Stats:
        """How much there is."""
        return care.stats(self._store)

    def forget(self, url: str, *, who: str, why: str) -> int:
        """Takes a page out for good and keeps it out: its bytes, all words read on it, and names only it has.

        Gives the number of statements taken out. Who, when and why stay, with digests in place of words. `url` is
        the page's; "sha256:…" for one without.
        """
        return care.forget(self._store, url, who, why)

    def _writer(self, connection: Connection) -> writing.Writer:
        return writing.Writer(connection, matching=self._matching, keep_bytes=self._keep_bytes)


def _filters(filters: Filters | str | None, restrictions: Restrictions) -> Filters:
    return replace(filters if isinstance(filters, Filters) else Filters(words=filters), **restrictions)
