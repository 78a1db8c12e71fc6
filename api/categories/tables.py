"""Categories: a row per name; expenses and budgets hold its id, so a rename touches one row."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, UniqueConstraint

from api.db.columns import Count, Id, Instant, Key, Words, metadata

categories = Table(
    "categories",
    metadata,
    Column("wallet_id", Id, ForeignKey("wallets.id"), primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", Words, nullable=False),
    Column("key", Key, nullable=False),
    Column("search_text", Words, nullable=False),
    Column("colour", Words, nullable=False),
    Column("icon", Words, nullable=False),
    Column("position", Count, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("archived_at", Instant),
    Column("revision", Count, nullable=False),
    UniqueConstraint("wallet_id", "key"),
    sqlite_strict=True,
)
