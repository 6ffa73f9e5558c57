"""The tables of a ledger, the same on SQLite and PostgreSQL.

Times are ISO 8601 in UTC, dates ISO, both as text, so that they sort alike everywhere. What was read is never changed:
`statements.body` is the statement as read, and the columns beside it are derived from it and from the corrections, for
filtering and for the word index (`statement_words`, an FTS5 table that triggers keep in step, on SQLite;
`statements.search`, a generated column, on PostgreSQL: both are made by the first migration).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

NEWEST = "0007"
"""The migration that makes the tables below, and those in `derived`."""

VERSION_TABLE = "onrecord_schema"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Number = BigInteger().with_variant(Integer(), "sqlite")
_Text = Text().with_variant(Text(collation="C"), "postgresql")
"""Sorted by code point, whatever the server's locale."""


def _key() -> Column[int]:
    return Column("id", _Number, primary_key=True)


def _to(table: str, name: str, *, index: bool = True, nullable: bool = False) -> Column[int]:
    return Column(name, _Number, ForeignKey(f"{table}.id"), nullable=nullable, index=index)


pages = Table(
    "pages",
    metadata,
    _key(),
    Column("address", _Text, nullable=False, unique=True),  # the URL; "sha256:…" for a page without one
    Column("url", _Text),
    Column("host", _Text, index=True),
)

versions = Table(
    "versions",
    metadata,
    _key(),
    _to("pages", "page_id", index=False),
    Column("sha256", _Text, nullable=False),
    Column("path", _Text),
    Column("media_type", _Text, nullable=False),
    Column("retrieved", _Text),
    Column("added", _Text, nullable=False),
    Column("told", _Text),  # JSON: what the page's container said of it, to read it again by
    Column("data", LargeBinary),  # the page's bytes, zstd; null where the ledger does not keep them
    UniqueConstraint("page_id", "sha256"),
)

readings = Table(
    "readings",
    metadata,
    _key(),
    _to("versions", "version_id", index=False),
    Column("reader", _Text, nullable=False),  # names the program and the model that read
    Column("current", Boolean, nullable=False),  # one a version: the last
    Column("read", _Text, nullable=False),
    Column("title", _Text),
    Column("outlet", _Text),
    Column("outlet_folded", _Text, index=True),
    Column("published", _Text),
    Column("article", LargeBinary, nullable=False),  # the record's article, JSON, zstd
    Column("fingerprint", LargeBinary),  # by which copies of the article are recognised
    UniqueConstraint("version_id", "reader"),
)

people = Table(
    "people",
    metadata,
    _key(),
    Column("name", _Text),  # chosen by somebody; null: the longest of the names
    Column("wikidata", _Text),
)

names = Table(
    "names",
    metadata,
    _key(),
    _to("people", "person_id"),
    Column("kind", _Text, nullable=False),
    Column("name", _Text, nullable=False),
    Column("normal", _Text, nullable=False),
    UniqueConstraint("normal", "kind"),
)

name_keys = Table(
    "name_keys",
    metadata,
    Column("key", _Text, primary_key=True),
    Column("name_id", _Number, ForeignKey("names.id"), primary_key=True),
    Index(None, "name_id"),
)
"""What names that may be one person's are looked up by, as the matching says."""

doubts = Table(
    "doubts",
    metadata,
    _key(),
    _to("names", "name_id", index=False),
    _to("names", "other_id"),
    Column("decided", _Text),  # "same" or "different"; null while nobody has
    UniqueConstraint("name_id", "other_id"),
)

statements = Table(
    "statements",
    metadata,
    _key(),
    _to("readings", "reading_id", index=False),
    Column("place", Integer, nullable=False),  # its number among the reading's statements
    Column("statement", _Text, nullable=False, index=True),  # its id in the record
    Column("body", _Text, nullable=False),  # the record's statement as read, JSON
    Column("state", _Text, nullable=False),
    Column("kind", _Text, nullable=False),
    Column("act", _Text, nullable=False),
    Column("confidence", Float, nullable=False),
    _to("names", "name_id", index=False, nullable=True),  # the speaker's; null when not named
    Column("said_from", _Text, nullable=False),
    Column("said_to", _Text, nullable=False),
    Column("words", _Text, nullable=False),  # the content, indexed for search
    UniqueConstraint("reading_id", "place"),
    Index(None, "name_id", "said_from", "state", "kind", "said_to"),  # of a speaker, without the rows
    Index(None, "said_from"),
    Index(None, "confidence", "id"),
)

STANDS = "stands"
GONE = "gone"
REPEATED = "repeated"
SUPERSEDED = "superseded"
REJECTED = "rejected"
SHOWN = (STANDS, GONE)
"""States of a statement. It *stands* on the newest version of its page; it is *gone* when a newer version lacks it, and
*repeated* when a newer version has it too; *superseded* when its version was read again; *rejected* by a correction."""

mentions = Table(
    "mentions",
    metadata,
    Column("statement_id", _Number, ForeignKey("statements.id"), primary_key=True),
    Column("name_id", _Number, ForeignKey("names.id"), primary_key=True),
    Index(None, "name_id"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("statement_id", _Number, ForeignKey("statements.id"), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
"""What statements mean, as read. Their signs lie beside, in `vectors.signs` on PostgreSQL and in `vector_signs` on
SQLite, both made by the second migration: `meaning` writes them."""

corrections = Table(
    "corrections",
    metadata,
    _key(),
    _to("pages", "page_id"),
    Column("statement", _Text, nullable=False),  # the id of the statement that was corrected
    Column("quote", _Text, nullable=False),  # its words as read, to find it again by in another reading
    Column("changes", _Text, nullable=False),  # JSON
    Column("who", _Text, nullable=False),
    Column("made", _Text, nullable=False),
    Column("why", _Text),
    Column("undone", _Text),
    Column("undone_by", _Text),
)

anchors = Table(
    "anchors",
    metadata,
    Column("statement_id", _Number, ForeignKey("statements.id"), primary_key=True),
    Column("correction_id", _Number, ForeignKey("corrections.id"), primary_key=True),
    Index(None, "correction_id"),
)
"""Where corrections hold: on a statement in each reading of each version of the page in which it was found again."""

decisions = Table(
    "decisions",
    metadata,
    _key(),
    Column("what", _Text, nullable=False),  # merge, split, rename, identify
    Column("changes", _Text, nullable=False),  # JSON: what was before, and after
    Column("who", _Text, nullable=False),
    Column("made", _Text, nullable=False),
    Column("why", _Text),
    Column("undone", _Text),
    Column("undone_by", _Text),
)

runs = Table(
    "runs",
    metadata,
    _key(),
    Column("started", _Text, nullable=False),
    Column("ended", _Text),  # null while it runs, and when it was killed
    Column("reader", _Text, nullable=False),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("already", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
)

problems = Table(
    "problems",
    metadata,
    _key(),
    Column("page", _Text, nullable=False, unique=True),
    Column("reason", _Text, nullable=False),
    Column("first", _Text, nullable=False),
    Column("last", _Text, nullable=False),
    Column("times", Integer, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("digest", _Text, primary_key=True),  # SHA-256 of an address: no word of the page
    Column("failures", Integer, nullable=False),  # in a row
    Column("again", _Text),  # when to go there again; null: not any more
)
"""What a watch knows of the feeds, hosts and pages it went to."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("digest", _Text, primary_key=True),  # SHA-256 of the address, or of the bytes: no word of the page
    Column("of", _Text, nullable=False),  # "address" or "bytes"
    Column("forgotten", _Text, nullable=False),
    Column("who", _Text, nullable=False),
    Column("why", _Text, nullable=False),
)
