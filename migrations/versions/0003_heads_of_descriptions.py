"""The beginnings of descriptions, indexed: what a description that is being typed is completed from.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Key = (
    sa.Text()
    .with_variant(postgresql.TEXT(collation="C"), "postgresql")
    .with_variant(mysql.VARCHAR(380, collation="utf8mb4_nopad_bin"), "mariadb")
    .with_variant(mysql.VARCHAR(380, collation="utf8mb4_0900_bin"), "mysql")
)


def upgrade() -> None:
    """Add the column, fill it from the search text, and index it."""
    op.add_column("expenses", sa.Column("search_head", Key, nullable=False, server_default=sa.text("''")))
    op.execute("UPDATE expenses SET search_head = substr(search_text, 1, 100)")
    op.create_index(
        "ix_expenses_by_head",
        "expenses",
        ["wallet_id", "deleted_at", "search_head", "date", "created_revision", "position", "id"],
    )


def downgrade() -> None:
    """Drop the index and the column."""
    op.drop_index("ix_expenses_by_head", "expenses")
    op.drop_column("expenses", "search_head")
