"""Budgets: an amount a month for a category, from the month it starts on until the next row."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table

from api.db.columns import Count, Id, Instant, MinorUnits, Month, metadata

budgets = Table(
    "budgets",
    metadata,
    Column("wallet_id", Id, primary_key=True),
    Column("category_id", Id, primary_key=True),
    Column("starts_on", Month, primary_key=True, autoincrement=False),
    # NULL ends the budget from this month on.
    Column("amount_minor", MinorUnits),
    Column("updated_at", Instant, nullable=False),
    Column("revision", Count, nullable=False),
    ForeignKeyConstraint(["wallet_id", "category_id"], ["categories.wallet_id", "categories.id"]),
    CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
    sqlite_strict=True,
)
