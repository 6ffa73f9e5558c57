"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE statement_words USING fts5("
    "words, content='statements', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER statement_words_insert AFTER INSERT ON statements BEGIN "
    "INSERT INTO statement_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER statement_words_delete AFTER DELETE ON statements BEGIN "
    "INSERT INTO statement_words(statement_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER statement_words_update AFTER UPDATE OF words ON statements BEGIN "
    "INSERT INTO statement_words(statement_words, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO statement_words(rowid, words) VALUES (new.id, new.words); END",
)
POSTGRESQL_SEARCH = (
    "ALTER TABLE statements ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', words)) STORED",
    "CREATE INDEX ix_statements_search ON statements USING gin (search)",
)


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("changes", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=True),
        sa.Column("undone", TEXT, nullable=True),
        sa.Column("undone_by", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_table(
        "pages",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("host", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
        sa.UniqueConstraint("address", name=op.f("uq_pages_address")),
    )
    op.create_index(op.f("ix_pages_host"), "pages", ["host"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("wikidata", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "problems",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("page", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("first", TEXT, nullable=False),
        sa.Column("last", TEXT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
        sa.UniqueConstraint("page", name=op.f("uq_problems_page")),
    )
    op.create_table(
        "runs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("started", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("already", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "tombstones",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("of", TEXT, nullable=False),
        sa.Column("forgotten", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tombstones")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("page_id", NUMBER, nullable=False),
        sa.Column("statement", TEXT, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("changes", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=True),
        sa.Column("undone", TEXT, nullable=True),
        sa.Column("undone_by", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_corrections_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_page_id"), "corrections", ["page_id"], unique=False)
    op.create_table(
        "names",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("normal", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_names_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
        sa.UniqueConstraint("normal", "kind", name=op.f("uq_names_normal_kind")),
    )
    op.create_index(op.f("ix_names_person_id"), "names", ["person_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("page_id", NUMBER, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=True),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("retrieved", TEXT, nullable=True),
        sa.Column("added", TEXT, nullable=False),
        sa.Column("told", TEXT, nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_versions_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("page_id", "sha256", name=op.f("uq_versions_page_id_sha256")),
    )
    op.create_table(
        "doubts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name_id", NUMBER, nullable=False),
        sa.Column("other_id", NUMBER, nullable=False),
        sa.Column("decided", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_doubts_name_id")),
        sa.ForeignKeyConstraint(["other_id"], ["names.id"], name=op.f("fk_doubts_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubts")),
        sa.UniqueConstraint("name_id", "other_id", name=op.f("uq_doubts_name_id_other_id")),
    )
    op.create_index(op.f("ix_doubts_other_id"), "doubts", ["other_id"], unique=False)
    op.create_table(
        "name_keys",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_name_keys_name_id")),
        sa.PrimaryKeyConstraint("key", "name_id", name=op.f("pk_name_keys")),
    )
    op.create_index(op.f("ix_name_keys_name_id"), "name_keys", ["name_id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("read", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("outlet", TEXT, nullable=True),
        sa.Column("outlet_folded", TEXT, nullable=True),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("article", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_readings_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("version_id", "reader", name=op.f("uq_readings_version_id_reader")),
    )
    op.create_index(op.f("ix_readings_outlet_folded"), "readings", ["outlet_folded"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("reading_id", NUMBER, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("statement", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("name_id", NUMBER, nullable=True),
        sa.Column("said_from", TEXT, nullable=False),
        sa.Column("said_to", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_statements_name_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_statements_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("reading_id", "place", name=op.f("uq_statements_reading_id_place")),
    )
    op.create_index(
        op.f("ix_statements_name_id_said_from"), "statements", ["name_id", "said_from"], unique=False
    )
    op.create_index(op.f("ix_statements_said_from"), "statements", ["said_from"], unique=False)
    op.create_index(op.f("ix_statements_statement"), "statements", ["statement"], unique=False)
    op.create_table(
        "anchors",
        sa.Column("statement_id", NUMBER, nullable=False),
        sa.Column("correction_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["correction_id"], ["corrections.id"], name=op.f("fk_anchors_correction_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_anchors_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", "correction_id", name=op.f("pk_anchors")),
    )
    op.create_index(op.f("ix_anchors_correction_id"), "anchors", ["correction_id"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("statement_id", NUMBER, nullable=False),
        sa.Column("name_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_mentions_name_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_mentions_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", "name_id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_name_id"), "mentions", ["name_id"], unique=False)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for step in SQLITE_SEARCH if sqlite else POSTGRESQL_SEARCH:
        op.execute(sa.text(step.replace(":", r"\:")))
