"""What one server at a time does for all of them."""

from __future__ import annotations

from sqlalchemy import Column, Table

from api.db.columns import Instant, Key, Words, metadata

leases = Table(
    "leases",
    metadata,
    Column("name", Key, primary_key=True),
    Column("holder", Words, nullable=False),
    # Somebody has it until then, or nobody may take it until then because it has just failed.
    Column("held_until", Instant, nullable=False),
    # When it last succeeded; NULL where it never did.
    Column("done_at", Instant),
    Column("outcome", Words, nullable=False),
    sqlite_strict=True,
)
