"""An index by confidence, for what a person should look at first."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index(op.f("ix_statements_confidence_id"), "statements", ["confidence", "id"])
