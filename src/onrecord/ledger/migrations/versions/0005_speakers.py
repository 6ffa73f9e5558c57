"""An index that has all that a speaker's statements are counted by, so that the statements are not fetched for it."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_index(op.f("ix_statements_name_id_said_from"), "statements")
    op.create_index(
        op.f("ix_statements_name_id_said_from_state_kind_said_to"),
        "statements",
        ["name_id", "said_from", "state", "kind", "said_to"],
    )
