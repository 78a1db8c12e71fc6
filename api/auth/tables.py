"""What limits guessing: one row a failed login or a registration, kept as long as it counts."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from api.db.columns import Id, Instant, Key, metadata

attempts = Table(
    "attempts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("bucket", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_attempts_kind_bucket_at", "kind", "bucket", "at"),
    Index("ix_attempts_kind_at", "kind", "at"),
    sqlite_strict=True,
)
