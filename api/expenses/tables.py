"""Expenses, in the order of their lists."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Table, text

from api.db.columns import Count, Day, Id, Instant, Key, MinorUnits, Month, Words, metadata

expenses = Table(
    "expenses",
    metadata,
    Column("wallet_id", Id, ForeignKey("wallets.id"), primary_key=True),
    Column("id", Id, primary_key=True),
    Column("date", Day, nullable=False),
    Column("month", Month, nullable=False),
    Column("category_id", Id, nullable=False),
    Column("amount_minor", MinorUnits, nullable=False),
    Column("description", Words, nullable=False),
    Column("search_text", Words, nullable=False),
    # The first characters of the search text, which are short enough for an index.
    Column("search_head", Key, nullable=False, server_default=text("''")),
    Column("created_by", Id, ForeignKey("users.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    # 0 while the expense lives: an equality keeps an index in order on every engine, IS NULL does not.
    Column("deleted_at", Instant, nullable=False),
    Column("created_revision", Count, nullable=False),
    Column("position", Count, nullable=False),
    Column("revision", Count, nullable=False),
    ForeignKeyConstraint(["wallet_id", "category_id"], ["categories.wallet_id", "categories.id"]),
    CheckConstraint("amount_minor > 0", name="amount_positive"),
    Index(
        "ix_expenses_by_date",
        "wallet_id",
        "deleted_at",
        "date",
        "created_revision",
        "position",
        "id",
    ),
    Index(
        "ix_expenses_by_category",
        "wallet_id",
        "category_id",
        "deleted_at",
        "date",
        "created_revision",
        "position",
        "id",
    ),
    Index(
        "ix_expenses_by_category_amount",
        "wallet_id",
        "category_id",
        "deleted_at",
        "amount_minor",
        "created_revision",
        "position",
        "id",
    ),
    Index(
        "ix_expenses_by_amount",
        "wallet_id",
        "deleted_at",
        "amount_minor",
        "created_revision",
        "position",
        "id",
    ),
    Index(
        "ix_expenses_by_head",
        "wallet_id",
        "deleted_at",
        "search_head",
        "date",
        "created_revision",
        "position",
        "id",
    ),
    sqlite_strict=True,
)
