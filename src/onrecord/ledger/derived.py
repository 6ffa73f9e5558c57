"""Tables of what `onrecord.positions` makes of the statements, kept so that adding a page changes little of it.

`touched` lists the statements that were added, corrected, taken out, or given to another person since: triggers (of the
third migration) write it in the transaction that does so, whatever does it. What is derived from a statement goes with
it.
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
    Table,
    Text,
)

from onrecord.ledger.schema import metadata

_Number = BigInteger().with_variant(Integer(), "sqlite")
_Text = Text().with_variant(Text(collation="C"), "postgresql")


def _statement(name: str, *, primary_key: bool = False) -> Column[int]:
    to = ForeignKey("statements.id", ondelete="CASCADE")
    return Column(name, _Number, to, primary_key=primary_key, nullable=False)


touched = Table("touched", metadata, Column("statement_id", _Number, primary_key=True, autoincrement=False))

reports = Table(
    "reports",
    metadata,
    _statement("statement_id", primary_key=True),
    Column("name_id", _Number, nullable=False),  # the speaker's
    Column("utterance", _Number, nullable=False, index=True),  # the same for all reports of one
    Column(
        "link", _Number, index=True
    ),  # the statement through which it belongs there, of a more exact report
    Column("score", Float, nullable=False),  # how sure that is
    Column("exactness", Integer, nullable=False),
    Column("first_day", Integer),  # on which it may have been said: days of the proleptic Gregorian calendar
    Column("last_day", Integer),
    Column("dated", _Text, nullable=False),
    Column("translated", Boolean, nullable=False),
    Column("stems", LargeBinary, nullable=False),  # of its words: four bytes each, sorted
    Index(None, "name_id", "exactness", "first_day"),
)

shingles = Table(
    "shingles",
    metadata,
    Column("name_id", _Number, primary_key=True, autoincrement=False),  # the speaker's
    Column("key", _Number, primary_key=True, autoincrement=False),
    _statement("statement_id", primary_key=True),
    Index(None, "statement_id"),
    sqlite_with_rowid=False,
)
"""Short runs of words, by which statements of one speaker are found that have them too."""

copies = Table(
    "copies",
    metadata,
    Column("band", _Number, primary_key=True, autoincrement=False),
    Column(
        "reading_id", _Number, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    Index(None, "reading_id"),
    sqlite_with_rowid=False,
)
"""Bands of fingerprints, by which articles are found that may be copies."""

relations = Table(
    "relations",
    metadata,
    _statement("earlier_id", primary_key=True),
    _statement("later_id", primary_key=True),
    Column("model", _Text, nullable=False),  # the version that said so
    Column("answer", _Text, nullable=False),  # JSON
    Index(None, "later_id"),
)
"""What the relation model said of pairs of statements, so that it is asked once."""

judgements = Table(
    "judgements",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("earlier", _Text, nullable=False),  # the ids of the two statements, as in records
    Column("later", _Text, nullable=False),
    Column("verdict", _Text, nullable=False),
    Column("who", _Text, nullable=False),
    Column("made", _Text, nullable=False),
    Column("why", _Text),
    Column("undone", _Text),
    Column("undone_by", _Text),
)

questions = Table(
    "questions",
    metadata,
    Column("name", _Text, primary_key=True),
    Column("asks", _Text, nullable=False),  # JSON: words, entities, meaning
    Column("who", _Text, nullable=False),
    Column("made", _Text, nullable=False),
)
