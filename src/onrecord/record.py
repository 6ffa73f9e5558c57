"""The data that travels the road, from one page to its record.

Everything here is immutable and typed. Offsets are in Unicode code points, half-open, into `Article.text`;
dates are ISO strings ("2015-12-15"). `Record.to_json()` is the contract named by `SCHEMA`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Literal["onrecord/1"] = "onrecord/1"

StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal["speech", "writing", "thought", "intention", "finding"]
SpeakerKind = Literal["person", "organization", "group", "document", "unknown"]


class Part(BaseModel):
    """Base of all parts of a record: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Part):
    """A stretch of the article: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span [start, end) of `text`."""
        return cls(start=start, end=end, text=text[start:end])


class Page(Part):
    """Where the bytes came from."""

    url: str | None = None
    path: str | None = None
    sha256: str
    media_type: str
    retrieved: str | None = None


class Evidence(Part):
    """How a value was found (a method's name) and the words or metadata it was found in."""

    how: str
    text: str


class DateEvidence(Evidence):
    """Something that says when the article came out or was last changed.

    `date` is ISO, and may lack what the words lack: the year ("--05-03") or the day ("2015-12"). `weight` says how
    far such evidence is believed when it stands alone, 0 to 1.
    """

    date: str
    weight: float
    about: Literal["published", "updated"] = "published"


class Furniture(Part):
    """Something that stood on the page and is not the article, with the reason it was taken out."""

    text: str
    why: str


class Article(Part):
    """The article of a page; `text` is its paragraphs, separated by one blank line."""

    title: str | None = None
    standfirst: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    language: str | None = None
    published: str | None = None
    published_from: DateEvidence | None = None
    published_conflicts: tuple[DateEvidence, ...] = ()
    """What speaks for another day of publication than `published`."""
    updated: str | None = None
    text: str
    furniture: tuple[Furniture, ...] = ()
    fingerprint: bytes | None = Field(default=None, exclude=True)
    """By which copies are recognised (`onrecord.pages.fingerprint`); stays out of JSON."""


class Speaker(Part):
    """Who the words are attributed to.

    `name` is the fullest form on the page without titles when `named`, otherwise the describing words, and ""
    where there is no speaker (a generic "you"). `how` says how the source was resolved to this speaker.
    """

    name: str
    named: bool
    kind: SpeakerKind
    role: str | None = None
    mention: Span | None = None
    how: str
    via: str | None = None


class TimeRange(Part):
    """A range of days, both ends included; `text` is the expression it was read from."""

    from_: str | None = Field(alias="from")
    to: str | None
    text: str | None = None


class Said(TimeRange):
    """When it was said; `how` tells an expression in the text from the article's own date.

    `relative_to` says what an expression was counted from: nothing but the calendar ("3 May 2015"), the article's date
    or that of its dateline ("Tuesday"), or another time in the text ("ten days before"), which stands at `reference`.
    """

    how: Literal["expression", "article", "unknown"]
    relative_to: Literal["calendar", "article", "text"] | None = None
    reference: Span | None = None


class Mention(Part):
    """Something a statement is about, and where it is mentioned."""

    name: str
    kind: str
    start: int
    end: int


class Attribution(Part):
    """What the reader finds: who-words, saying-words, said-words, before anybody is identified."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: StatementKind
    act: Act
    confidence: float
    inside: int | None = None
    """Index, in the same list, of the attribution whose content this one stands in."""


class NameSpan(Part):
    """A proper name in the article, as the reader's encoder tags it."""

    start: int
    end: int
    text: str
    kind: Literal["person", "organization", "place", "other"]


class Statement(Part):
    """One attribution with its speaker and its time."""

    id: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: StatementKind
    act: Act
    speaker: Speaker | None
    said: Said
    announces: TimeRange | None = None
    about: tuple[Mention, ...] = ()
    phrases: tuple[str, ...] = ()
    """The key phrases of the content, best first, as they stand in it."""
    confidence: float
    inside: str | None = None
    vector: bytes | None = Field(default=None, exclude=True)
    """What the content means: a unit vector times 127, a signed byte a dimension, to be compared with others and with
    `onrecord.meaning(words)` by their cosine. Stays out of JSON; None unless it was asked for in reading."""


class Record(Part):
    """What reading one page gives."""

    schema_: Literal["onrecord/1"] = Field(default=SCHEMA, alias="schema")
    page: Page
    article: Article
    statements: tuple[Statement, ...]

    def to_json(self, *, indent: int | None = None) -> str:
        """The record as JSON, on one line unless `indent` is given."""
        return self.model_dump_json(by_alias=True, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Record:
        """The record that `to_json` wrote. Raises `pydantic.ValidationError` on anything else."""
        return cls.model_validate_json(text)
