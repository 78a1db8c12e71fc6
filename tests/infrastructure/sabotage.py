"""Ways to make a database fail on purpose, in each engine's own words."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any
from urllib.parse import urlsplit

import asyncmy
import asyncpg
from sqlalchemy.engine import make_url

FATAL_WORD = "fails at commit"


def may_commits_fail(database_url: str) -> bool:
    """Whether the engine has anything that it looks at only at COMMIT."""
    return urlsplit(database_url).scheme in {"sqlite", "postgresql", "postgres"}


async def let_commits_fail(database_url: str) -> None:
    """From now on the COMMIT that would store an expense described by FATAL_WORD fails.

    Not on MariaDB, which looks at nothing only at COMMIT: `may_commits_fail` says so.
    """
    if urlsplit(database_url).scheme == "sqlite":
        with closing(_sqlite(database_url)) as connection:
            # SQLite knows no deferred trigger, but a foreign key that is looked at only at COMMIT.
            connection.executescript(
                f"""
                CREATE TABLE broken_promises (
                    id INTEGER PRIMARY KEY,
                    wallet_id TEXT REFERENCES wallets (id) DEFERRABLE INITIALLY DEFERRED
                ) STRICT;
                CREATE TRIGGER fails AFTER INSERT ON expenses WHEN NEW.description = '{FATAL_WORD}'
                BEGIN INSERT INTO broken_promises (wallet_id) VALUES ('nobody''s'); END;
                """
            )
        return
    connection = await asyncpg.connect(database_url)
    await connection.execute(
        f"""
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'COMMIT fails on purpose' USING ERRCODE = 'XX000'; END $$;
        CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON expenses DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.description = '{FATAL_WORD}') EXECUTE FUNCTION fail();
        """
    )
    await connection.close()


@asynccontextmanager
async def writers_shut_out(database_url: str) -> AsyncIterator[None]:
    """Until the block ends no other process can write: each waits for a lock."""
    scheme = urlsplit(database_url).scheme
    if scheme == "sqlite":
        with closing(_sqlite(database_url)) as connection:
            await asyncio.to_thread(connection.execute, "BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
        return
    if scheme not in {"postgresql", "postgres"}:
        async with _mariadb(database_url) as cursor:
            await cursor.execute("LOCK TABLES wallets READ")
            yield
            await cursor.execute("UNLOCK TABLES")
        return
    connection = await asyncpg.connect(database_url)
    async with connection.transaction():
        await connection.execute("LOCK TABLE wallets IN EXCLUSIVE MODE")
        yield
    await connection.close()


def _sqlite(database_url: str) -> sqlite3.Connection:
    file = database_url.removeprefix("sqlite:///")
    return sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)


@asynccontextmanager
async def _mariadb(database_url: str) -> AsyncIterator[Any]:
    url = make_url(database_url)
    connection = await asyncmy.connect(
        host=url.host, port=url.port, user=url.username, password=url.password or "", database=url.database
    )
    async with connection.cursor() as cursor:
        yield cursor
    connection.close()
