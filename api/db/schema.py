"""Which schema this program works on: known without loading what runs the migrations."""

from __future__ import annotations

from sqlalchemy import column, select, table

from api.db.statements import query

NEWEST = "0004"
"""The revision of the newest file in `migrations/versions`; a test compares the two."""

STORED_REVISION = query(
    "schema.stored_revision", select(column("version_num")).select_from(table("alembic_version"))
)
