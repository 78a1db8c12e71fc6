"""The people who sign in."""

from __future__ import annotations

from sqlalchemy import Column, Table, UniqueConstraint

from api.db.columns import Id, Instant, Key, Words, metadata

users = Table(
    "users",
    metadata,
    Column("id", Id, primary_key=True),
    Column("username", Words, nullable=False),
    Column("username_key", Key, nullable=False),
    Column("email", Words),
    Column("email_key", Key),
    Column("password_hash", Words, nullable=False),
    Column("display_name", Words, nullable=False),
    # NULL is the browser's.
    Column("locale", Words),
    # NULL is the browser's language, and the locale's form of a date and first day of the week.
    Column("language", Words),
    Column("date_format", Words),
    Column("first_day_of_week", Words),
    # No foreign key: a user and the wallet they own are made together, and each would need the other.
    Column("own_wallet_id", Id, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
    UniqueConstraint("username_key"),
    UniqueConstraint("email_key"),
    sqlite_strict=True,
)
