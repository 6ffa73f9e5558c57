"""What a ledger answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from onrecord.record import Article, Page, Statement

State = Literal["stands", "gone", "repeated", "superseded", "rejected"]
"""It *stands* on the newest version of its page; it is *gone* when a newer version lacks it, and *repeated* when a
newer version has it too; *superseded* when its version was read again; *rejected* by a correction."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the ledger, and where it stands."""

    statement: Statement
    """As it holds: as read, with the corrections made."""
    as_read: Statement
    state: State
    person: str | None
    """What the ledger calls the speaker; None when the speaker is not named."""
    page: Page
    title: str | None
    outlet: str | None
    published: str | None
    added: str
    """When this version of the page came into the ledger, ISO date-time in UTC."""
    reader: str
    """Names the program and the model that read the page."""

    @property
    def corrected(self) -> bool:
        return self.statement != self.as_read


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer."""

    entries: tuple[Entry, ...]
    more: int
    """How many follow."""
    more_at_least: bool
    """Whether `more` is a lower bound: counting ends at a thousand."""
    after: str | None
    """Ask again with this to have the next ones; None at the end."""
    by: tuple[str, ...] = ()
    """The people that `by` was understood to mean."""
    about: tuple[str, ...] = ()
    """Likewise for `about`."""
    notice: str | None = None
    """What one should know of the answer: a sentence."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many statements fit, and who said them, where and when: the most frequent first, months in their order."""

    statements: int
    more: bool
    """Whether there are more than these, which are not counted: counting ends at the ten thousand added last."""
    speakers: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    """By "2015-12"; a statement that may have been said in several months counts in the first."""


@dataclass(frozen=True, slots=True)
class Context:
    """A statement in its article, for a person to check."""

    entry: Entry
    article: Article
    corrections: tuple[Correction, ...]
    """All that were made, those undone too, the oldest first."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the forms in which a page was seen."""

    sha256: str
    time: str
    """When it was retrieved, or else added, ISO."""
    title: str | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page in one of its versions: the article, and what is said in it."""

    address: str
    """What the page is known by: its URL, or "sha256:…" for one without."""
    url: str | None
    sha256: str
    article: Article
    entries: tuple[Entry, ...]
    """In the order of the text, without those rejected."""
    versions: tuple[Version, ...]
    """All of them, the oldest first."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a speaker was introduced as, and between which days."""

    role: str
    first: str | None
    last: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Card:
    """A speaker, across all pages."""

    id: int
    name: str
    kind: str
    names: tuple[str, ...]
    wikidata: str | None
    statements: int
    first: str | None
    """The day of the first statement that is dated, ISO."""
    last: str | None
    kinds: tuple[tuple[str, int], ...]
    """How many are direct, indirect, mixed: the most frequent first, as below."""
    months: tuple[tuple[str, int], ...]
    """How many were said in each month, by "2015-12", in their order; of those that are dated."""
    roles: tuple[Role, ...]
    about: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    latest: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that a newer version of a page has in other words, lacks, or has added."""

    url: str
    title: str | None
    before: Entry | None
    after: Entry | None
    words: tuple[tuple[Literal["same", "cut", "put"], str], ...]
    """The two contents word for word, in order."""
    noticed: str
    """When the newer version was retrieved, or else added."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A page that could not be added."""

    page: str
    reason: str
    first: str
    last: str
    times: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a page as it was added, to be read again."""

    version: int
    url: str | None
    path: str | None
    sha256: str
    media_type: str
    retrieved: str | None
    told: dict[str, Any]
    """What the page's container said of it, as `add` was given it."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody corrected in a statement."""

    id: int
    statement: str
    changes: dict[str, object]
    who: str
    made: str
    why: str | None
    undone: str | None
    undone_by: str | None
    holds: bool
    """Whether the statement is found in the current reading of any version of its page."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about people."""

    id: int
    what: str
    changes: dict[str, object]
    who: str
    made: str
    why: str | None
    undone: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two names that may or may not be one's."""

    name: str
    other: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stats:
    """How much there is."""

    pages: int
    versions: int
    statements: int
    people: int
    corrections: int
    problems: int
    first: str | None
    """The first day of publication, ISO."""
    last: str | None
    bytes: int
    """What the ledger takes on disk, indexes included."""
