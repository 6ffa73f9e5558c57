"""What statements mean, by what copies of an article are recognised, and where a watch has been."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("readings", sa.Column("fingerprint", sa.LargeBinary(), nullable=True))
    op.create_table(
        "vectors",
        sa.Column("statement_id", NUMBER, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_vectors_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_vectors")),
    )
    op.create_table(
        "visits",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("again", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_visits")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE TABLE vector_signs (block INTEGER PRIMARY KEY, signs BLOB NOT NULL)")
    else:
        op.execute("ALTER TABLE vectors ADD COLUMN signs bit(384)")
        available = "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"
        if op.get_bind().exec_driver_sql(available).first():
            _try_extension()


def _try_extension() -> None:
    """Meaning is looked for without pgvector as well, so that a role which may not make it loses speed only."""
    bind = op.get_bind()
    try:
        with bind.begin_nested():
            bind.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
    except sa.exc.DBAPIError:
        pass
