"""The first schema: users and sessions, wallets with their ledger, categories, expenses, budgets.

Revision ID: 0001
Revises: None
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MARIADB = "utf8mb4_nopad_bin"
MYSQL = "utf8mb4_0900_bin"

Id = (
    sa.Text()
    .with_variant(postgresql.UUID(as_uuid=False), "postgresql")
    .with_variant(mysql.VARCHAR(36, collation=MARIADB), "mariadb")
    .with_variant(mysql.VARCHAR(36, collation=MYSQL), "mysql")
)
Day = sa.Text().with_variant(sa.Date(), "postgresql", "mariadb", "mysql")
Words = (
    sa.Text()
    .with_variant(postgresql.TEXT(collation="C"), "postgresql")
    .with_variant(mysql.MEDIUMTEXT(collation=MARIADB), "mariadb")
    .with_variant(mysql.MEDIUMTEXT(collation=MYSQL), "mysql")
)
# Words that an index holds: MariaDB and MySQL ask for their length.
Key = (
    sa.Text()
    .with_variant(postgresql.TEXT(collation="C"), "postgresql")
    .with_variant(mysql.VARCHAR(380, collation=MARIADB), "mariadb")
    .with_variant(mysql.VARCHAR(380, collation=MYSQL), "mysql")
)
Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table."""
    _create_attempts()
    _create_users()
    _create_wallets()
    _create_categories()
    _create_idempotency_keys()
    _create_journal()
    _create_members()
    _create_sessions()
    _create_budgets()
    _create_expenses()
    _create_monthly_totals()


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", Key, nullable=False),
        sa.Column("bucket", Key, nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sqlite_strict=True,
    )
    op.create_index("ix_attempts_kind_at", "attempts", ["kind", "at"])
    op.create_index("ix_attempts_kind_bucket_at", "attempts", ["kind", "bucket", "at"])


def _create_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", Id, nullable=False),
        sa.Column("username", Words, nullable=False),
        sa.Column("username_key", Key, nullable=False),
        sa.Column("email", Words),
        sa.Column("email_key", Key),
        sa.Column("password_hash", Words, nullable=False),
        sa.Column("display_name", Words, nullable=False),
        sa.Column("locale", Words),
        sa.Column("own_wallet_id", Id, nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.Column("disabled_at", Big),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email_key", name="uq_users_email_key"),
        sa.UniqueConstraint("username_key", name="uq_users_username_key"),
        sqlite_strict=True,
    )


