"""Shingles filed by the speaker's name first: only those of one speaker are ever compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.execute(
        "CREATE TEMPORARY TABLE filed AS "
        "SELECT name_id, key, statement_id FROM shingles JOIN reports USING (statement_id)"
    )
    op.drop_table("shingles")
    op.create_table(
        "shingles",
        sa.Column("name_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", NUMBER, autoincrement=False, nullable=False),
        sa.Column("statement_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_shingles_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name_id", "key", "statement_id", name=op.f("pk_shingles")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO shingles SELECT name_id, key, statement_id FROM filed ORDER BY 1, 2, 3")
    op.execute("DROP TABLE filed")
    op.create_index(op.f("ix_shingles_statement_id"), "shingles", ["statement_id"], unique=False)
