"""The earlier toll that a mention says its own replaces."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One more count of a mention, not told by what is there already."""
    op.add_column("mentions", sa.Column("killed_was", sa.BigInteger()))
