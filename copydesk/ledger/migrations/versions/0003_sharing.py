"""How several people share the work: assignments, saved filters, visits, blind second coding."""

import sqlalchemy as sa
from alembic import op

from copydesk.ledger.types import Nested, Words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Four tables that only the desk writes."""
    op.create_table(
        "assignments",
        sa.Column("event_id", Words(), nullable=False),
        sa.Column("person", Words(), nullable=False),
        *(sa.Column(name, Words()) for name in ("by", "at", "note")),
        sa.PrimaryKeyConstraint("event_id", "person", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_person", "assignments", ["person"])
    op.create_table(
        "saved_filters",
        sa.Column("name", Words(), nullable=False),
        *(sa.Column(name, Words()) for name in ("query", "by", "at")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_filters")),
    )
    op.create_table(
        "visits",
        sa.Column("person", Words(), nullable=False),
        sa.Column("at", Words()),
        sa.Column("mark", sa.BigInteger()),
        sa.Column("mark_before", sa.BigInteger()),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_visits")),
    )
    op.create_table(
        "blind_codings",
        *(sa.Column(name, Words(), nullable=False) for name in ("event_id", "person", "field")),
        sa.Column("at", Words()),
        sa.Column("value", Nested()),
        sa.PrimaryKeyConstraint("event_id", "person", "field", name=op.f("pk_blind_codings")),
    )
