"""Databases with the small tables, on every engine or on one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.db.database import Database
from tests.db.tables import make_tables
from tests.infrastructure.databases import SqliteTemplate
from tests.infrastructure.engines_plugin import server_database

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
def postgresql_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated PostgreSQL database."""
    with server_database(request, "postgresql") as url:
        yield url


@pytest.fixture
def server_database_url(server_name: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database, once per engine that has a server."""
    with server_database(request, server_name) as url:
        yield url


@pytest.fixture
async def server_url(server_database_url: str) -> str:
    """A database with the small tables, once per engine that has a server."""
    await make_tables(server_database_url)
    return server_database_url


@pytest.fixture
async def server_db(server_url: str, open_database: OpenDatabase) -> Database:
    """The small tables, once per engine that has a server."""
    return await open_database(server_url)


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


@pytest.fixture
def mariadb_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated MariaDB database."""
    with server_database(request, "mariadb") as url:
        yield url


@pytest.fixture
async def mariadb_url(mariadb_database_url: str) -> str:
    """A MariaDB database with the small tables."""
    await make_tables(mariadb_database_url)
    return mariadb_database_url


@pytest.fixture(params=["sqlite", "postgresql"])
def deferring_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database, once per engine that checks some constraints only at COMMIT."""
    if request.param == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("sqlite_template")
        yield template.copy(tmp_path)
        return
    with server_database(request, request.param) as url:
        yield url


@pytest.fixture
async def deferring_url(deferring_database_url: str) -> str:
    """The small tables on such an engine."""
    await make_tables(deferring_database_url)
    return deferring_database_url