def _create_wallets() -> None:
    op.create_table(
        "wallets",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("currency", Words, nullable=False),
        sa.Column("time_zone", Words, nullable=False),
        sa.Column("revision", Big, nullable=False),
        sa.Column("total_minor", Big, nullable=False),
        sa.Column("expense_count", Big, nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wallets"),
        sqlite_strict=True,
    )


def _create_categories() -> None:
    op.create_table(
        "categories",
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("search_text", Words, nullable=False),
        sa.Column("colour", Words, nullable=False),
        sa.Column("icon", Words, nullable=False),
        sa.Column("position", Big, nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.Column("updated_at", Big, nullable=False),
        sa.Column("archived_at", Big),
        sa.Column("revision", Big, nullable=False),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallets.id"], name="fk_categories_wallet_id"),
        sa.PrimaryKeyConstraint("wallet_id", "id", name="pk_categories"),
        sa.UniqueConstraint("wallet_id", "key", name="uq_categories_wallet_id_key"),
        sqlite_strict=True,
    )


def _create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("fingerprint", Key, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("target_id", Id, nullable=False),
        sa.Column("revision", Big, nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallets.id"], name="fk_idempotency_keys_wallet_id"),
        sa.PrimaryKeyConstraint("wallet_id", "author_id", "key", name="pk_idempotency_keys"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_idempotency_keys_fingerprint",
        "idempotency_keys",
        ["wallet_id", "author_id", "fingerprint", "created_at"],
    )


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("revision", Big, nullable=False, autoincrement=False),
        sa.Column("position", Big, nullable=False, autoincrement=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("row_id", Key, nullable=False),
        sa.Column("actor_id", Id, nullable=False),
        sa.Column("session_id", Id),
        sa.Column("source", Words, nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.Column("before", Words),
        sa.Column("after", Words),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallets.id"], name="fk_journal_wallet_id"),
        sa.PrimaryKeyConstraint("wallet_id", "revision", "position", name="pk_journal"),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_wallet_id_row_id", "journal", ["wallet_id", "row_id"])


def _create_members() -> None:
    op.create_table(
        "members",
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("role", Words, nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.CheckConstraint("role IN ('owner', 'editor', 'viewer')", name=op.f("ck_members_role")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_members_user_id"),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallets.id"], name="fk_members_wallet_id"),
        sa.PrimaryKeyConstraint("wallet_id", "user_id", name="pk_members"),
        sqlite_strict=True,
    )
    op.create_index("ix_members_user_id", "members", ["user_id"])


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", Id, nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.Column("renewed_at", Big, nullable=False),
        sa.Column("ended_at", Big),
        sa.Column("user_agent", Words, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id"),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallets.id"], name="fk_sessions_wallet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sqlite_strict=True,
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])


def _create_budgets() -> None:
    op.create_table(
        "budgets",
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("category_id", Id, nullable=False),
        sa.Column("starts_on", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("amount_minor", Big),
        sa.Column("updated_at", Big, nullable=False),
        sa.Column("revision", Big, nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_budgets_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["wallet_id", "category_id"],
            ["categories.wallet_id", "categories.id"],
            name="fk_budgets_wallet_id_category_id",
        ),
        sa.PrimaryKeyConstraint("wallet_id", "category_id", "starts_on", name="pk_budgets"),
        sqlite_strict=True,
    )


def _create_expenses() -> None:
    op.create_table(
        "expenses",
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("date", Day, nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("category_id", Id, nullable=False),
        sa.Column("amount_minor", Big, nullable=False),
        sa.Column("description", Words, nullable=False),
        sa.Column("search_text", Words, nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.Column("updated_at", Big, nullable=False),
        sa.Column("deleted_at", Big, nullable=False),
        sa.Column("created_revision", Big, nullable=False),
        sa.Column("position", Big, nullable=False),
        sa.Column("revision", Big, nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_expenses_amount_positive")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name="fk_expenses_created_by"),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallets.id"], name="fk_expenses_wallet_id"),
        sa.ForeignKeyConstraint(
            ["wallet_id", "category_id"],
            ["categories.wallet_id", "categories.id"],
            name="fk_expenses_wallet_id_category_id",
        ),
        sa.PrimaryKeyConstraint("wallet_id", "id", name="pk_expenses"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_expenses_by_amount",
        "expenses",
        ["wallet_id", "deleted_at", "amount_minor", "created_revision", "position", "id"],
    )
    op.create_index(
        "ix_expenses_by_category",
        "expenses",
        ["wallet_id", "category_id", "deleted_at", "date", "created_revision", "position", "id"],
    )
    op.create_index(
        "ix_expenses_by_category_amount",
        "expenses",
        ["wallet_id", "category_id", "deleted_at", "amount_minor", "created_revision", "position", "id"],
    )
    op.create_index(
        "ix_expenses_by_date",
        "expenses",
        ["wallet_id", "deleted_at", "date", "created_revision", "position", "id"],
    )


def _create_monthly_totals() -> None:
    op.create_table(
        "monthly_totals",
        sa.Column("wallet_id", Id, nullable=False),
        sa.Column("month", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("category_id", Id, nullable=False),
        sa.Column("amount_minor", Big, nullable=False),
        sa.Column("expense_count", Big, nullable=False),
        sa.ForeignKeyConstraint(
            ["wallet_id", "category_id"],
            ["categories.wallet_id", "categories.id"],
            name="fk_monthly_totals_wallet_id_category_id",
        ),
        sa.PrimaryKeyConstraint("wallet_id", "month", "category_id", name="pk_monthly_totals"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop every table."""
    for table in (
        "monthly_totals",
        "expenses",
        "budgets",
        "sessions",
        "members",
        "journal",
        "idempotency_keys",
        "categories",
        "wallets",
        "users",
        "attempts",
    ):
        op.drop_table(table)
