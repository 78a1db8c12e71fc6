"""Databases with the small tables, on both engines or on one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.db.database import Database
from tests.db.tables import make_tables
from tests.infrastructure.databases import PostgresCopies, SqliteTemplate

OpenDatabase = Callable[..., Awaitable[Database]]


@pytest.fixture
async def open_database(request: pytest.FixtureRequest) -> AsyncIterator[OpenDatabase]:
    """Opens databases with options of the test's own and closes them when it is over."""
    opened: list[Database] = []

    async def open_one(url: str, **options: Any) -> Database:
        database = Database(url, **{"synchronous": "NORMAL", "pool_size": 4, **options})
        await database.connect()
        opened.append(database)
        return database

    yield open_one
    for database in opened:
        await database.disconnect()


@pytest.fixture
async def url(database_url: str) -> str:
    """A database with the small tables, once per engine."""
    await make_tables(database_url)
    return database_url


@pytest.fixture
async def sqlite_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """A SQLite file with the small tables."""
    address = sqlite_template.copy(tmp_path)
    await make_tables(address)
    return address


@pytest.fixture
def postgresql_database_url(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated PostgreSQL database."""
    if "postgresql" not in pytestconfig.getoption("--engines"):
        pytest.skip("PostgreSQL was left out with --engines")
    copies: PostgresCopies = request.getfixturevalue("postgres_copies")
    name = copies.create()
    yield copies.place.database_url(name)
    copies.drop(name)


@pytest.fixture
async def postgresql_url(postgresql_database_url: str) -> str:
    """A PostgreSQL database with the small tables."""
    await make_tables(postgresql_database_url)
    return postgresql_database_url


@pytest.fixture
async def db(url: str, open_database: OpenDatabase) -> Database:
    """The small tables through the one door, once per engine."""
    return await open_database(url)


@pytest.fixture
async def sqlite_db(sqlite_url: str, open_database: OpenDatabase) -> Database:
    """The small tables in a SQLite file."""
    return await open_database(sqlite_url)


@pytest.fixture
async def postgresql_db(postgresql_url: str, open_database: OpenDatabase) -> Database:
    """The small tables on PostgreSQL."""
    return await open_database(postgresql_url)
