"""An index of the names that somebody chose: without it every question about a person went through all people."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("CREATE INDEX ix_people_called ON people (lower(name))")
