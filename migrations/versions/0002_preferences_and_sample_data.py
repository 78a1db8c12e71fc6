"""What people choose of the app's language and formats, and which revision wrote a wallet's sample data.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Words = (
    sa.Text()
    .with_variant(postgresql.TEXT(collation="C"), "postgresql")
    .with_variant(mysql.MEDIUMTEXT(collation="utf8mb4_nopad_bin"), "mariadb")
    .with_variant(mysql.MEDIUMTEXT(collation="utf8mb4_0900_bin"), "mysql")
)
Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

PREFERENCES = ("language", "date_format", "first_day_of_week")


def upgrade() -> None:
    """Add the columns. Everybody keeps what they had: the choice of their browser and locale."""
    for name in PREFERENCES:
        op.add_column("users", sa.Column(name, Words))
    op.add_column("wallets", sa.Column("sample_revision", Big))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("wallets", "sample_revision")
    for name in reversed(PREFERENCES):
        op.drop_column("users", name)
