"""Who may act (sessions, members), the wallets with their revision, and what each write leaves behind."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Table

from api.db.columns import Count, Id, Instant, Key, MinorUnits, Month, Words, metadata

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id"), nullable=False),
    # The user's own wallet, where a request acts that names none.
    Column("wallet_id", Id, ForeignKey("wallets.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("renewed_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("user_agent", Words, nullable=False),
    Index("ix_sessions_user_id", "user_id"),
    sqlite_strict=True,
)

wallets = Table(
    "wallets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Words, nullable=False),
    Column("currency", Words, nullable=False),
    Column("time_zone", Words, nullable=False),
    Column("revision", Count, nullable=False),
    Column("total_minor", MinorUnits, nullable=False),
    Column("expense_count", Count, nullable=False),
    Column("created_at", Instant, nullable=False),
    # The revision that wrote the sample data which is still there; NULL where there is none.
    Column("sample_revision", Count),
    sqlite_strict=True,
)

members = Table(
    "members",
    metadata,
    Column("wallet_id", Id, ForeignKey("wallets.id"), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id"), primary_key=True),
    Column("role", Words, nullable=False),
    Column("created_at", Instant, nullable=False),
    CheckConstraint("role IN ('owner', 'editor', 'viewer')", name="role"),
    Index("ix_members_user_id", "user_id"),
    sqlite_strict=True,
)

monthly_totals = Table(
    "monthly_totals",
    metadata,
    Column("wallet_id", Id, primary_key=True),
    Column("month", Month, primary_key=True, autoincrement=False),
    Column("category_id", Id, primary_key=True),
    Column("amount_minor", MinorUnits, nullable=False),
    Column("expense_count", Count, nullable=False),
    ForeignKeyConstraint(["wallet_id", "category_id"], ["categories.wallet_id", "categories.id"]),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

journal = Table(
    "journal",
    metadata,
    Column("wallet_id", Id, ForeignKey("wallets.id"), primary_key=True),
    Column("revision", Count, primary_key=True, autoincrement=False),
    Column("position", Count, primary_key=True, autoincrement=False),
    Column("kind", Words, nullable=False),
    Column("row_id", Key, nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("session_id", Id),
    Column("source", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("before", Words),
    Column("after", Words),
    Index("ix_journal_wallet_id_row_id", "wallet_id", "row_id"),
    sqlite_strict=True,
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("wallet_id", Id, ForeignKey("wallets.id"), primary_key=True),
    Column("author_id", Id, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("fingerprint", Key, nullable=False),
    Column("kind", Words, nullable=False),
    Column("target_id", Id, nullable=False),
    Column("revision", Count, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_idempotency_keys_fingerprint", "wallet_id", "author_id", "fingerprint", "created_at"),
    sqlite_strict=True,
)
