"""Small tables of every column kind, with a constraint that is checked only at COMMIT where one can be."""

from __future__ import annotations

import sqlite3
from typing import Any

import asyncpg
from sqlalchemy import CheckConstraint, Column, ForeignKey, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateTable

from api.db.columns import Count, Day, Id, Instant, MinorUnits, Month, Words
from api.db.database import kind_of
from tests.infrastructure.mariadb_databases import mariadb_connection

metadata = MetaData()

purchases = Table(
    "purchases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("day", Day, nullable=False),
    Column("month", Month, nullable=False),
    Column("at", Instant, nullable=False),
    Column("amount", MinorUnits, CheckConstraint("amount > 0"), nullable=False),
    Column("pieces", Count, nullable=False),
    Column("words", Words, nullable=False),
    Column("key", Words, unique=True),
    Column("gone_at", Instant),
    sqlite_strict=True,
)

entries = Table(
    "entries",
    metadata,
    Column("id", Count, primary_key=True, autoincrement=False),
    Column("word", Words, nullable=False),
    sqlite_strict=True,
)

# What it names may be missing until COMMIT, and then no longer.
promises = Table(
    "promises",
    metadata,
    Column("id", Count, primary_key=True, autoincrement=False),
    Column(
        "entry_id", Count, ForeignKey("entries.id", deferrable=True, initially="DEFERRED"), nullable=False
    ),
    sqlite_strict=True,
)

# Here it may not be missing at any time.
remarks = Table(
    "remarks",
    metadata,
    Column("id", Count, primary_key=True, autoincrement=False),
    Column("entry_id", Count, ForeignKey("entries.id"), nullable=False),
    sqlite_strict=True,
)

counters = Table(
    "counters",
    metadata,
    Column("id", Count, primary_key=True, autoincrement=False),
    Column("number", Count, nullable=False),
    sqlite_strict=True,
)

SQLITE: Any = sqlite.dialect()
POSTGRESQL: Any = postgresql.dialect()  # type: ignore[no-untyped-call]
MARIADB: Any = make_url("mariadb+asyncmy://").get_dialect()()
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL, "mariadb": MARIADB}


async def make_tables(url: str) -> None:
    """Adds the tables to a database, and two counters that stand at nought."""
    dialect = DIALECTS[kind_of(url)]
    script = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    if dialect is MARIADB:
        # It knows constraints that are checked at once, and no others.
        script = [statement.replace("DEFERRABLE INITIALLY DEFERRED", "") for statement in script]
    script.append("INSERT INTO counters (id, number) VALUES (1, 0), (2, 0)")
    await run_script(url, script)


async def run_script(url: str, script: list[str]) -> None:
    """Runs statements over a connection that is none of the layer's."""
    kind = kind_of(url)
    if kind == "sqlite":
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        for statement in script:
            file.execute(statement)
        file.commit()
        file.close()
        return
    if kind == "mariadb":
        await run_on_mariadb(url, script)
        return
    connection = await asyncpg.connect(url)
    for statement in script:
        await connection.execute(statement)
    await connection.close()


async def run_on_mariadb(url: str, script: list[str]) -> list[tuple[Any, ...]]:
    """Runs statements over a connection of their own; the rows of the last."""
    connection = await mariadb_connection(url)
    try:
        async with connection.cursor() as cursor:
            for statement in script:
                await cursor.execute(statement)
            return list(await cursor.fetchall() or ())
    finally:
        await connection.ensure_closed()
