"""Utterances and what else is made of statements, and a list of the statements that it has to be made of again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

FOUND_BY = ("state", "kind", "name_id", "said_from", "said_to", "words")
"""Columns of statements that change what is made of them."""

SQLITE_TRIGGERS = (
    "CREATE TRIGGER touched_insert AFTER INSERT ON statements WHEN new.name_id IS NOT NULL BEGIN "
    "INSERT OR IGNORE INTO touched VALUES (new.id); END",
    f"CREATE TRIGGER touched_update AFTER UPDATE OF {', '.join(FOUND_BY)} ON statements BEGIN "
    "INSERT OR IGNORE INTO touched VALUES (new.id); END",
    "CREATE TRIGGER touched_person AFTER UPDATE OF person_id ON names BEGIN "
    "INSERT OR IGNORE INTO touched SELECT id FROM statements WHERE name_id = new.id; END",
    "CREATE TRIGGER touched_report AFTER DELETE ON reports BEGIN "
    "INSERT OR IGNORE INTO touched SELECT statement_id FROM reports WHERE utterance = old.utterance; END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION touch_statement() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO touched VALUES (new.id) ON CONFLICT DO NOTHING; RETURN NULL; END $$",
    "CREATE FUNCTION touch_person() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO touched SELECT id FROM statements WHERE name_id = new.id ON CONFLICT DO NOTHING; RETURN NULL; END $$",
    "CREATE FUNCTION touch_report() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO touched SELECT statement_id FROM reports WHERE utterance = old.utterance ON CONFLICT DO NOTHING; "
    "RETURN NULL; END $$",
    "CREATE TRIGGER touched_insert AFTER INSERT ON statements FOR EACH ROW WHEN (new.name_id IS NOT NULL) "
    "EXECUTE FUNCTION touch_statement()",
    f"CREATE TRIGGER touched_update AFTER UPDATE OF {', '.join(FOUND_BY)} ON statements FOR EACH ROW "
    "EXECUTE FUNCTION touch_statement()",
    "CREATE TRIGGER touched_person AFTER UPDATE OF person_id ON names FOR EACH ROW EXECUTE FUNCTION touch_person()",
    "CREATE TRIGGER touched_report AFTER DELETE ON reports FOR EACH ROW EXECUTE FUNCTION touch_report()",
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "touched",
        sa.Column("statement_id", NUMBER, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_touched")),
    )
    op.create_table(
        "reports",
        sa.Column("statement_id", NUMBER, nullable=False),
        sa.Column("name_id", NUMBER, nullable=False),
        sa.Column("utterance", NUMBER, nullable=False),
        sa.Column("link", NUMBER, nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("exactness", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("dated", TEXT, nullable=False),
        sa.Column("translated", sa.Boolean(), nullable=False),
        sa.Column("stems", sa.LargeBinary(), nullable=False),
        _to_statement("reports", "statement_id"),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_utterance"), "reports", ["utterance"], unique=False)
    op.create_index(op.f("ix_reports_link"), "reports", ["link"], unique=False)
    op.create_index(
        op.f("ix_reports_name_id_exactness_first_day"),
        "reports",
        ["name_id", "exactness", "first_day"],
        unique=False,
    )
    op.create_table(
        "shingles",
        sa.Column("key", NUMBER, autoincrement=False, nullable=False),
        sa.Column("statement_id", NUMBER, nullable=False),
        _to_statement("shingles", "statement_id"),
        sa.PrimaryKeyConstraint("key", "statement_id", name=op.f("pk_shingles")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_shingles_statement_id"), "shingles", ["statement_id"], unique=False)
    op.create_table(
        "copies",
        sa.Column("band", NUMBER, autoincrement=False, nullable=False),
        sa.Column("reading_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["readings.id"], name=op.f("fk_copies_reading_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "reading_id", name=op.f("pk_copies")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copies_reading_id"), "copies", ["reading_id"], unique=False)
    op.create_table(
        "relations",
        sa.Column("earlier_id", NUMBER, nullable=False),
        sa.Column("later_id", NUMBER, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        _to_statement("relations", "earlier_id"),
        _to_statement("relations", "later_id"),
        sa.PrimaryKeyConstraint("earlier_id", "later_id", name=op.f("pk_relations")),
    )
    op.create_index(op.f("ix_relations_later_id"), "relations", ["later_id"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("earlier", TEXT, nullable=False),
        sa.Column("later", TEXT, nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=True),
        sa.Column("undone", TEXT, nullable=True),
        sa.Column("undone_by", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_table(
        "questions",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("asks", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_questions")),
    )
    for trigger in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.get_bind().exec_driver_sql(trigger)
    op.execute("INSERT INTO touched SELECT id FROM statements WHERE name_id IS NOT NULL")


def _to_statement(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["statements.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )
