"""What is really stored, read through a second database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select

from api.db.database import Database
from api.db.statements import Query, query
from api.db.transactions import ReadTransaction


async def rows_of(database: Database, table: Table, **values: str | int) -> list[dict[str, Any]]:
    """The rows of a table whose columns have these values, in the order of its key."""
    wanted = select(table).where(*(table.c[name] == value for name, value in values.items()))
    statement = query(f"test.{table.name}", wanted.order_by(*table.primary_key.columns))
    return await database.read(_rows, statement)


async def _rows(tx: ReadTransaction, statement: Query) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.all(statement)]
