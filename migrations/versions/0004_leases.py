"""What one server at a time does for all of them, such as the daily backup.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Words = (
    sa.Text()
    .with_variant(postgresql.TEXT(collation="C"), "postgresql")
    .with_variant(mysql.MEDIUMTEXT(collation="utf8mb4_nopad_bin"), "mariadb")
    .with_variant(mysql.MEDIUMTEXT(collation="utf8mb4_0900_bin"), "mysql")
)
# Words that an index holds: MariaDB and MySQL ask for their length.
Key = (
    sa.Text()
    .with_variant(postgresql.TEXT(collation="C"), "postgresql")
    .with_variant(mysql.VARCHAR(380, collation="utf8mb4_nopad_bin"), "mariadb")
    .with_variant(mysql.VARCHAR(380, collation="utf8mb4_0900_bin"), "mysql")
)
Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table, with a row for each piece of work, free and never done."""
    leases = op.create_table(
        "leases",
        sa.Column("name", Key, nullable=False),
        sa.Column("holder", Words, nullable=False),
        sa.Column("held_until", Big, nullable=False),
        sa.Column("done_at", Big),
        sa.Column("outcome", Words, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
        sqlite_strict=True,
    )
    op.bulk_insert(leases, [{"name": "backup", "holder": "", "held_until": 0, "outcome": ""}])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("leases")
